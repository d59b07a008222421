package org.tokenapi.referenceserver.storage;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.TokenApiProperties;

/** The directory that holds everything the server keeps. */
@Component
public final class DataDirectory {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path path;

    DataDirectory(TokenApiProperties properties) {
        path = properties.dataDirectory().toAbsolutePath().normalize();
        try {
            Files.createDirectories(path, permissions("rwx------"));
            // The one sure way to learn whether files can be made here.
            Files.delete(Files.createTempFile(path, "check", null, permissions("rw-------")));
        } catch (IOException | SecurityException cause) {
            throw new UnusableDataException(
                    "The data directory " + path + " can't be made or written to.",
                    "Give a directory that can be written to with --token-api.data-directory=...",
                    cause);
        }
    }

    /** A file of the directory, which may not be there. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /**
     * Writes a file that its owner alone can read. It is there whole or not at all.
     *
     * @throws IOException when it can't be written
     */
    public void writePrivately(Path file, String content) throws IOException {
        Path draft = Files.createTempFile(path, "draft", null, permissions("rw-------"));
        try {
            Files.writeString(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
