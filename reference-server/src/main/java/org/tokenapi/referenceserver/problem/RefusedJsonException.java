package org.tokenapi.referenceserver.problem;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;

/** A JSON value that can't be read as what it should be. Its message is fit for the caller. */
public final class RefusedJsonException extends DatabindException {
    private static final long serialVersionUID = 1L;

    /**
     * Refuses the value that the parser stands on.
     *
     * @param parser where the value was read
     * @param detail what is wrong, as the end of a sentence; without the value
     */
    public RefusedJsonException(JsonParser parser, String detail) {
        super(parser, detail);
    }
}
