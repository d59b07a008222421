package org.tokenapi.referenceserver.provisioning;

import java.util.ArrayList;
import java.util.List;

/** The violations of the lines. Thrown to roll the import back. */
public final class InvalidLinesException extends RuntimeException {
    private static final int MOST_SHOWN = 100;
    private static final long serialVersionUID = 1L;

    private final transient List<String> shown = new ArrayList<>();
    private long count;

    InvalidLinesException() {
        // It is expected and has its own messages, so it needs no stack trace.
        super(null, null, false, false);
    }

    /**
     * Adds a violation.
     *
     * @param name the name of the property; empty for the whole line
     * @param rule the end of a sentence that begins with the name, or with "the line"
     */
    void add(long line, String name, String rule) {
        count++;
        if (shown.size() < MOST_SHOWN) {
            shown.add("line " + line + ": " + (name.isEmpty() ? "the line" : name) + " " + rule);
        }
    }

    /** The number of violations. */
    public long count() {
        return count;
    }

    /** The first violations, each with the number of its line, the property and the rule. */
    public List<String> shown() {
        return List.copyOf(shown);
    }

    @Override
    public String getMessage() {
        return count + " violations in the imported lines";
    }
}
