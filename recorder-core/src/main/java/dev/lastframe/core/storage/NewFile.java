package dev.lastframe.core.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file while it is made: it has a name that says so, beside the place it is for, and gets its own
 * name in one step when it is whole. Owned by whoever makes it; closing removes what was not
 * published. Every method touches the disk. Used by one thread.
 */
public final class NewFile implements AutoCloseable {

    /** What the name of a file begins with that is not whole. */
    public static final String PREFIX = ".lastframe-unfinished-";

    private static final Logger LOG = LoggerFactory.getLogger(NewFile.class);

    private final Path target;
    private final Path path;

    private NewFile(Path target, Path path) {
        this.target = target;
        this.path = path;
    }

    /**
     * Makes an empty file that only its owner may read.
     *
     * @param target the name it is to have; its folder must exist
     * @throws StorageException when the folder cannot be written to
     */
    public static NewFile beside(Path target) throws StorageException {
        Path path = target.toAbsolutePath().resolveSibling(PREFIX + UUID.randomUUID());
        try {
            OwnerOnly.createNew(path).close();
        } catch (IOException refused) {
            throw StorageException.writing(target.toAbsolutePath(), refused);
        }
        return new NewFile(target.toAbsolutePath(), path);
    }

    /**
     * Writes it from its beginning; what was in it is gone. The caller closes the stream.
     *
     * @throws IOException when it was removed meanwhile
     */
    public OutputStream rewrite() throws IOException {
        FileChannel channel = OwnerOnly.openForChange(path);
        channel.truncate(0);
        return new BufferedOutputStream(Channels.newOutputStream(channel), 64 * 1024);
    }

    /** Where it is until it is published. */
    public Path path() {
        return path;
    }

    /**
     * Forces it to the disk and gives it its name.
     *
     * @throws StorageException {@code OUTPUT_EXISTS} when the name was taken meanwhile, else the
     *     disk's reason; nothing has the name then that had it not before
     */
    public void publish() throws StorageException {
        publishAs(target);
    }

    /**
     * The same under another name in the same folder, for one that was made for a name that
     * somebody else took meanwhile.
     */
    public void publishAs(Path name) throws StorageException {
        try {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Publish.withoutReplacing(path, name);
        } catch (FileAlreadyExistsException taken) {
            throw new StorageException(
                    StorageException.Reason.OUTPUT_EXISTS,
                    name + " exists already: choose another name.",
                    taken);
        } catch (IOException failed) {
            throw StorageException.writing(name, failed);
        }
        try {
            Publish.forceFolder(name.toAbsolutePath().getParent());
        } catch (IOException unforced) {
            // It has its name already: that it may not survive a power cut yet is no failure.
            LOG.warn("the folder of {} could not be forced: {}", name, unforced.toString());
        }
    }

    /** Names the reason why a program could not write it. */
    public StorageException failure(String programsWords) {
        return StorageException.writing(target, new IOException(programsWords));
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException stays) {
            LOG.warn("{} could not be removed: {}", path, stays.toString());
        }
    }
}
