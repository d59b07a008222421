/** Cloud Director tokens. */
@NullMarked
package org.tokenapi.referenceserver.cloudtoken;

import org.jspecify.annotations.NullMarked;
