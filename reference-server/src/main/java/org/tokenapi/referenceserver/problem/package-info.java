/** RFC 9457 problems, and the mapping of exceptions to them. */
@NullMarked
package org.tokenapi.referenceserver.problem;

import org.jspecify.annotations.NullMarked;
