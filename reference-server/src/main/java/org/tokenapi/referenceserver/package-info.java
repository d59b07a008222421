/** A runnable service that implements the generated interfaces on a database. */
@NullMarked
package org.tokenapi.referenceserver;

import org.jspecify.annotations.NullMarked;
