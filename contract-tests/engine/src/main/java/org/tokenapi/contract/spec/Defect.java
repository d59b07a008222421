package org.tokenapi.contract.spec;

/**
 * A part of a document that is illegal, or leads nowhere. The operations that use it are not checked, or not wholly.
 * Immutable.
 *
 * @param pointer the JSON pointer of the part, which begins with the file if it is not the first of the document
 * @param place the file, the line and column, and the pointer
 * @param reason what is wrong there
 */
public record Defect(String pointer, String place, String reason) {

    /** The defect in one line. */
    @Override
    public String toString() {
        return place + ": " + reason;
    }
}
