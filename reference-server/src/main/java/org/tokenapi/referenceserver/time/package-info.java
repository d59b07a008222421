/** Dates on the wire. */
@NullMarked
package org.tokenapi.referenceserver.time;

import org.jspecify.annotations.NullMarked;
