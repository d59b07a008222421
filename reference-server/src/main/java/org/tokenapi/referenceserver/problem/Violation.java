package org.tokenapi.referenceserver.problem;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One part of a request that is wrong. It never contains the value, which may be a secret.
 *
 * @param in the location of the part: {@code body}, {@code query} or {@code header}
 * @param name the parameter or header, or the path of the property in the body; null for the whole body
 * @param detail what is wrong, as the end of a sentence that begins with the name
 */
public record Violation(String in, @Nullable String name, String detail) implements Serializable {

    /** A violation of the property at this path of the body; an empty path means the whole body. */
    public static Violation body(String name, String detail) {
        return new Violation("body", name.isEmpty() ? null : name, detail);
    }

    /** A violation of this query parameter. */
    public static Violation query(String name, String detail) {
        return new Violation("query", name, detail);
    }

    /** A violation of this header. */
    public static Violation header(String name, String detail) {
        return new Violation("header", name, detail);
    }
}
