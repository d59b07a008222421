/** The data directory, the database in it, and transactions. */
@NullMarked
package org.tokenapi.referenceserver.storage;

import org.jspecify.annotations.NullMarked;
