package org.tokenapi.contract.spec;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** An OpenAPI document, version 3.0 or 3.1, in one file. Immutable and thread-safe. */
public final class OpenApiDocument {
    private static final Pattern SERVER_VARIABLE = Pattern.compile("\\{([^{}]+)}");

    private final Source source;
    private final String version;
    private final Set<String> basePaths;
    private final List<Operation> operations;

    private OpenApiDocument(Source source) {
        this.source = source;
        Place root = new Place(source, source.root(), "");
        if (!source.root().isObject()) {
            throw root.unreadable("an OpenAPI document is an object");
        }
        version = root.text("openapi");
        if (!version.matches("3\\.[01]\\.\\d+.*")) {
            throw root.unreadable("OpenAPI " + version + " is not supported, only 3.0 and 3.1");
        }
        basePaths = basePaths(root);
        operations = new OperationReader(root).read();
    }

    /**
     * Reads a document from a file.
     *
     * @throws UnreadableDocumentException if it isn't there or can't be understood
     */
    public static OpenApiDocument read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnreadableDocumentException(file.toString(), "as a file", "can't be read: " + e);
        }
    }

    /**
     * Reads a document from a text.
     *
     * @param name what messages call the document
     * @param text YAML or JSON
     * @throws UnreadableDocumentException if it can't be understood
     */
    public static OpenApiDocument parse(String name, String text) {
        return new OpenApiDocument(new Source(name, text));
    }

    /** The version of OpenAPI that it is written in, for example {@code 3.0.3}. */
    public String version() {
        return version;
    }

    /** The whole document. */
    public JsonNode root() {
        return source.root();
    }

    /**
     * The node at a JSON pointer.
     *
     * @return the missing node if there is none
     */
    public JsonNode at(String pointer) {
        return source.root().at(JsonPointer.compile(pointer));
    }

    /** All operations; where paths overlap, the more literal one comes first. */
    public List<Operation> operations() {
        return operations;
    }

    /** The paths that the servers of the document add before every path, without a slash at the end; one may be empty. */
    public Set<String> basePaths() {
        return basePaths;
    }

    /**
     * Finds what the document has for a path.
     *
     * @param rawPath the path as it was sent, percent-encoded, without a query
     * @return the operations on the most literal path that fits, with the values of its variables; empty if none fits
     */
    public List<Route> routes(String rawPath) {
        for (String basePath : basePaths) {
            if (rawPath.startsWith(basePath)) {
                List<Route> routes = routesWithin(rawPath.substring(basePath.length()));
                if (!routes.isEmpty()) {
                    return routes;
                }
            }
        }
        return List.of();
    }

    private List<Route> routesWithin(String rawPath) {
        List<Route> routes = new ArrayList<>();
        for (Operation operation : operations) {
            if (routes.isEmpty() || routes.get(0).operation().path().equals(operation.path())) {
                operation.path().match(rawPath).ifPresent(values -> routes.add(new Route(operation, values)));
            }
        }
        return routes;
    }

    private static Set<String> basePaths(Place root) {
        Set<String> basePaths = new LinkedHashSet<>();
        for (Place server : root.elements("servers")) {
            Map<String, String> defaults = new LinkedHashMap<>();
            server.members("variables")
                    .forEach(variable ->
                            defaults.put(variable.name(), variable.place().text("default")));
            String url = SERVER_VARIABLE
                    .matcher(server.text("url"))
                    .replaceAll(variable ->
                            Matcher.quoteReplacement(defaults.getOrDefault(variable.group(1), variable.group())));
            basePaths.add(path(server, url));
        }
        if (basePaths.isEmpty()) {
            basePaths.add("");
        }
        // The longest first, so that a server at the root does not hide one below it.
        List<String> longestFirst = new ArrayList<>(basePaths);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        return Collections.unmodifiableSet(new LinkedHashSet<>(longestFirst));
    }

    private static String path(Place server, String url) {
        try {
            String path = URI.create(url).getRawPath();
            return path == null ? "" : path.replaceAll("/+$", "");
        } catch (IllegalArgumentException e) {
            throw server.unreadable("\"" + url + "\" is no URL");
        }
    }

    /**
     * An operation that a path leads to.
     *
     * @param operation the operation
     * @param pathValues the values of the path's variables, decoded
     */
    public record Route(Operation operation, Map<String, String> pathValues) {}
}
