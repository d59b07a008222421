package org.tokenapi.contract.spec;

/** The OpenAPI document can't be read. The message is one line that names the document, the place in it, and the reason. */
public final class UnreadableDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableDocumentException(String document, String place, String reason) {
        super(document + ", " + place + ": " + reason);
    }
}
