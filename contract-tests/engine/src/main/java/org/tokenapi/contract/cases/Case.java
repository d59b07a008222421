package org.tokenapi.contract.cases;

import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.spec.Operation;

/**
 * One request that is derived from a document, and what may be answered to it.
 *
 * @param name unique, and the same for the same document
 * @param operation the operation that is meant; null for one that the document doesn't have
 * @param pointer the JSON pointer of what the case is about
 * @param expectation what may be answered
 * @param status the one status that must be answered, where a fixture says so; else 0
 * @param request the request, its target below the address of the server
 */
public record Case(
        String name,
        @Nullable Operation operation,
        String pointer,
        Expectation expectation,
        int status,
        Exchange.Request request) {

    /** Whether a server that answers this status does what it should. */
    public boolean isMetBy(int answered) {
        return status == 0 ? expectation.isMetBy(answered, operation) : answered == status;
    }

    /** What the status should be, for people. */
    public String expected() {
        return status == 0 ? expectation.toString() : Integer.toString(status);
    }

    @Override
    public String toString() {
        return name;
    }
}
