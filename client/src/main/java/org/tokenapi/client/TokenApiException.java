package org.tokenapi.client;

/**
 * A call that did not succeed. The set of kinds is closed:
 *
 * <ul>
 *   <li>{@link FailureException}: the service answered with a status that is not the success of the document
 *   <li>{@link UnreadableResponseException}: the service answered, but not as the document says
 *   <li>{@link TransportException}: no answer came
 *   <li>{@link CredentialsException}: no access token could be had; the operation was not sent, or refused with 401
 *   <li>{@link InvalidRequestException}: the arguments break the document, so nothing was sent
 * </ul>
 *
 * <p>No message holds anything of a body or of a header's value but the request id.
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

    private static final String UNKNOWN = ". Whether the request was carried out is unknown, and it was not repeated: "
            + "the secret that was valid before may be refused now. Call the operation again to be issued another one";

    /** The id of the operation in the document. */
    public final String operation() {
        return operation;
    }

    /**
     * Whether the request may have been carried out although the call did not succeed. Then the secret that was valid before
     * may be refused, and a new one may have been issued that nobody has; calling the operation again issues another one.
     * Always false for what is safe to repeat.
     */
    public final boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
