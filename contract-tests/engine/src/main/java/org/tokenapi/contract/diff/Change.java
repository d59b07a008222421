package org.tokenapi.contract.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;

/**
 * A difference between two versions of a document.
 *
 * @param breaking whether a client that was written for the old version may fail with the new one
 * @param side what it fails on: requests that it may send, or answers that it may get
 * @param what the difference in a few words
 * @param where the operations and their parts that it touches; one or more
 * @param oldPointer where it stands in the old version, as a JSON pointer; null if there is no such place
 * @param newPointer where it stands in the new version; null if there is no such place. One of the two is there
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

    /** One line for people. */
    @Override
    public String toString() {
        return (breaking ? "breaks " : "changes ") + (side == Side.REQUEST ? "requests: " : "answers: ") + what + " "
                + where + " [old " + oldPointer + ", new " + newPointer + "]";
    }
}
