package org.tokenapi.contract.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path of the document with its variables in braces, for example {@code /pets/{id}}, below the paths of its servers.
 * Immutable and thread-safe.
 */
public final class PathTemplate implements Comparable<PathTemplate> {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^/{}]+)}");

    private final String text;
    private final String basePath;
    private final List<String> variables;
    private final Pattern pattern;
    private final String order;

    /**
     * @param basePaths regular expressions for the paths of the servers
     * @param basePath the path of the first server, with its variables at their defaults
     */
    PathTemplate(String text, List<String> basePaths, String basePath) {
        this.text = text;
        this.basePath = basePath;
        List<String> names = new ArrayList<>();
        StringBuilder regex = new StringBuilder(basePaths.stream().collect(Collectors.joining("|", "(?:", ")")));
        Matcher variable = VARIABLE.matcher(text);
        int end = 0;
        while (variable.find()) {
            regex.append(Pattern.quote(CanonicalPath.of(text.substring(end, variable.start()))
                            .toString()))
                    .append("([^/]+)");
            names.add(variable.group(1));
            end = variable.end();
        }
        regex.append(Pattern.quote(CanonicalPath.of(text.substring(end)).toString()));
        variables = List.copyOf(names);
        pattern = Pattern.compile(regex.toString());
        order = Arrays.stream(text.split("/")).map(PathTemplate::order).collect(Collectors.joining("/"));
    }

    /** The names of the variables, in the order of the path. */
    public List<String> variables() {
        return variables;
    }

    /**
     * The path with values for its variables, below the first server.
     *
     * @param encoded the values, percent-encoded; a variable without a value keeps its braces
     */
    public String expand(Map<String, String> encoded) {
        return basePath
                + VARIABLE.matcher(text)
                        .replaceAll(variable -> Matcher.quoteReplacement(
                                encoded.getOrDefault(variable.group(1), CanonicalPath.encode(variable.group(1)))));
    }

    /**
     * The longest segment without variables, as it stands in every path that matches; empty if there is none. It is the
     * one that is most likely to tell this template from others.
     */
    Optional<String> literal() {
        return Arrays.stream(text.split("/"))
                .filter(segment -> !segment.isEmpty() && segment.indexOf('{') < 0)
                .map(segment -> CanonicalPath.of(segment).toString())
                .max(Comparator.comparingInt(String::length));
    }

    /**
     * Matches a path.
     *
     * @return the values of the variables as they were sent, percent-encoded; empty if the path does not match
     */
    Optional<Map<String, String>> match(CanonicalPath path) {
        Matcher matcher = pattern.matcher(path.toString());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            values.put(variables.get(i), path.raw(matcher.start(i + 1), matcher.end(i + 1)));
        }
        return Optional.of(values);
    }

    /**
     * A sort key: segments without variables first, then those with more literal text (OpenAPI 3.0.3, "Paths Object").
     */
    private static String order(String segment) {
        String own = VARIABLE.matcher(segment).replaceAll("");
        return own.equals(segment) ? "0" + segment : "1" + (char) (Character.MAX_VALUE - own.length()) + segment;
    }

    /**
     * Whether the templates differ in the names of their variables at most. OpenAPI forbids two of them in one
     * document; where there are, each has the operations of its own methods.
     */
    boolean isLike(PathTemplate other) {
        return VARIABLE.matcher(text)
                .replaceAll("{}")
                .equals(VARIABLE.matcher(other.text).replaceAll("{}"));
    }

    /** Orders the more literal template first. */
    @Override
    public int compareTo(PathTemplate other) {
        return order.compareTo(other.order);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathTemplate template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The path as in the document, without the path of a server. */
    @Override
    public String toString() {
        return text;
    }
}
