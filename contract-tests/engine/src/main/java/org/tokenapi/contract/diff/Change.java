package org.tokenapi.contract.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;

/**
 * A difference between two versions of a document. Immutable.
 *
 * @param breaking whether a client of the old version may fail with the new one
 * @param side whether the change affects the requests or the responses of a client
 * @param what the difference in a few words
 * @param where the operations, and the parts of them, that are affected; one or more
 * @param oldPointer the JSON pointer in the old version; null if there is no such place
 * @param newPointer the JSON pointer in the new version; null if there is no such place. At least one of the two is not
 *     null
 */
public record Change(
        boolean breaking,
        Side side,
        String what,
        List<String> where,
        @Nullable String oldPointer,
        @Nullable String newPointer) {
    public Change {
        where = List.copyOf(where);
    }

    /** The change in one line. */
    @Override
    public String toString() {
        return (breaking ? "breaks " : "changes ") + (side == Side.REQUEST ? "requests: " : "responses: ") + what + " "
                + where + " [old " + oldPointer + ", new " + newPointer + "]";
    }
}
