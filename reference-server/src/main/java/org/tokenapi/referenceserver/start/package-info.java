/** What happens once, when the server starts: it fills a new database with sample data and prints where it listens. */
@NullMarked
package org.tokenapi.referenceserver.start;

import org.jspecify.annotations.NullMarked;
