package org.tokenapi.contract.spec;

import java.util.List;

/**
 * The request body of an operation. Immutable.
 *
 * @param required whether a request without it violates the document
 * @param content the representations, in the order of the document
 * @param pointer the JSON pointer of the body
 */
public record RequestBody(boolean required, List<Content> content, String pointer) {}
