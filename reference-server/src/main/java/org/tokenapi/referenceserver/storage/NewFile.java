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
 * A file that appears complete or not at all, never replaces another file, and, on file systems with permissions, can
 * be read by its owner only. It is written as a draft in the same directory. Not safe for use by several threads.
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
     * Creates an empty draft.
     *
     * @throws FileAlreadyExistsException if the file exists
     * @throws IOException if no file can be created there
     */
    public static NewFile at(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        if (Files.exists(absolute)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path draft = draft(absolute.getParent());
        // close() is not reached if the process is stopped.
        draft.toFile().deleteOnExit();
        return new NewFile(absolute, draft);
    }

    /** The file to write to. */
    public Path draft() {
        return draft;
    }

    /**
     * Writes the draft to the disk and gives it its final name. When this method returns, the name is on the disk too,
     * if the operating system supports that.
     *
     * @throws FileAlreadyExistsException if the file exists by now; it is left as it is
     * @throws IOException if the file can't be written
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

    /** Deletes the published file, because what it belongs to failed. */
    public void withdraw() throws IOException {
        if (isPublished) {
            Files.deleteIfExists(file);
        }
    }

    /** Deletes the draft. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(draft);
    }

    /** Unlike a move, a hard link never replaces a file. File systems without hard links fall back to a move. */
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
