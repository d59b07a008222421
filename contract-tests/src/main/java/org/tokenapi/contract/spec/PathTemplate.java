package org.tokenapi.contract.spec;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path of the document with its variables in braces, for example {@code /pets/{id}}. */
public final class PathTemplate implements Comparable<PathTemplate> {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^/{}]+)}");

    private final String text;
    private final List<String> variables = new ArrayList<>();
    private final Pattern pattern;
    private final String sortKey;

    PathTemplate(String text) {
        this.text = text;
        StringBuilder regex = new StringBuilder();
        Matcher variable = VARIABLE.matcher(text);
        int end = 0;
        while (variable.find()) {
            regex.append(Pattern.quote(text.substring(end, variable.start()))).append("([^/]+)");
            variables.add(variable.group(1));
            end = variable.end();
        }
        regex.append(Pattern.quote(text.substring(end)));
        pattern = Pattern.compile(regex.toString());
        // A literal segment comes before a variable one, as OpenAPI 3.0.3 demands under "Paths Object".
        sortKey = VARIABLE.matcher(text).replaceAll("\uffff");
    }

    /** The names of the variables, in their order. */
    public List<String> variables() {
        return List.copyOf(variables);
    }

    /** A regular expression, in Java's dialect, that matches the raw paths that this template stands for. */
    public String regex() {
        return pattern.pattern();
    }

    /**
     * The values of the variables, decoded, if the path is one that this template stands for.
     *
     * @param rawPath the path as it was sent, percent-encoded
     */
    Optional<Map<String, String>> match(String rawPath) {
        Matcher matcher = pattern.matcher(rawPath);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            values.put(variables.get(i), decode(matcher.group(i + 1)));
        }
        return Optional.of(values);
    }

    private static String decode(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return raw;
        }
    }

    /** The more literal template first. */
    @Override
    public int compareTo(PathTemplate other) {
        int bySpecificity = sortKey.compareTo(other.sortKey);
        return bySpecificity != 0 ? bySpecificity : text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathTemplate template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
