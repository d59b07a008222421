package org.tokenapi.referenceserver.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Copies all that the data directory keeps, while servers use it: the database, as it is at one moment, and the signing
 * key. Writers do not wait for it.
 */
public final class SqliteBackup {
    private final DataDirectory directory;
    private final JdbcClient jdbc;

    SqliteBackup(DataDirectory directory, JdbcClient jdbc) {
        this.directory = directory;
        this.jdbc = jdbc;
    }

    /**
     * Writes a ZIP archive of the files that make a data directory.
     *
     * @throws IOException when the file is there, or can't be written; nothing is left of it then
     */
    public void write(Path archive) throws IOException {
        try (NewFile made = NewFile.at(archive);
                // An empty file is one that the database may fill.
                NewFile copy =
                        NewFile.at(made.draft().resolveSibling(made.draft().getFileName() + ".db"))) {
            jdbc.sql("vacuum into ?").param(copy.draft().toString()).update();
            try (OutputStream stream = Files.newOutputStream(made.draft());
                    ZipOutputStream zip = new ZipOutputStream(stream)) {
                add(zip, DatabaseFile.NAME, copy.draft());
                for (Path value : directory.values()) {
                    add(zip, value.getFileName().toString(), value);
                }
            }
            made.publish();
        }
    }

    private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        try {
            Files.copy(file, zip);
        } catch (NoSuchFileException gone) {
            throw new IOException("The file " + file + " is gone.", gone);
        }
        zip.closeEntry();
    }
}
