package org.tokenapi.contract.cases;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.tokenapi.contract.spec.Source;
import org.tokenapi.contract.spec.UnreadableDocumentException;

/** Reads YAML files that have a JSON Schema of their own. */
public final class SettingsFile {
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
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(schema))) {
            List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON)
                    .validate(source.root());
            if (!errors.isEmpty()) {
                Error first = errors.get(0);
                throw source.unreadable(first.getInstanceLocation().toString(), first.getMessage());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return source;
    }
}
