/** The command line. */
@NullMarked
package org.tokenapi.contract.cli;

import org.jspecify.annotations.NullMarked;
