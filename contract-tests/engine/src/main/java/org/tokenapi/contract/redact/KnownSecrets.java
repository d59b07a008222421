package org.tokenapi.contract.redact;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tokenapi.contract.check.Finding;
import tools.jackson.databind.JsonNode;

/**
 * The secrets that were found in their own places, and the names of such places: with these, texts are cleaned that hold a
 * secret elsewhere, also percent-encoded and in Base64.
 *
 * <p>How long a text takes depends on its length and hardly on the number of secrets. Thread-safe.
 */
final class KnownSecrets {
    /** Shorter values are words of other texts as well, and are masked in their own places alone. */
    private static final int SHORTEST = 6;

    private static final Pattern OCTET = Pattern.compile("%[0-9A-F]{2}");

    private final Set<String> names;
    private final Pattern named;

    /** By their first characters, the longest first: one may be a part of another. */
    private final Map<String, List<String>> secrets = new ConcurrentHashMap<>();

    /** @param names of properties, parameters and headers that hold secrets, in any case */
    KnownSecrets(Set<String> names) {
        this.names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.names.addAll(names);
        this.named = named(names);
    }

    /** Whether what has this name is a secret. */
    boolean hasName(String name) {
        return names.contains(name);
    }

    /** Learns a secret, and gives what stands in its place. */
    String mask(String secret) {
        if (secret.length() >= SHORTEST) {
            spellings(secret).distinct().forEach(this::add);
        }
        return Finding.MASKED;
    }

    /** Learns all texts and numbers of a value. */
    String mask(JsonNode secret) {
        if (secret.isContainer()) {
            secret.forEach(this::mask);
        } else if (!secret.isBoolean() && !secret.isNull()) {
            mask(secret.asString(""));
        }
        return Finding.MASKED;
    }

    private void add(String spelling) {
        secrets.compute(spelling.substring(0, SHORTEST), (start, known) -> {
            if (known != null && known.contains(spelling)) {
                return known;
            }
            List<String> more = known == null ? new ArrayList<>() : new ArrayList<>(known);
            more.add(spelling);
            more.sort(Comparator.comparing(String::length).reversed());
            return List.copyOf(more);
        });
    }

    /** A text without the secrets that are known, and without what stands after the name of one. */
    String clean(String text) {
        return withoutBeginnings(
                named.matcher(withoutKnown(Excerpts.wellFormed(text))).replaceAll("$1" + Finding.MASKED));
    }

    /** The same in one line, without what would move the cursor of a terminal. */
    String line(String text) {
        return clean(text).replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    private String withoutKnown(String text) {
        StringBuilder clean = new StringBuilder();
        int copied = 0;
        for (int i = 0; i + SHORTEST <= text.length(); i++) {
            for (String secret : secrets.getOrDefault(text.substring(i, i + SHORTEST), List.of())) {
                if (text.startsWith(secret, i)) {
                    clean.append(text, copied, i).append(Finding.MASKED);
                    copied = i + secret.length();
                    i = copied - 1;
                    break;
                }
            }
        }
        return copied == 0 ? text : clean.append(text, copied, text.length()).toString();
    }

    /** Findings quote the beginning of long texts: it may end within a secret. */
    private String withoutBeginnings(String text) {
        int cut = text.lastIndexOf('…');
        for (int start = 0; start + SHORTEST <= cut; start++) {
            String end = text.substring(start, cut);
            if (secrets.getOrDefault(end.substring(0, SHORTEST), List.of()).stream()
                    .anyMatch(secret -> secret.startsWith(end))) {
                return text.substring(0, start) + Finding.MASKED + text.substring(cut);
            }
        }
        return text;
    }

    private static Stream<String> spellings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String path = form.replace("+", "%20");
        return Stream.of(
                secret,
                form,
                path,
                inLowerCase(form),
                inLowerCase(path),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static String inLowerCase(String encoded) {
        return OCTET.matcher(encoded).replaceAll(octet -> octet.group().toLowerCase(Locale.ROOT));
    }

    /** What stands after the name of a secret, as in {@code name=value}, {@code name: value} or {@code "name": "value"}. */
    private static Pattern named(Set<String> names) {
        return names.isEmpty()
                ? Pattern.compile("(?!)")
                : Pattern.compile(
                        names.stream()
                                        .map(Pattern::quote)
                                        .collect(Collectors.joining(
                                                "|", "((?<![\\w-])(?:", ")[\"']?\\s*[=:]\\s*[\"']?)"))
                                + "[^\\s\"'&;,}()]+",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
