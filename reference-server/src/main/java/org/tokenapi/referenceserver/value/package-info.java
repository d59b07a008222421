/** Values with a format of their own: dates, identifiers and secrets. */
@NullMarked
package org.tokenapi.referenceserver.value;

import org.jspecify.annotations.NullMarked;
