package org.tokenapi.contract.spec;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of ECMA-262, the dialect that OpenAPI and JSON Schema prescribe for {@code pattern}, matched in
 * Unicode characters. Thread-safe.
 */
public final class EcmaPattern {
    /** Enough for any reasonable pattern and text; nested repetitions can take longer than anybody waits. */
    private static final int MOST_STEPS = 5_000_000;

    private final Pattern pattern;

    private EcmaPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @return empty if it is not a pattern of ECMA-262, or uses something that Java's matcher can't do */
    public static Optional<EcmaPattern> compile(String pattern) {
        try {
            return Optional.of(new EcmaPattern(Pattern.compile(new EcmaTranslation(pattern).toJava())));
        } catch (PatternSyntaxException notUnderstood) {
            return Optional.empty();
        }
    }

    /**
     * Whether it matches somewhere in a text: patterns are not anchored.
     *
     * @throws UndecidedException if it takes too many steps to tell
     */
    public boolean matches(String text) {
        try {
            return pattern.matcher(new Limited(text, new int[1])).find();
        } catch (StackOverflowError e) {
            throw new UndecidedException();
        }
    }

    /** The matcher gave up. */
    public static final class UndecidedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UndecidedException() {
            super("a pattern takes too many steps", null, false, false);
        }
    }

    /** A text that counts how often the matcher looks at it. */
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
