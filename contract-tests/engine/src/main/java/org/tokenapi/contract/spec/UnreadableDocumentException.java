package org.tokenapi.contract.spec;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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

    /** For a file that can't be read at all. */
    public UnreadableDocumentException(Path file, IOException failure) {
        this(file.toString(), "as a file", "can't be read: " + why(failure));
    }

    private static String why(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        return failure instanceof AccessDeniedException ? "access is denied" : String.valueOf(failure.getMessage());
    }
}
