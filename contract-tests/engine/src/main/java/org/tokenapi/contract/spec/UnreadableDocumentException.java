package org.tokenapi.contract.spec;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A document, fixtures or another input file can't be read. The message is one line with the document, the place in it,
 * and the reason.
 */
public final class UnreadableDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Makes the message {@code document, place: reason}.
     *
     * @param document the name of the document
     * @param place the line and column, or another description of the place
     * @param reason what is wrong there
     */
    public UnreadableDocumentException(String document, String place, String reason) {
        super(document + ", " + place + ": " + reason);
    }

    /** For a file that can't be read at all. */
    public UnreadableDocumentException(Path file, IOException failure) {
        super(file + ": " + why(failure));
    }

    static String why(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "the file does not exist";
        }
        if (failure instanceof CharacterCodingException) {
            return "the file is not UTF-8";
        }
        return failure instanceof AccessDeniedException ? "access denied" : "can't be read: " + failure.getMessage();
    }
}
