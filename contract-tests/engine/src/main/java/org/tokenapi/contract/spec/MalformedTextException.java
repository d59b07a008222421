package org.tokenapi.contract.spec;

import org.jspecify.annotations.Nullable;

/** A text is not the YAML or JSON of a document. */
final class MalformedTextException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;
    private final String pointer;
    private final String reason;
    private final boolean syntax;

    private MalformedTextException(int line, int column, String pointer, String reason, boolean syntax) {
        super(reason);
        this.line = line;
        this.column = column;
        this.pointer = pointer;
        this.reason = reason;
        this.syntax = syntax;
    }

    /**
     * The text breaks the syntax of its language.
     *
     * @param line counts from 1, like the column; 0 if it is not known
     */
    static MalformedTextException syntax(int line, int column, @Nullable String reason) {
        return new MalformedTextException(line, column, "", String.valueOf(reason), true);
    }

    /** The text has a value that a document can't have. */
    static MalformedTextException value(int line, int column, Marks.Way way, String reason) {
        return new MalformedTextException(line, column, way.toString(), reason, false);
    }

    boolean isSyntax() {
        return syntax;
    }

    boolean isBefore(MalformedTextException other) {
        return line < other.line || line == other.line && column < other.column;
    }

    String place() {
        String place = line == 0 ? "at its root" : place(line, column);
        return pointer.isEmpty() ? place : place + " (" + pointer + ")";
    }

    String reason() {
        return reason;
    }

    static String place(int line, int column) {
        return "line " + line + ", column " + column;
    }
}
