/** Failures: RFC 9457 problems, and which exception becomes which. */
@NullMarked
package org.tokenapi.referenceserver.problem;

import org.jspecify.annotations.NullMarked;
