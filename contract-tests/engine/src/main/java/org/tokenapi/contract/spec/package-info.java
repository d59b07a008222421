/** Reads OpenAPI documents into a model. Every part of the model has its position as a JSON pointer (RFC 6901). */
@NullMarked
package org.tokenapi.contract.spec;

import org.jspecify.annotations.NullMarked;
