package org.tokenapi.contract.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * An OpenAPI document, version 3.0 or 3.1, in one file: its references lead to places within it.
 *
 * <p>Thread-safe; nobody may change the tree that {@link #root} and {@link #at} give.
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
                    "", source.root().isObject() ? "\"openapi\" is missing" : "an OpenAPI document is an object");
        }
        if (!version.stringValue().matches("3\\.[01]\\.\\d+.*")) {
            throw source.unreadable(
                    "/openapi", "OpenAPI " + version.stringValue() + " is not supported, only 3.0 and 3.1");
        }
        return version.stringValue();
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
            throw new UnreadableDocumentException(file, e);
        }
    }

    /**
     * Reads a document from the class path, for example out of the jar that carries it.
     *
     * @param path for example {@code /com/example/openapi.yaml}
     * @throws UnreadableDocumentException if it isn't there or can't be understood
     */
    public static OpenApiDocument resource(String path) {
        ClassLoader loader = Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(), OpenApiDocument.class.getClassLoader());
        try (InputStream in = loader.getResourceAsStream(path.replaceFirst("^/", ""))) {
            if (in == null) {
                throw new UnreadableDocumentException(path, "on the class path", "isn't there");
            }
            return parse(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnreadableDocumentException(path, "on the class path", "can't be read: " + e);
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

    /**
     * A document that is a tree already.
     *
     * @throws UnreadableDocumentException if it can't be understood
     */
    public static OpenApiDocument of(String name, JsonNode root) {
        return new OpenApiDocument(new Source(name, root));
    }

    /** The version of OpenAPI that it is written in, for example {@code 3.0.3}. */
    public String version() {
        return version;
    }

    /** The language of its schemas. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Where a reference leads.
     *
     * @param at the pointer of the object that holds it
     * @return the pointer of its target; empty if it leads nowhere, as only what is data in a document can
     */
    public Optional<String> resolve(String at, String reference) {
        return references.resolve(at, reference);
    }

    /**
     * Where a dynamic reference leads.
     *
     * @param at the pointer of the schema that holds it
     * @param scope the pointers of the schemas that have been gone through to it, the outermost first
     */
    public String resolveDynamic(String at, String reference, Iterable<String> scope) {
        return references.resolveDynamic(at, reference, scope);
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

    /**
     * Where a node stands in the text, for example {@code line 3, column 5}.
     *
     * @return empty if the document was a tree already, or has no node there
     */
    public Optional<String> position(String pointer) {
        return source.position(pointer);
    }

    /** All operations; where paths overlap, the more literal one comes first. */
    public List<Operation> operations() {
        return operations;
    }

    /**
     * Finds what the document has for a path.
     *
     * @param rawPath the path as it was sent, percent-encoded, without a query
     * @return the operations on the most literal path that fits, with the values of its variables; empty if none fits
     */
    public List<Route> routes(String rawPath) {
        String path = PathTemplate.canonical(rawPath);
        List<Route> routes = new ArrayList<>();
        for (Operation operation : operations) {
            if (routes.isEmpty() || routes.get(0).operation().path().equals(operation.path())) {
                operation.path().match(path).ifPresent(values -> routes.add(new Route(operation, values)));
            }
        }
        return routes;
    }

    /**
     * An operation that a path leads to.
     *
     * @param operation the operation
     * @param pathValues the values of the path's variables, decoded
     */
    public record Route(Operation operation, Map<String, String> pathValues) {}
}
