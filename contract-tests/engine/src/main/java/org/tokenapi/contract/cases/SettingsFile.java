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

/** Reads YAML files that have a JSON Schema of their own. */
public final class SettingsFile {
    private static final String SCHEMA = "/components/schemas/Settings";

    private SettingsFile() {}

    /** @throws UnreadableDocumentException if the file can't be read */
    public static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnreadableDocumentException(file, e);
        }
    }

    /**
     * Reads a text and checks it.
     *
     * @param name what messages call it
     * @param owner the class beside which the schema is
     * @param schema the name of the resource
     * @throws UnreadableDocumentException if the text is no YAML or breaks the schema; the message tells line and column
     */
    public static Source parse(String name, String text, Class<?> owner, String schema) {
        Source source = new Source(name, text);
        // Its schema is read as one of an OpenAPI document, whose check is at hand.
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
