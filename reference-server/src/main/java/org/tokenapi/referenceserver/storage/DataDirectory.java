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
 * The directory that holds everything the server keeps. Its files are their owner's alone, where the file system knows
 * owners, whoever may enter the directory.
 */
public final class DataDirectory implements SharedValues {
    private static final Set<PosixFilePermission> OF_THE_OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private static final String VALUE = ".json";

    private final Path path;

    /**
     * Makes the directory, unless it is there.
     *
     * @throws StartException when that fails, or no files can be made in it
     */
    public DataDirectory(TokenApiProperties properties) {
        path = properties.dataDirectory().toAbsolutePath().normalize();
        try {
            Files.createDirectories(path, NewFile.permissions("rwx------"));
            // The one sure way to learn whether files can be made here.
            Files.delete(NewFile.draft(path));
        } catch (IOException | SecurityException cause) {
            throw new StartException(
                    "The data directory " + path + " can't be made or written to.",
                    "Give a directory that can be written to with --token-api.data-directory=...",
                    cause);
        }
    }

    /** A file of the directory, which may not be there. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Keeps the value in a file {@code name.json}, which its owner alone can read. */
    @Override
    public String keep(String name, String made) {
        Path file = file(name);
        try {
            create(file, made);
            return Files.readString(file);
        } catch (IOException cause) {
            throw new StartException(
                    "The file " + file + " can't be read or made.",
                    "Make it readable, restore it from a backup, or delete it.",
                    cause);
        }
    }

    @Override
    public String describe(String name) {
        return "file " + file(name);
    }

    /** The files of the values that are kept. */
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
     * Makes a file with this content, whole, unless there is one: what is there stays, and of several starts at once the
     * first one's content does. What is there when this returns survives a loss of power. Rights of others to the file are taken away.
     *
     * @throws IOException when it can't be made, or its rights can't be changed
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
