package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.MediaType;

/**
 * Compares media types exactly: a parameter that the document has must be there with its value, and one that it does not
 * have must not. {@code charset=utf-8} says nothing new of a text and may always be added, and so may the {@code boundary}
 * that a multipart body can't do without.
 */
public final class MediaTypes {
    private MediaTypes() {}

    /** The representation that a body of this media type is; the one without wildcards before one with. */
    public static Optional<Content> find(List<Content> declared, MediaType actual) {
        return declared.stream()
                .filter(content -> content.mediaType().covers(actual) && sameParameters(content.mediaType(), actual))
                .min(Comparator.comparing(content -> wildcards(content.mediaType())));
    }

    /**
     * Whether a request that accepts this can be answered with that representation. A range without parameters leaves the
     * choice among parameters to the server (RFC 9110, section 12.5.1); where the document has parameters, a client that
     * leaves them open has not asked for what the document describes, so this demands them.
     */
    static boolean admits(String accept, MediaType declared) {
        // Of the ranges that fit, the most specific one says whether the type is welcome.
        return split(accept).stream()
                .flatMap(range -> MediaType.parse(range).stream())
                .filter(range -> range.covers(declared) || declared.covers(range))
                .filter(range -> sameParameters(declared, range))
                .min(Comparator.comparing(MediaTypes::wildcards))
                .filter(range -> !isRefused(range))
                .isPresent();
    }

    private static boolean isRefused(MediaType range) {
        return range.parameters().getOrDefault("q", "1").matches("0(\\.0*)?");
    }

    private static boolean sameParameters(MediaType declared, MediaType actual) {
        Map<String, String> asked = telling(declared);
        Map<String, String> came = telling(actual);
        boolean anyWillDo = wildcards(declared) > 0 && asked.isEmpty();
        return anyWillDo
                || asked.keySet().equals(came.keySet())
                        && asked.entrySet().stream()
                                .allMatch(p -> same(p.getKey(), p.getValue(), came.get(p.getKey())));
    }

    /** The parameters that tell one representation from another. */
    private static Map<String, String> telling(MediaType type) {
        return type.parameters().entrySet().stream()
                .filter(parameter -> !isHarmless(parameter))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean same(String name, String declared, @Nullable String actual) {
        return name.equals("charset") ? declared.equalsIgnoreCase(actual) : declared.equals(actual);
    }

    private static boolean isHarmless(Map.Entry<String, String> parameter) {
        return switch (parameter.getKey()) {
            case "q", "boundary" -> true;
            case "charset" -> parameter.getValue().equalsIgnoreCase("utf-8");
            default -> false;
        };
    }

    private static int wildcards(MediaType mediaType) {
        return (mediaType.type().equals("*") ? 1 : 0) + (mediaType.subtype().equals("*") ? 1 : 0);
    }

    /** The elements of a list header; a comma within quotes does not separate. */
    private static List<String> split(String list) {
        List<String> elements = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                elements.add(list.substring(start, i));
                start = i + 1;
            }
        }
        elements.add(list.substring(start));
        return elements;
    }
}
