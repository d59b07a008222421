package org.tokenapi.referenceserver.command;

/** Text of others on a terminal. */
final class Text {
    private Text() {}

    /** The text without what would move the cursor, change colours or begin a line. */
    static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
