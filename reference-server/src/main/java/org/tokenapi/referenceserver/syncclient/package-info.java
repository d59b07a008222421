/** Credentials of the sync clients of directories. */
@NullMarked
package org.tokenapi.referenceserver.syncclient;

import org.jspecify.annotations.NullMarked;
