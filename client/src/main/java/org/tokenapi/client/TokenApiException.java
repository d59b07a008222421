package org.tokenapi.client;

/**
 * A call that did not succeed. There are five kinds, and no others:
 *
 * <ul>
 *   <li>{@link FailureException}: the response has another status than the success in the document
 *   <li>{@link UnreadableResponseException}: a success whose body does not follow the document
 *   <li>{@link TransportException}: no complete response
 *   <li>{@link CredentialsException}: no access token; the operation was not sent, or rejected with 401
 *   <li>{@link InvalidRequestException}: an argument violates the document; nothing was sent
 * </ul>
 *
 * <p>No message quotes a body or a header, except for the request id.
 */
public abstract sealed class TokenApiException extends RuntimeException
        permits FailureException,
                UnreadableResponseException,
                TransportException,
                CredentialsException,
                InvalidRequestException {
    private static final long serialVersionUID = 1;

    private final String operation;
    private final boolean outcomeUnknown;

    TokenApiException(String operation, String message, boolean outcomeUnknown) {
        super(operation + ": " + message + (outcomeUnknown ? UNKNOWN : ""));
        this.operation = operation;
        this.outcomeUnknown = outcomeUnknown;
    }

    private static final String UNKNOWN =
            ". The request may have been carried out, so it was not repeated: the previous "
                    + "secret may be invalid now. Call the operation again to get a new secret";

    /** The operation id in the document. */
    public final String operation() {
        return operation;
    }

    /**
     * Whether the request may have been carried out although the call did not succeed. If so, the previous secret may
     * be invalid, and a new one may have been issued and lost. Call the operation again to get another one. Always
     * false for operations that are safe to repeat.
     */
    public final boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
