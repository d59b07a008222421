/** Checks one HTTP exchange against a document, and returns findings. */
@NullMarked
package org.tokenapi.contract.check;

import org.jspecify.annotations.NullMarked;
