/** Load on running servers, beside what the machine can do without them. Run by the Maven profile {@code load-test}. */
@NullMarked
package org.tokenapi.load;

import org.jspecify.annotations.NullMarked;
