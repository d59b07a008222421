/** Reads an OpenAPI document into a model whose every part knows its place, as a JSON pointer (RFC 6901). */
@NullMarked
package org.tokenapi.contract.spec;

import org.jspecify.annotations.NullMarked;
