/** Bringing tenants, directories, clients and tokens into the database and out of it, as JSON LineReader. */
@NullMarked
package org.tokenapi.referenceserver.provisioning;

import org.jspecify.annotations.NullMarked;
