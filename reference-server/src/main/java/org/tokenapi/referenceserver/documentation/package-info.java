/** The OpenAPI document, and a page that shows it and sends requests. */
@NullMarked
package org.tokenapi.referenceserver.documentation;

import org.jspecify.annotations.NullMarked;
