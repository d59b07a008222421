package org.tokenapi.contract.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;

/**
 * A part of the document that needs proof: a constraint, a status, a media type, a header, a parameter or a credential.
 *
 * @param operation the id of the operation that it is a part of
 * @param side whose messages it is about
 * @param pointer where it stands in the document
 * @param evidence the names of the cases that prove it, the first few
 * @param reason why no proof is needed; null if it is
 */
public record Requirement(
        String operation,
        Side side,
        String pointer,
        List<String> evidence,
        @Nullable String reason) {

    /** Whether anything proves it. */
    public boolean isProven() {
        return !evidence.isEmpty();
    }

    /** Whether it is proven, or needs no proof. */
    public boolean isCovered() {
        return isProven() || reason != null;
    }

    /** What fixtures call it. */
    public String name() {
        return operation + " " + (side == Side.REQUEST ? "request" : "response") + " " + pointer;
    }
}
