package org.tokenapi.referenceserver.problem;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One part of a request that is wrong. It never holds the value that was sent, which may be a secret.
 *
 * @param in where the part stands: {@code body}, {@code query} or {@code header}
 * @param name the parameter or header, or the path of the property in the body; null where it is the whole body
 * @param detail what is wrong with it, as the end of a sentence that begins with the name
 */
public record Violation(String in, @Nullable String name, String detail) implements Serializable {

    /** A violation of the property at this path of the body; of the whole body where the path is empty. */
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
