package org.tokenapi.contract.spec;

import java.util.List;

/**
 * The body that an operation takes.
 *
 * @param required whether a request without it violates the contract
 * @param content the representations, in the order of the document
 * @param pointer where it stands
 */
public record RequestBody(boolean required, List<Content> content, String pointer) {}
