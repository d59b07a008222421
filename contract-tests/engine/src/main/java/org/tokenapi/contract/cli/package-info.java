/** The command line {@code contract}. */
@NullMarked
package org.tokenapi.contract.cli;

import org.jspecify.annotations.NullMarked;
