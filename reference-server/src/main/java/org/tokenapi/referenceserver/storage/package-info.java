/** The data directory, the databases, and transactions. */
@NullMarked
package org.tokenapi.referenceserver.storage;

import org.jspecify.annotations.NullMarked;
