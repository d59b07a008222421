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
 * Backs up the data directory while servers use it: a snapshot of the database, and the signing key. Writers do not
 * wait for it.
 */
public final class SqliteBackup {
    private final DataDirectory directory;
    private final JdbcClient jdbc;

    SqliteBackup(DataDirectory directory, JdbcClient jdbc) {
        this.directory = directory;
        this.jdbc = jdbc;
    }

    /**
     * Writes a ZIP archive of the files of a data directory.
     *
     * @throws IOException if the archive exists or can't be written; no partial archive is left
     */
    public void write(Path archive) throws IOException {
        try (NewFile made = NewFile.at(archive);
                // SQLite accepts an empty file as a new database.
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
            throw new IOException("The file " + file + " no longer exists.", gone);
        }
        zip.closeEntry();
    }
}
