package org.tokenapi.referenceserver.command;

/** Makes text safe to print on a terminal. */
final class Text {
    private Text() {}

    /** Replaces characters that would move the cursor, change colors or start a line. */
    static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
