/** Import and export of directories, sync clients and tokens as JSON Lines. */
@NullMarked
package org.tokenapi.referenceserver.provisioning;

import org.jspecify.annotations.NullMarked;
