/** Writes what a run came to, for terminals, machines and browsers. */
@NullMarked
package org.tokenapi.contract.report;

import org.jspecify.annotations.NullMarked;
