package org.tokenapi.contract.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * An OpenAPI document, version 3.0 or 3.1, in one file. Its references must lead to places within the document.
 *
 * <p>Immutable and thread-safe, if the trees that {@link #root} and {@link #at} return are not changed.
 */
public final class OpenApiDocument {
    private final Source source;
    private final String version;
    private final Dialect dialect;
    private final References references;
    private final List<Operation> operations;

    private OpenApiDocument(Source source) {
        this.source = source;
        version = version(source);
        dialect = Dialect.of(version);
        references = new References(source, dialect);
        operations = new OperationReader(new Place(references, source.root(), "")).read();
    }

    private static String version(Source source) {
        JsonNode version = source.root().path("openapi");
        if (!version.isString()) {
            throw source.unreadable(
                    "", source.root().isObject() ? "\"openapi\" is missing" : "the document is not an object");
        }
        if (!version.stringValue().matches("3\\.[01]\\.\\d+.*")) {
            throw source.unreadable(
                    "/openapi", "OpenAPI " + version.stringValue() + " is not supported; use 3.0 or 3.1");
        }
        return version.stringValue();
    }

    /**
     * Reads a document from a file.
     *
     * @param file YAML or JSON, in UTF-8
     * @throws UnreadableDocumentException if the file can't be read, or is not a valid document
     */
    public static OpenApiDocument read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnreadableDocumentException(file, e);
        }
    }

    /**
     * Reads a document from the class path, for example from the jar that contains it.
     *
     * @param path for example {@code /com/example/openapi.yaml}
     * @throws UnreadableDocumentException if the resource can't be read, or is not a valid document
     */
    public static OpenApiDocument resource(String path) {
        ClassLoader loader = Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(), OpenApiDocument.class.getClassLoader());
        try (InputStream in = loader.getResourceAsStream(path.replaceFirst("^/", ""))) {
            if (in == null) {
                throw new UnreadableDocumentException(path, "on the class path", "does not exist");
            }
            return parse(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnreadableDocumentException(path, "on the class path", "can't be read: " + e);
        }
    }

    /**
     * Reads a document from a text.
     *
     * @param name the name of the document in messages
     * @param text YAML or JSON
     * @throws UnreadableDocumentException if the text is not a valid document
     */
    public static OpenApiDocument parse(String name, String text) {
        return new OpenApiDocument(new Source(name, text));
    }

    /**
     * Reads a document from a tree. Its messages have no lines and columns.
     *
     * @param name the name of the document in messages
     * @param root the document; it must not be changed afterwards
     * @throws UnreadableDocumentException if the tree is not a valid document
     */
    public static OpenApiDocument of(String name, JsonNode root) {
        return new OpenApiDocument(new Source(name, root));
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

    /** The whole document. Do not change it. */
    public JsonNode root() {
        return source.root();
    }

    /**
     * The node at a JSON pointer. Do not change it.
     *
     * @return the missing node if there is none
     */
    public JsonNode at(String pointer) {
        return source.root().at(JsonPointer.compile(pointer));
    }

    /**
     * The position of a node in the text, for example {@code line 3, column 5}; both count from 1.
     *
     * @return empty if the document was read from a tree, or there is no such node
     */
    public Optional<String> position(String pointer) {
        return source.position(pointer);
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
        for (Operation operation : operations) {
            if (routes.isEmpty() || routes.get(0).operation().path().isLike(operation.path())) {
                operation.path().match(path).ifPresent(values -> routes.add(new Route(operation, values)));
            }
        }
        return routes;
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
