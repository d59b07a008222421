package org.tokenapi.contract.spec;

import java.util.List;

/**
 * A response of an operation. Immutable.
 *
 * @param status as in the document: a status such as {@code 404}, a range such as {@code 4XX}, or {@code default}
 * @param headers the headers, without {@code Content-Type}, which a document can't declare (OpenAPI 3.0.3, "Response
 *     Object")
 * @param content the representations of the body, in the order of the document; empty if the response has no body
 * @param bodyOptional whether a response without a body conforms although the document declares content; set by the
 *     extension {@code x-optional-body: true}
 * @param pointer the JSON pointer of the response
 */
public record Response(
        String status, List<Parameter> headers, List<Content> content, boolean bodyOptional, String pointer) {

    /** Whether this response declares a status. */
    boolean isFor(int code) {
        return status.equals("default")
                || status.equals(Integer.toString(code))
                || status.equalsIgnoreCase(code / 100 + "XX");
    }
}
