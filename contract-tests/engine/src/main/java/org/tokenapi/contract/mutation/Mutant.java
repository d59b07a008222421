package org.tokenapi.contract.mutation;

import java.util.Locale;

/**
 * One change in one place. Immutable.
 *
 * @param kind what is changed
 * @param pointer the JSON pointer of the place in the document
 * @param name the change, for example {@code maxLength 255 -> 256}
 */
public record Mutant(Kind kind, String pointer, String name) {

    /** What a mutant changes. */
    public enum Kind {
        /** The document has another rule. */
        DOCUMENT,
        /** A server sends another response. */
        RESPONSE,
        /** A server accepts a request that it should refuse. */
        ACCEPTANCE,
        /** A client sends another request. */
        REQUEST
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + pointer + ": " + name;
    }
}
