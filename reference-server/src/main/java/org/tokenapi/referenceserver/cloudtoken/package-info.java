/** Tokens of Cloud Director. */
@NullMarked
package org.tokenapi.referenceserver.cloudtoken;

import org.jspecify.annotations.NullMarked;
