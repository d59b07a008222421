/** Writes the results of a run for terminals, CI servers, other programs and browsers. */
@NullMarked
package org.tokenapi.contract.report;

import org.jspecify.annotations.NullMarked;
