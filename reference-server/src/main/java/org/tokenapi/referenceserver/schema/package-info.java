/** The columns of the tables: the property that each stores, its type, and the values that an import accepts. */
@NullMarked
package org.tokenapi.referenceserver.schema;

import org.jspecify.annotations.NullMarked;
