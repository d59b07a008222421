package org.tokenapi.contract.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;

/**
 * A row of the coverage matrix: a part of the document that needs proof, such as a constraint, a status, a media type,
 * a header, a parameter or a credential. Immutable.
 *
 * @param operation the id of the operation
 * @param side whether requests or responses prove it
 * @param pointer the JSON pointer of the part in the document
 * @param evidence the names of the first cases that prove it
 * @param reason why the row needs no proof; null if it does
 */
public record Requirement(
        String operation,
        Side side,
        String pointer,
        List<String> evidence,
        @Nullable String reason) {

    /** Whether a case proves it. */
    public boolean isProven() {
        return !evidence.isEmpty();
    }

    /** Whether no case proves it, and a fixture says why. */
    public boolean isExcused() {
        return !isProven() && reason != null;
    }

    /** Whether no case proves it, and no fixture excuses it. */
    public boolean isUnproven() {
        return !isProven() && reason == null;
    }

    /**
     * The name of the row in reports and fixtures, for example {@code getPet response
     * /paths/~1pets~1{id}/get/responses/200}.
     */
    public String name() {
        return operation + " " + (side == Side.REQUEST ? "request" : "response") + " " + pointer;
    }
}
