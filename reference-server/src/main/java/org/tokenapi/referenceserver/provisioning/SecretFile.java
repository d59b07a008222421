package org.tokenapi.referenceserver.provisioning;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tokenapi.referenceserver.storage.NewFile;
import org.tokenapi.referenceserver.value.SecretValue;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A file for the generated secrets of an import, one per line. They can't be obtained in any other way. Not safe for
 * use by several threads.
 */
public final class SecretFile implements AutoCloseable {
    private final NewFile file;
    private final BufferedWriter writer;

    private SecretFile(NewFile file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /**
     * Prepares a file, which appears when it is published.
     *
     * @throws IOException if the file exists or can't be created
     */
    public static SecretFile at(Path path) throws IOException {
        NewFile file = NewFile.at(path);
        return new SecretFile(file, Files.newBufferedWriter(file.draft()));
    }

    void add(ImportRow row, SecretValue secret) {
        try {
            writer.write(JsonNodeFactory.instance
                    .objectNode()
                    .put("kind", row.table().kind().toString())
                    .put("tenant", row.tenant())
                    .put("id", row.id())
                    .put("token", secret.reveal())
                    .toString());
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void publish() {
        try {
            writer.close();
            file.publish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void withdraw() {
        try {
            file.withdraw();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the draft of a file that was not published. */
    @Override
    public void close() throws IOException {
        try {
            writer.close();
        } finally {
            file.close();
        }
    }
}
