package org.tokenapi.client;

import java.util.List;

/** The arguments of a call break the document. Nothing was sent. */
public final class InvalidRequestException extends TokenApiException {
    private static final long serialVersionUID = 1;

    /** An array, because a list need not be serializable. */
    private final String[] violations;

    InvalidRequestException(String operation, List<String> violations) {
        super(operation, String.join("; ", violations), false);
        this.violations = violations.toArray(new String[0]);
    }

    /** Each with the place and the rule, without the value. */
    public List<String> violations() {
        return List.of(violations);
    }
}
