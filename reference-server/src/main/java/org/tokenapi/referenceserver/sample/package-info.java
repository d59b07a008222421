/** The sample data that a new database starts with. */
@NullMarked
package org.tokenapi.referenceserver.sample;

import org.jspecify.annotations.NullMarked;
