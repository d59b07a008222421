package org.tokenapi.contract.check;

import org.tokenapi.contract.spec.OpenApiDocument;

/**
 * A finding about a message. It contains no secret: values of {@code format: password}, credentials and cookies are
 * redacted. Immutable.
 *
 * @param severity its importance
 * @param side the message
 * @param rule the rule
 * @param pointer the JSON pointer of the rule in the document
 * @param place the place in the message, for example {@code body /items/0/id} or {@code header Accept}
 * @param expected what the document requires
 * @param actual what the message has
 * @param position the line and column of {@code pointer}; empty if they are not known
 */
public record Finding(
        Severity severity,
        Side side,
        Rule rule,
        String pointer,
        String place,
        String expected,
        String actual,
        String position) {

    /** A finding without a position. */
    public Finding(
            Severity severity, Side side, Rule rule, String pointer, String place, String expected, String actual) {
        this(severity, side, rule, pointer, place, expected, actual, "");
    }

    /** The replacement for a secret. */
    public static final String REDACTED = "(redacted)";

    /** The importance of a finding. */
    public enum Severity {
        /** The message violates the document. */
        VIOLATION,
        /** A part of the document could not be checked for this message. */
        GAP,
        /** The message conforms, and has something that the document does not declare. */
        NOTICE
    }

    /** A message of an exchange. */
    public enum Side {
        /** The request, sent by the client. */
        REQUEST,
        /** The response, sent by the server. */
        RESPONSE
    }

    /** The same with another importance. */
    public Finding as(Severity other) {
        return new Finding(other, side, rule, pointer, place, expected, actual, position);
    }

    /** The same with the line and column of its rule in a document. */
    public Finding in(OpenApiDocument document) {
        return new Finding(
                severity,
                side,
                rule,
                pointer,
                place,
                expected,
                actual,
                document.nearestPosition(pointer).orElse(""));
    }

    /** The finding in one line. */
    @Override
    public String toString() {
        return severity + " in the " + (side == Side.REQUEST ? "request" : "response") + ", " + place + ": "
                + rule.meaning() + "; expected " + expected + ", got " + actual + " [" + pointer
                + (position.isEmpty() ? "" : ", " + position) + "]";
    }
}
