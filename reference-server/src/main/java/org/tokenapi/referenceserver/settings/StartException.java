package org.tokenapi.referenceserver.settings;

import org.jspecify.annotations.Nullable;

/** Ends the start because a setting, or a file of the data directory, is invalid. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Ends the start.
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
