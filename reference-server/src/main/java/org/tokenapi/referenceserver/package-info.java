/** A runnable service that implements the generated interfaces on stored data. */
@NullMarked
package org.tokenapi.referenceserver;

import org.jspecify.annotations.NullMarked;
