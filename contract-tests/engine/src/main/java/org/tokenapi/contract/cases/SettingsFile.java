package org.tokenapi.contract.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Source;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads YAML files that have a JSON Schema. */
public final class SettingsFile {
    private static final String SCHEMA = "/components/schemas/Settings";

    private SettingsFile() {}

    /**
     * The text of a file.
     *
     * @throws UnreadableDocumentException if the file can't be read
     */
    public static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnreadableDocumentException(file, e);
        }
    }

    /**
     * Parses a text and checks it against its schema.
     *
     * @param name the name of the text in messages
     * @param text YAML or JSON
     * @param owner the class next to which the schema is
     * @param schema the name of the schema's resource
     * @throws UnreadableDocumentException if the text is not YAML or violates the schema; the message has the line and
     *     column
     */
    public static Source parse(String name, String text, Class<?> owner, String schema) {
        Source source = new Source(name, text);
        // The schema becomes part of an OpenAPI document, so that the engine can check it.
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
        document.putObject("components")
                .putObject("schemas")
                .set("Settings", new Source(schema, resource(owner, schema)).root());
        OpenApiDocument holder = OpenApiDocument.of(schema, document);
        new ExchangeChecker(holder)
                .schemas().check(new SchemaRef(SCHEMA, holder.at(SCHEMA)), source.root()).stream()
                        .findFirst()
                        .ifPresent(first -> {
                            throw source.unreadable(
                                    first.place(), "expected " + first.expected() + ", got " + first.actual());
                        });
        return source;
    }

    private static String resource(Class<?> owner, String name) {
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
