/** Decides what may be shown of an exchange. */
@NullMarked
package org.tokenapi.contract.redact;

import org.jspecify.annotations.NullMarked;
