/** Load tests, each next to the limit of the machine. The Maven profile {@code load-test} runs them. */
@NullMarked
package org.tokenapi.load;

import org.jspecify.annotations.NullMarked;
