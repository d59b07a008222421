/** Bringing tenants, directories, clients and tokens into the database and out of it, as JSON Lines. */
@NullMarked
package org.tokenapi.referenceserver.provisioning;

import org.jspecify.annotations.NullMarked;
