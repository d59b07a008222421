package org.tokenapi.referenceserver.problem;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;

/** A JSON value of the wrong type or format. Its message may be shown to the caller. */
public final class RefusedJsonException extends DatabindException {
    private static final long serialVersionUID = 1L;

    /**
     * Rejects the current value of the parser.
     *
     * @param parser the parser that read the value
     * @param detail what is wrong, as the end of a sentence, without the value
     */
    public RefusedJsonException(JsonParser parser, String detail) {
        super(parser, detail);
    }
}
