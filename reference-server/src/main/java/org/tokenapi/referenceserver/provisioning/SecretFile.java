package org.tokenapi.referenceserver.provisioning;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tokenapi.referenceserver.storage.NewFile;
import org.tokenapi.referenceserver.value.SecretValue;
import tools.jackson.databind.node.JsonNodeFactory;

/** The file in which the secrets stand that an import made, one a line: the one chance to learn them. For one thread. */
public final class SecretFile implements AutoCloseable {
    private final NewFile file;
    private final BufferedWriter writer;

    private SecretFile(NewFile file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /**
     * Prepares a file, which appears when all is done.
     *
     * @throws IOException when it is there, or can't be made
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

    /** Leaves nothing of a file that did not appear. */
    @Override
    public void close() throws IOException {
        try {
            writer.close();
        } finally {
            file.close();
        }
    }
}
