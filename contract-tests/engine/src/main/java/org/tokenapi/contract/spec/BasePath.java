package org.tokenapi.contract.spec;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of one of the document's servers, which precedes every path of an operation. A variable may stand anywhere
 * in the URL, and its value may hold slashes: {@code {server}}, {@code https://a.example{path}} and {@code /{version}}
 * are all legal (OpenAPI 3.1.1, "Server Variable Object").
 */
final class BasePath {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");

    /** Stands for a value that may be anything; it can't be in a URL. */
    private static final String ANY = "\u0001";

    /** Stands for any value of a variable that, judged by its default, is part of a host, a port or one segment. */
    private static final String ANY_NAME = "\u0002";

    private static final String ANY_SEGMENTS = "[^/]+(?:/[^/]+)*";

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[A-Za-z" + ANY_NAME + "][A-Za-z0-9+." + ANY_NAME + "-]*:)?//[^/?#" + ANY + "]*");

    /** Variables with many values multiply; with more combinations than these, any value is allowed. */
    private static final int MOST = 200;

    private BasePath() {}

    /** A regular expression that matches the path of a server in canonical form, without a slash at the end. */
    static String regex(Place server) {
        Set<String> paths = new LinkedHashSet<>();
        for (String url : urls(server)) {
            StringBuilder regex = new StringBuilder();
            for (String part : path(server, url).split("(?<=" + ANY + ")|(?=" + ANY + ")")) {
                regex.append(
                        part.equals(ANY)
                                ? ANY_SEGMENTS
                                : Pattern.quote(CanonicalPath.of(part).toString()));
            }
            paths.add(regex.toString());
        }
        return String.join("|", paths);
    }

    /** The path of a server, with its variables at their defaults, in canonical form. */
    static String byDefault(Place server) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        variables(server).forEach((name, all) -> values.put(name, all.subList(0, 1)));
        return CanonicalPath.of(path(server, expand(server.text("url"), values).get(0)))
                .toString();
    }

    private static List<String> urls(Place server) {
        return expand(server.text("url"), variables(server));
    }

    /** The values of each variable, the default first; one without an enum may have any value. */
    private static Map<String, List<String>> variables(Place server) {
        Map<String, List<String>> variables = new LinkedHashMap<>();
        VARIABLE.matcher(server.text("url"))
                .results()
                .map(match -> match.group(1))
                .forEach(name -> {
                    Place variable = server.find("variables")
                            .flatMap(all -> all.find(name))
                            .orElse(null);
                    List<String> values = new ArrayList<>();
                    String byDefault = variable == null
                            ? name
                            : variable.node().path("default").asString(name);
                    values.add(byDefault);
                    if (variable == null || variable.find("enum").isEmpty()) {
                        values.add(byDefault.isEmpty() || byDefault.contains("/") ? ANY : ANY_NAME);
                    } else {
                        variable.find("enum").get().node().forEach(value -> values.add(value.asString("")));
                    }
                    variables.put(name, values);
                });
        return variables;
    }

    private static List<String> expand(String url, Map<String, List<String>> variables) {
        List<String> urls = List.of(url);
        for (Map.Entry<String, List<String>> variable : variables.entrySet()) {
            List<String> values = urls.size() * variable.getValue().size() > MOST
                    ? List.of(variable.getValue().get(0), variable.getValue().contains(ANY_NAME) ? ANY_NAME : ANY)
                    : variable.getValue();
            urls = urls.stream()
                    .flatMap(one -> values.stream().map(value -> one.replace("{" + variable.getKey() + "}", value)))
                    .distinct()
                    .toList();
        }
        return urls;
    }

    private static String path(Place server, String given) {
        // What may be anything may also be a whole URL, or follow the host and begin with a slash.
        Matcher authority = AUTHORITY.matcher(given);
        String url = (authority.lookingAt() ? given.substring(0, authority.end()) : "")
                + given.substring(authority.lookingAt() ? authority.end() : 0).replace(ANY_NAME, ANY);
        String rest = authority.lookingAt() ? url.substring(authority.end()) : url;
        if (authority.lookingAt() && rest.startsWith(ANY)) {
            return rest.replaceFirst(ANY + "(?=/|$)", "/" + ANY).replaceAll("[?#].*|/+$", "");
        }
        try {
            String path = URI.create("http://host/")
                    .resolve(url.replace(ANY, "any-value").replace(ANY_NAME, "1"))
                    .getRawPath();
            String found = path == null ? "" : path.replaceAll("/+$", "");
            return url.equals(ANY) ? "/" + ANY : found.replace("any-value", ANY);
        } catch (IllegalArgumentException e) {
            throw server.unreadable("\"" + server.text("url") + "\" is not a URL");
        }
    }
}
