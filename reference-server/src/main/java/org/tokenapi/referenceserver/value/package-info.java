/** Values with a form of their own: dates on the wire, and secrets, which are shown once. */
@NullMarked
package org.tokenapi.referenceserver.value;

import org.jspecify.annotations.NullMarked;
