package org.tokenapi.contract.check;

/**
 * Something that a check found in a message. It never holds a secret: values that the document marks as
 * {@code format: password}, credentials and cookies are masked.
 *
 * @param severity how much it matters
 * @param side whose message it is
 * @param rule what it is about
 * @param pointer the JSON pointer of the rule in the document
 * @param place where in the message it is, for example {@code body /items/0/id} or {@code header Accept}
 * @param expected what the document asks for
 * @param actual what came
 */
public record Finding(
        Severity severity, Side side, Rule rule, String pointer, String place, String expected, String actual) {

    /** What stands in the place of a secret. */
    public static final String MASKED = "(masked)";

    /** How much a finding matters. */
    public enum Severity {
        /** The message breaks the document. */
        VIOLATION,
        /** The document says something here that could not be checked. */
        GAP,
        /** The message goes beyond the document in a way that conforms. */
        NOTICE
    }

    /** Whose message a finding is about. */
    public enum Side {
        /** The request, and so the client. */
        REQUEST,
        /** The answer, and so the server. */
        RESPONSE
    }

    /** One line for people. */
    @Override
    public String toString() {
        return severity + " in the " + (side == Side.REQUEST ? "request" : "response") + ", " + place + ": "
                + rule.meaning() + "; expected " + expected + ", got " + actual + " [" + pointer + "]";
    }
}
