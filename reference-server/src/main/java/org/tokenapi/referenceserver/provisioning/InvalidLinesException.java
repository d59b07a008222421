package org.tokenapi.referenceserver.provisioning;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the lines. As an exception it undoes what was done of them. */
public final class InvalidLinesException extends RuntimeException {
    private static final int MOST_SHOWN = 100;
    private static final long serialVersionUID = 1L;

    private final transient List<String> shown = new ArrayList<>();
    private long count;

    InvalidLinesException() {
        // Expected, and told in its own words.
        super(null, null, false, false);
    }

    /**
     * Notes a violation.
     *
     * @param name of the property; empty where it is the whole line
     * @param rule as the end of a sentence that begins with the name, or with "the line"
     */
    void add(long line, String name, String rule) {
        count++;
        if (shown.size() < MOST_SHOWN) {
            shown.add("line " + line + ": " + (name.isEmpty() ? "the line" : name) + " " + rule);
        }
    }

    /** How many violations there are. */
    public long count() {
        return count;
    }

    /** The first violations, each with the number of its line, the property and the rule. */
    public List<String> shown() {
        return List.copyOf(shown);
    }

    @Override
    public String getMessage() {
        return count + " violations in the lines";
    }
}
