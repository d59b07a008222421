/** The sync clients of directories, and their credentials. */
@NullMarked
package org.tokenapi.referenceserver.syncclient;

import org.jspecify.annotations.NullMarked;
