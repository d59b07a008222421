/** The columns of the tables: which property each stores, of which type, and what an import may bring. */
@NullMarked
package org.tokenapi.referenceserver.schema;

import org.jspecify.annotations.NullMarked;
