/** Checks one HTTP exchange against the document: an exchange in, findings out. */
@NullMarked
package org.tokenapi.contract.check;

import org.jspecify.annotations.NullMarked;
