package org.tokenapi.contract.spec;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The paths of the document's servers, which precede every path of an operation. */
final class BasePath {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");
    private static final String PLACEHOLDER = "variable-";

    private BasePath() {}

    /** A regular expression that matches the path of a server in canonical form, without a slash at the end. */
    static String regex(Place server) {
        List<String> variables = VARIABLE.matcher(server.text("url"))
                .results()
                .map(match -> match.group(1))
                .toList();
        // A URL with variables in braces is not a valid URI, so they are replaced first.
        String url = VARIABLE.matcher(server.text("url"))
                .replaceAll(match -> PLACEHOLDER + variables.indexOf(match.group(1)));
        String path = path(server, url);
        StringBuilder regex = new StringBuilder();
        Matcher placeholder = Pattern.compile(PLACEHOLDER + "(\\d+)").matcher(path);
        int end = 0;
        while (placeholder.find()) {
            regex.append(Pattern.quote(path.substring(end, placeholder.start())));
            regex.append(values(server, variables.get(Integer.parseInt(placeholder.group(1)))));
            end = placeholder.end();
        }
        return regex.append(Pattern.quote(path.substring(end))).toString();
    }

    /** The path of a server, with its variables at their defaults. */
    static String byDefault(Place server) {
        String url = VARIABLE.matcher(server.text("url"))
                .replaceAll(variable -> Matcher.quoteReplacement(server.find("variables")
                        .flatMap(variables -> variables.find(variable.group(1)))
                        .map(found -> found.get("default").node().asString())
                        .orElse(variable.group(1))));
        return path(server, url);
    }

    private static String path(Place server, String url) {
        try {
            String path = URI.create("http://host/").resolve(url).getRawPath();
            return PathTemplate.canonical(path == null ? "" : path.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw server.unreadable("\"" + server.text("url") + "\" is not a URL");
        }
    }

    /** A regular expression for the values of a variable: those of its enum or, without one, any. */
    private static String values(Place server, String name) {
        Optional<Place> variable = server.find("variables").flatMap(variables -> variables.find(name));
        return variable.flatMap(v -> v.find("enum"))
                .map(allowed -> StreamSupport.stream(allowed.node().spliterator(), false)
                        .map(value -> Pattern.quote(PathTemplate.canonical(value.asString())))
                        .collect(Collectors.joining("|", "(?:", ")")))
                .orElse("[^/]+");
    }
}
