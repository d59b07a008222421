/** What the console says when the server is ready. */
@NullMarked
package org.tokenapi.referenceserver.start;

import org.jspecify.annotations.NullMarked;
