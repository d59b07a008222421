package org.tokenapi.contract.mutation;

import java.util.Locale;

/**
 * One thing broken in one place.
 *
 * @param kind what was broken
 * @param pointer where in the document
 * @param name what was done, for example {@code maxLength 255 -> 256}
 */
public record Mutant(Kind kind, String pointer, String name) {

    /** What a mutant breaks. */
    public enum Kind {
        /** The document says something else. */
        DOCUMENT,
        /** A server answers something else. */
        ANSWER,
        /** A server carries out what it should refuse. */
        ACCEPTANCE,
        /** A client asks something else. */
        REQUEST
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + pointer + ": " + name;
    }
}
