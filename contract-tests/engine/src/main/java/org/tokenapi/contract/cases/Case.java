package org.tokenapi.contract.cases;

import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.spec.Operation;

/**
 * A request derived from a document, and the expected response. Immutable.
 *
 * @param name unique within the document; the same for the same document
 * @param operation the operation; null for a method that the document does not declare
 * @param pointer the JSON pointer of the part of the document that the case is about
 * @param expectation the statuses that are expected
 * @param fixed the only status that is expected, if a fixture gives one; else null
 * @param request the request; its target is relative to the root of the server
 */
public record Case(
        String name,
        @Nullable Operation operation,
        String pointer,
        Expectation expectation,
        @Nullable Fixed fixed,
        Exchange.Request request) {

    /** Whether a status is expected. */
    public boolean isMetBy(int actual) {
        return fixed == null ? expectation.isMetBy(actual, operation) : actual == fixed.status;
    }

    /** The expected statuses, to follow the word "expected" in messages. */
    public String expected() {
        return fixed == null ? expectation.toString() : Integer.toString(fixed.status);
    }

    /**
     * The status that a fixture gives.
     *
     * @param status the status
     * @param place the file, line and column of the fixture
     */
    public record Fixed(int status, String place) {}

    @Override
    public String toString() {
        return name;
    }
}
