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
 * Matches media types exactly: a parameter that the document declares must be present with its value, and no other
 * parameter may be present. Exceptions are {@code charset=utf-8}, which may always be added, and {@code boundary},
 * which every multipart body needs.
 */
public final class MediaTypes {
    private MediaTypes() {}

    /** The declared representation for a media type; an exact one takes precedence over a range. */
    public static Optional<Content> find(List<Content> declared, MediaType actual) {
        return declared.stream()
                .filter(content -> content.mediaType().covers(actual) && sameParameters(content.mediaType(), actual))
                .min(Comparator.comparing(content -> wildcards(content.mediaType())));
    }

    /**
     * Whether an Accept header allows a representation. By RFC 9110, section 12.5.1, a range without parameters leaves
     * the parameters to the server. Here it does not allow a representation with parameters, because such a request may
     * get another representation than the declared one.
     */
    static boolean admits(String accept, MediaType declared) {
        return quality(accept, declared) > 0;
    }

    /** How much an Accept header likes a representation: 0, not at all, to 1. */
    public static double quality(String accept, MediaType declared) {
        // The most specific range that matches decides (RFC 9110, section 12.5.1).
        return split(accept).stream()
                .flatMap(range -> MediaType.parse(range).stream())
                .filter(range -> range.covers(declared) || declared.covers(range))
                .filter(range -> sameParameters(declared, range))
                .min(Comparator.comparing(MediaTypes::wildcards))
                .map(range -> range.parameters().getOrDefault("q", "1"))
                // A weight that is none is passed over.
                .map(weight -> weight.matches("[01](\\.\\d{0,3})?") ? Math.min(1, Double.parseDouble(weight)) : 1.0)
                .orElse(0.0);
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

    /** The parameters that distinguish representations. */
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

    /** The elements of a list header. A comma within quotes is not a separator. */
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
