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
 * The secrets found so far, and the names of the fields that contain secrets. It redacts them anywhere in a text, also
 * if they are percent-encoded or in Base64.
 *
 * <p>The time for a text depends on its length, and hardly on the number of secrets. Thread-safe.
 */
final class KnownSecrets {
    /** The least length, in characters, of values to redact everywhere; shorter ones also occur as ordinary words. */
    private static final int SHORTEST = 6;

    private static final Pattern OCTET = Pattern.compile("%[0-9A-F]{2}");

    private final Set<String> names;
    private final Pattern named;

    /** The secrets by their first characters, the longest first, because one may be a part of another. */
    private final Map<String, List<String>> secrets = new ConcurrentHashMap<>();

    /** @param names the names of properties, parameters and headers that contain secrets, in any case */
    KnownSecrets(Set<String> names) {
        this.names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.names.addAll(names);
        this.named = named(names);
    }

    /** Whether fields of this name contain secrets. */
    boolean hasName(String name) {
        return names.contains(name);
    }

    /** Learns a secret, and returns what stands for it. */
    String redact(String secret) {
        if (secret.length() >= SHORTEST) {
            spellings(secret).distinct().forEach(this::add);
        }
        return Finding.REDACTED;
    }

    /** Learns all strings and numbers of a value, and returns what stands for it. */
    String redact(JsonNode secret) {
        if (secret.isContainer()) {
            secret.forEach(this::redact);
        } else if (!secret.isBoolean() && !secret.isNull()) {
            redact(secret.asString(""));
        }
        return Finding.REDACTED;
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

    /** The text without known secrets, and without the values after the names of secrets. */
    String clean(String text) {
        return withoutBeginnings(
                named.matcher(withoutKnown(Excerpts.wellFormed(text))).replaceAll("$1" + Finding.REDACTED));
    }

    /** The same in one line, without control characters. */
    String line(String text) {
        return clean(text).replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    private String withoutKnown(String text) {
        StringBuilder clean = new StringBuilder();
        int copied = 0;
        for (int i = 0; i + SHORTEST <= text.length(); i++) {
            for (String secret : secrets.getOrDefault(text.substring(i, i + SHORTEST), List.of())) {
                if (text.startsWith(secret, i)) {
                    clean.append(text, copied, i).append(Finding.REDACTED);
                    copied = i + secret.length();
                    i = copied - 1;
                    break;
                }
            }
        }
        return copied == 0 ? text : clean.append(text, copied, text.length()).toString();
    }

    /** Findings quote the start of long texts, which may end within a secret. */
    private String withoutBeginnings(String text) {
        int cut = text.lastIndexOf('…');
        for (int start = 0; start + SHORTEST <= cut; start++) {
            String end = text.substring(start, cut);
            if (secrets.getOrDefault(end.substring(0, SHORTEST), List.of()).stream()
                    .anyMatch(secret -> secret.startsWith(end))) {
                return text.substring(0, start) + Finding.REDACTED + text.substring(cut);
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

    /** Matches the value after a name, as in {@code name=value}, {@code name: value} or {@code "name": "value"}. */
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
