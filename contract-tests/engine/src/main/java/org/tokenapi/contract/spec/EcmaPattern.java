package org.tokenapi.contract.spec;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of ECMA-262, the dialect that OpenAPI and JSON Schema 2020-12 (Core, section 6.4) prescribe for
 * {@code pattern}. It matches Unicode characters, not UTF-16 code units. Immutable and thread-safe.
 */
public final class EcmaPattern {
    /**
     * The most characters to inspect in one match; nested repetitions take time exponential in the length of the text.
     */
    private static final int MOST_STEPS = 5_000_000;

    private final Pattern pattern;

    private EcmaPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles a pattern.
     *
     * @return empty if the pattern is not valid in ECMA-262, or uses a feature that {@code java.util.regex} does not
     *     have
     */
    public static Optional<EcmaPattern> compile(String pattern) {
        try {
            return Optional.of(new EcmaPattern(Pattern.compile(new EcmaTranslation(pattern).toJava())));
        } catch (PatternSyntaxException notUnderstood) {
            return Optional.empty();
        }
    }

    /**
     * Whether the pattern matches anywhere in a text. Patterns are not anchored.
     *
     * @throws UndecidedException if the match takes more than five million steps
     */
    public boolean matches(String text) {
        try {
            return pattern.matcher(new Limited(text, new int[1])).find();
        } catch (StackOverflowError e) {
            throw new UndecidedException();
        }
    }

    /** The match takes too many steps. */
    public static final class UndecidedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UndecidedException() {
            super("the match of a pattern takes too many steps", null, false, false);
        }
    }

    /** A text that counts how many of its characters the matcher inspects. */
    private record Limited(String text, int[] steps) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (++steps[0] > MOST_STEPS) {
                throw new UndecidedException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Limited(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
