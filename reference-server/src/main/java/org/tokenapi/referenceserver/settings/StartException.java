package org.tokenapi.referenceserver.settings;

import org.jspecify.annotations.Nullable;

/** The server can't start, because a setting or something in the data directory is not as it must be. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Stops the start.
     *
     * @param message what is wrong, in one sentence, without a secret
     * @param action what to do about it
     */
    public StartException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
