package org.tokenapi.client;

import java.util.List;

/** The arguments of a call break the document. Nothing was sent. */
public final class InvalidRequestException extends TokenApiException {
    private static final long serialVersionUID = 1;

    private final List<String> violations;

    InvalidRequestException(String operation, List<String> violations) {
        super(operation, String.join("; ", violations), false);
        this.violations = List.copyOf(violations);
    }

    /** Each with the place and the rule, without the value. */
    public List<String> violations() {
        return violations;
    }
}
