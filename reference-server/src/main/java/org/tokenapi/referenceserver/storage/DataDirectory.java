package org.tokenapi.referenceserver.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tokenapi.referenceserver.settings.StartException;
import org.tokenapi.referenceserver.settings.TokenApiProperties;

/**
 * The directory of all files of the server. On file systems with permissions only their owner can read the files,
 * whatever the permissions of the directory are.
 */
public final class DataDirectory implements SharedValues {
    private static final Set<PosixFilePermission> OF_THE_OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private static final String VALUE = ".json";

    private final Path path;

    /**
     * Creates the directory if it does not exist.
     *
     * @throws StartException if the directory can't be created or written to
     */
    public DataDirectory(TokenApiProperties properties) {
        path = properties.dataDirectory().toAbsolutePath().normalize();
        try {
            Files.createDirectories(path, NewFile.permissions("rwx------"));
            // The only reliable test that files can be created here.
            Files.delete(NewFile.draft(path));
        } catch (IOException | SecurityException cause) {
            throw new StartException(
                    "The data directory " + path + " can't be created or written to.",
                    "Give a writable directory with --token-api.data-directory=...",
                    cause);
        }
    }

    /** The path of a file in the directory; the file need not exist. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Stores the value in a file {@code name.json} that only its owner can read. */
    @Override
    public String keep(String name, String made) {
        Path file = file(name);
        try {
            create(file, made);
            return Files.readString(file);
        } catch (IOException cause) {
            throw new StartException(
                    "The file " + file + " can't be read or created.",
                    "Make it readable, restore it from a backup, or delete it.",
                    cause);
        }
    }

    @Override
    public String describe(String name) {
        return "file " + file(name);
    }

    /** The files of the stored values. */
    List<Path> values() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + VALUE)) {
            List<Path> values = new ArrayList<>();
            files.forEach(values::add);
            Collections.sort(values);
            return values;
        }
    }

    private Path file(String name) {
        return resolve(name + VALUE);
    }

    /**
     * Creates a file with this content, atomically, unless it exists. If several processes do so at once, the first
     * one's content stays. When this method returns, the file survives a power failure, and only its owner can access
     * it.
     *
     * @throws IOException if the file can't be created, or its permissions can't be changed
     */
    public void create(Path file, String content) throws IOException {
        try (NewFile made = NewFile.at(file)) {
            Files.writeString(made.draft(), content);
            made.publish();
        } catch (FileAlreadyExistsException kept) {
            withdrawRightsOfOthers(file);
        }
    }

    private static void withdrawRightsOfOthers(Path file) throws IOException {
        if (NewFile.POSIX) {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            if (rights.retainAll(OF_THE_OWNER)) {
                Files.setPosixFilePermissions(file, rights);
            }
        }
    }
}
