/** The start of the server: it fills a new database with sample data and prints its address. */
@NullMarked
package org.tokenapi.referenceserver.start;

import org.jspecify.annotations.NullMarked;
