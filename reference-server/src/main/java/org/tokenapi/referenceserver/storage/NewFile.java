package org.tokenapi.referenceserver.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that is there whole or not at all, never takes the place of another, and is its owner's alone, where the file
 * system knows owners. It is written as a draft beside it. For one thread.
 */
public final class NewFile implements AutoCloseable {
    static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path file;
    private final Path draft;
    private boolean isPublished;

    private NewFile(Path file, Path draft) {
        this.file = file;
        this.draft = draft;
    }

    /**
     * Makes a draft, empty at first.
     *
     * @throws FileAlreadyExistsException when the file is there
     * @throws IOException when no file can be made there
     */
    public static NewFile at(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        if (Files.exists(absolute)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path draft = draft(absolute.getParent());
        // Where the process is stopped, close() is not reached.
        draft.toFile().deleteOnExit();
        return new NewFile(absolute, draft);
    }

    /** Where to write. */
    public Path draft() {
        return draft;
    }

    /**
     * Makes the draft the file, when all of it is on the disk. When this returns, its name is too, where the operating
     * system can see to that.
     *
     * @throws FileAlreadyExistsException when a file came there in the meantime; it stays
     * @throws IOException when that fails otherwise
     */
    public void publish() throws IOException {
        try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        link();
        isPublished = true;
        if (POSIX) {
            try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    /** Takes the file back, if it was published, because what it belongs to failed. */
    public void withdraw() throws IOException {
        if (isPublished) {
            Files.deleteIfExists(file);
        }
    }

    /** Removes the draft. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(draft);
    }

    /** A link, unlike a move, never replaces; a file system without links gets the next best. */
    private void link() throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException kept) {
            throw kept;
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            Files.move(draft, file);
        }
    }

    static Path draft(Path directory) throws IOException {
        return Files.createTempFile(directory, "draft", null, permissions("rw-------"));
    }

    static FileAttribute<?>[] permissions(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
