package org.tokenapi.contract.spec;

import java.util.List;

/**
 * A response of an operation.
 *
 * @param status as the document has it: a status such as {@code 404}, a range such as {@code 4XX}, or {@code default}
 * @param headers the headers, without {@code Content-Type}, which a document can't declare
 * @param content the representations of the body, in the order of the document; none means that there is no body
 * @param bodyOptional whether an answer without a body conforms although there is content; the document says so with
 *     {@code x-optional-body: true}
 * @param pointer where it stands
 */
public record Response(
        String status, List<Parameter> headers, List<Content> content, boolean bodyOptional, String pointer) {

    /** Whether it is meant for this status. */
    boolean isFor(int code) {
        return status.equals("default")
                || status.equals(Integer.toString(code))
                || status.equalsIgnoreCase(code / 100 + "XX");
    }

    /** Whether it tells of success, 2xx. */
    public boolean isSuccess() {
        return status.startsWith("2");
    }
}
