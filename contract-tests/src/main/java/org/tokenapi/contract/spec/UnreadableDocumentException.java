package org.tokenapi.contract.spec;

/** The OpenAPI document can't be read. The message is one line that names the document, the place in it, and the reason. */
public final class UnreadableDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param document what is unreadable
     * @param place where in it
     * @param reason why
     */
    public UnreadableDocumentException(String document, String place, String reason) {
        super(document + ", " + place + ": " + reason);
    }
}
