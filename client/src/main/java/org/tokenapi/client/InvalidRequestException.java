package org.tokenapi.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An argument of a call violates the document. Nothing was sent. */
public final class InvalidRequestException extends TokenApiException {
    private static final long serialVersionUID = 1;

    /** An array, because not every list is serializable. */
    private final String[] violations;

    InvalidRequestException(String operation, List<String> violations) {
        super(operation, String.join("; ", violations), false);
        this.violations = violations.toArray(new String[0]);
    }

    /** Requires an argument that is optional in the document, where leaving it out by accident would do harm. */
    static <V> V require(String operation, String name, @Nullable V value) {
        if (value == null) {
            throw new InvalidRequestException(operation, List.of(name + " is required"));
        }
        return value;
    }

    /** The violations, each with its place and the rule, without the value. */
    public List<String> violations() {
        return List.of(violations);
    }
}
