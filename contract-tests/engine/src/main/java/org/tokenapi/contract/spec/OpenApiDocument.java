package org.tokenapi.contract.spec;

import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * An OpenAPI document, version 3.0, 3.1 or 3.2, in one or several files. Parts that are illegal or lead nowhere are
 * {@link #defects}.
 *
 * <p>Immutable and thread-safe, if the trees that {@link #root} and {@link #at} return are not changed.
 */
public final class OpenApiDocument {
    private final Sources sources;
    private final String version;
    private final Dialect dialect;
    private final References references;
    private final List<Operation> operations;
    private final List<Operation> outgoing;

    /** The places in the list of operations by the literal of their paths, so that few are tried for a request. */
    private final Map<String, List<Integer>> byLiteral;

    private final List<Defect> defects;

    private OpenApiDocument(Sources sources) {
        this.sources = sources;
        version = version(sources.root());
        dialect = Dialect.of(version);
        references = new References(sources, dialect);
        Map<String, Defect> found = new LinkedHashMap<>(references.broken());
        found.putAll(new IllegalSchemas(references, dialect).found());
        OperationReader reader = new OperationReader(new Place(references, sources.at(""), ""), found);
        operations = reader.read();
        byLiteral = byLiteral(operations);
        outgoing = reader.readOutgoing();
        defects = List.copyOf(new LinkedHashSet<>(found.values()));
    }

    private OpenApiDocument(OpenApiDocument whole, List<Operation> operations) {
        this.sources = whole.sources;
        this.version = whole.version;
        this.dialect = whole.dialect;
        this.references = whole.references;
        this.outgoing = whole.outgoing;
        this.defects = whole.defects;
        this.operations = List.copyOf(operations);
        this.byLiteral = byLiteral(operations);
    }

    private static Map<String, List<Integer>> byLiteral(List<Operation> operations) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            String literal = operations.get(i).path().literal().orElse("");
            places.computeIfAbsent(literal, key -> new ArrayList<>()).add(i);
        }
        return places;
    }

    private static String version(Source source) {
        if (source.root().has("swagger")) {
            throw source.unreadable(
                    "/swagger",
                    "Swagger " + source.root().get("swagger").asString("") + " is not read; convert it to OpenAPI 3");
        }
        JsonNode version = source.root().path("openapi");
        if (!version.isString()) {
            throw source.unreadable(
                    "",
                    !source.root().isObject()
                            ? "the document is not an object"
                            : version.isMissingNode() ? "\"openapi\" is missing" : "\"openapi\" must be a string");
        }
        if (!version.stringValue().matches("3\\.[012]\\.\\d+.*")) {
            throw source.unreadable(
                    "/openapi", "OpenAPI " + version.stringValue() + " is not supported; use 3.0, 3.1 or 3.2");
        }
        return version.stringValue();
    }

    /**
     * Reads a document from a file, and the files in its folder and below that its references lead to.
     *
     * @param file YAML or JSON, in UTF-8
     * @throws UnreadableDocumentException if the file can't be read, or is not an OpenAPI document
     */
    public static OpenApiDocument read(Path file) {
        return read(file, Set.of());
    }

    /**
     * Reads a document from a file, and the files that its references lead to.
     *
     * @param file YAML or JSON, in UTF-8
     * @param allowed where references may lead besides the folder of the file
     * @throws UnreadableDocumentException if the file can't be read, or is not an OpenAPI document
     */
    public static OpenApiDocument read(Path file, Set<Reach> allowed) {
        URI location =
                URI.create("file:" + file.toAbsolutePath().normalize().toUri().getRawPath());
        try {
            String name = file.toString();
            return new OpenApiDocument(new Sources(name, new Source(name, FileText.read(location)), location, allowed));
        } catch (IOException e) {
            throw new UnreadableDocumentException(file, e);
        }
    }

    /**
     * Reads a document from the class path, for example from the jar that contains it, and the resources next to it
     * that its references lead to.
     *
     * @param path for example {@code /com/example/openapi.yaml}
     * @throws UnreadableDocumentException if the resource can't be read, or is not an OpenAPI document
     */
    public static OpenApiDocument resource(String path) {
        URI location = URI.create("classpath:/" + path.replaceFirst("^/", ""));
        try {
            return new OpenApiDocument(
                    new Sources(path, new Source(path, FileText.read(location)), location, Set.of()));
        } catch (NoSuchFileException e) {
            throw new UnreadableDocumentException(path, "on the class path", "does not exist");
        } catch (IOException e) {
            throw new UnreadableDocumentException(path, "on the class path", "can't be read: " + e);
        }
    }

    /**
     * Reads a document from a text. It can't have references to other files.
     *
     * @param name the name of the document in messages
     * @param text YAML or JSON
     * @throws UnreadableDocumentException if the text is not an OpenAPI document
     */
    public static OpenApiDocument parse(String name, String text) {
        return new OpenApiDocument(new Sources(name, new Source(name, text), null, Set.of()));
    }

    /**
     * Reads a document from a tree. Its messages have no lines and columns.
     *
     * @param name the name of the document in messages
     * @param root the document; it must not be changed afterwards
     * @throws UnreadableDocumentException if the tree is not an OpenAPI document
     */
    public static OpenApiDocument of(String name, JsonNode root) {
        return new OpenApiDocument(new Sources(name, new Source(name, root), null, Set.of()));
    }

    /**
     * This document with another tree for one of its files, for example to try a change.
     *
     * @param file the file as in {@link #files}
     * @param tree it must not be changed afterwards
     * @throws UnreadableDocumentException if the result is not an OpenAPI document
     */
    public OpenApiDocument with(String file, JsonNode tree) {
        return new OpenApiDocument(sources.with(file, tree));
    }

    /** This document with fewer operations. */
    public OpenApiDocument only(Predicate<Operation> wanted) {
        return new OpenApiDocument(this, operations.stream().filter(wanted).toList());
    }

    /**
     * What is illegal in the document, or leads nowhere. The operations that do not use it are not affected.
     */
    public List<Defect> defects() {
        return defects;
    }

    /** The trees of all files by their names, as {@link Pointers#file} returns them. Do not change them. */
    public Map<String, JsonNode> files() {
        Map<String, JsonNode> files = new LinkedHashMap<>();
        sources.all().forEach((name, source) -> files.put(name, source.root()));
        return files;
    }

    /** The OpenAPI version, for example {@code 3.0.3}. */
    public String version() {
        return version;
    }

    /** The schema language. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Resolves a reference.
     *
     * @param at the JSON pointer of the object that contains the reference
     * @param reference the value of {@code $ref}
     * @return the JSON pointer of the target; empty if there is none, which is possible only within examples and other
     *     data
     */
    public Optional<String> resolve(String at, String reference) {
        return references.resolve(at, reference);
    }

    /**
     * Resolves a dynamic reference (JSON Schema 2020-12, Core, section 8.2.3.2).
     *
     * @param at the JSON pointer of the schema that contains the reference
     * @param reference the value of {@code $dynamicRef}
     * @param scope the pointers of the schemas on the way to it, the outermost first
     * @return the JSON pointer of the target
     */
    public String resolveDynamic(String at, String reference, Iterable<String> scope) {
        return references.resolveDynamic(at, reference, scope);
    }

    /** The first file of the document. Do not change it. */
    public JsonNode root() {
        return sources.root().root();
    }

    /**
     * The node at a JSON pointer. Do not change it.
     *
     * @return the missing node if there is none
     */
    public JsonNode at(String pointer) {
        return sources.at(pointer);
    }

    /**
     * The position of a node in the text, for example {@code line 3, column 5}; both count from 1.
     *
     * @return empty if the document was read from a tree, or there is no such node
     */
    public Optional<String> position(String pointer) {
        return sources.position(pointer);
    }

    /**
     * The requests that the API sends to its clients: webhooks and callbacks. No path of theirs is known, so they have
     * no routes; in place of a path they have a name such as {@code webhook newPet}.
     */
    public List<Operation> outgoing() {
        return outgoing;
    }

    /** The line and column of a node or, if there is none, of the nearest one that would contain it. */
    public Optional<String> nearestPosition(String pointer) {
        String nearest = pointer;
        while (!nearest.endsWith("#") && !nearest.isEmpty() && position(nearest).isEmpty()) {
            nearest = nearest.substring(0, Math.max(0, nearest.lastIndexOf('/')));
        }
        return position(nearest);
    }

    /** All operations. Where paths overlap, the more literal one comes first. */
    public List<Operation> operations() {
        return operations;
    }

    /**
     * The operations for a path.
     *
     * @param rawPath the path as sent, percent-encoded, without a query
     * @return the operations of the most literal path that matches, with the values of its variables; empty if no path
     *     matches
     */
    public List<Route> routes(String rawPath) {
        CanonicalPath path = CanonicalPath.of(rawPath);
        List<Route> routes = new ArrayList<>();
        for (int candidate : candidates(path.toString())) {
            Operation operation = operations.get(candidate);
            if (routes.isEmpty() || routes.get(0).operation().path().isLike(operation.path())) {
                operation.path().match(path).ifPresent(values -> routes.add(new Route(operation, values)));
            }
        }
        return routes;
    }

    /** The places in the list of operations of those whose path can match. */
    private SortedSet<Integer> candidates(String path) {
        SortedSet<Integer> candidates = new TreeSet<>(byLiteral.getOrDefault("", List.of()));
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                candidates.addAll(byLiteral.getOrDefault(segment, List.of()));
            }
        }
        return candidates;
    }

    /**
     * The route to one operation.
     *
     * @param rawPath the path as sent, percent-encoded, without a query
     * @return empty if the path is not one of the operation's
     */
    public Optional<Route> route(Operation operation, String rawPath) {
        return operation.path().match(CanonicalPath.of(rawPath)).map(values -> new Route(operation, values));
    }

    /**
     * An operation for a path.
     *
     * @param operation the operation
     * @param rawValues the values of the path's variables as they were sent, percent-encoded
     */
    public record Route(Operation operation, Map<String, String> rawValues) {

        /** The values of the path's variables, decoded. */
        public Map<String, String> pathValues() {
            Map<String, String> decoded = new LinkedHashMap<>(rawValues);
            decoded.replaceAll((name, raw) -> CanonicalPath.decode(raw));
            return decoded;
        }
    }
}
