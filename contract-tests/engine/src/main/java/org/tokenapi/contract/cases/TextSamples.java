package org.tokenapi.contract.cases;

import com.github.curiousoddman.rgxgen.RgxGen;
import com.github.curiousoddman.rgxgen.config.RgxGenOption;
import com.github.curiousoddman.rgxgen.config.RgxGenProperties;
import com.github.curiousoddman.rgxgen.parsing.dflt.RgxGenParseException;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tokenapi.contract.spec.EcmaPattern;

/** Makes strings. */
final class TextSamples {
    private static final int MOST_TRIES = 500;

    /** The most repetitions of a part that a pattern allows to repeat without limit. */
    private static final int MOST_REPETITIONS = 12;

    private TextSamples() {}

    /** The text cut or extended to a length in Unicode characters. */
    static String ofLength(String text, int length) {
        int[] points = text.isEmpty() ? new int[] {'a'} : text.codePoints().toArray();
        StringBuilder result = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            result.appendCodePoint(i < points.length ? points[i] : 'a');
        }
        return result.toString();
    }

    /**
     * A string that matches a pattern; the same for the same pattern.
     *
     * @param wanted the other conditions
     * @param plain the string to prefer if it matches
     * @return empty if none is found, for example because the generator does not support the pattern
     */
    static Optional<String> matching(String pattern, Predicate<String> wanted, String plain) {
        try {
            Optional<EcmaPattern> compiled = EcmaPattern.compile(pattern);
            if (compiled.isEmpty()) {
                return Optional.empty();
            }
            Stream<String> others = Stream.of(0).flatMap(once -> generated(pattern));
            return Stream.concat(Stream.of(plain), others)
                    .filter(text -> compiled.get().matches(text) && wanted.test(text))
                    .findFirst();
        } catch (RgxGenParseException | EcmaPattern.UndecidedException notUnderstood) {
            return Optional.empty();
        }
    }

    private static Stream<String> generated(String pattern) {
        RgxGenProperties properties = new RgxGenProperties();
        RgxGenOption.INFINITE_PATTERN_REPETITION.setInProperties(properties, MOST_REPETITIONS);
        RgxGen generator = RgxGen.parse(properties, pattern);
        // A fixed seed, so that the same document gives the same cases.
        Random random = new Random(0);
        return Stream.generate(() -> generator.generate(random)).limit(MOST_TRIES);
    }
}
