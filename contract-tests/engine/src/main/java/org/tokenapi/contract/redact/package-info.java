/** Redacts secrets in exchanges, so that the rest can be shown. */
@NullMarked
package org.tokenapi.contract.redact;

import org.jspecify.annotations.NullMarked;
