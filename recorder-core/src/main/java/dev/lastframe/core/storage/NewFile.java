package dev.lastframe.core.storage;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file while it is made: it has a name that says so, {@code .lastframe-unfinished-PID-N}, beside
 * the place it is for, and gets its own name in one step when it is whole. Readable by its owner
 * only. Closing removes what was not published; what a process that was killed left is removed by
 * the next one that makes a file in the same folder. Used by one thread; touches the disk.
 */
public final class NewFile implements AutoCloseable {

    /** What the name of a file begins with that is not whole. */
    public static final String PREFIX = ".lastframe-unfinished-";

    private static final Logger LOG = LoggerFactory.getLogger(NewFile.class);
    private static final Pattern LEFTOVER =
            Pattern.compile(Pattern.quote(PREFIX) + "(\\d{1,18})-\\d+");
    private static final AtomicLong COUNT = new AtomicLong();

    private final Path temporary;
    private final Path target;
    private final Publish.Steps steps;
    private boolean published;

    private NewFile(Path temporary, Path target, Publish.Steps steps) {
        this.temporary = temporary;
        this.target = target;
        this.steps = steps;
    }

    /**
     * Creates the file, empty.
     *
     * @param target must not exist; its folder must
     * @throws StorageException when the folder takes no file, or the name is taken
     */
    public static NewFile beside(Path target) throws StorageException {
        return beside(target, Publish.STEPS);
    }

    static NewFile beside(Path target, Publish.Steps steps) throws StorageException {
        Path absolute = target.toAbsolutePath();
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw taken(absolute, null);
        }
        Path folder = absolute.resolveSibling(".").normalize();
        removeLeftovers(folder);
        String name = PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        Path temporary = folder.resolve(name);
        try {
            // One of this process' number is a dead one's from before the computer was restarted.
            Files.deleteIfExists(temporary);
            OwnerOnly.createNew(temporary).close();
        } catch (IOException refused) {
            throw StorageException.writing(absolute, refused);
        }
        return new NewFile(temporary, absolute, steps);
    }

    /** Removes what processes that live no more left in the folder; never fails. */
    public static void removeLeftovers(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : files) {
                Matcher name = LEFTOVER.matcher(String.valueOf(file.getFileName()));
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    LOG.info("{} is removed: the process that made it is gone", file);
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            LOG.warn("{} cannot be tidied: {}", folder, unreadable.toString());
        }
    }

    /**
     * Writes it from its beginning; what was in it is gone. The caller closes the stream.
     *
     * @throws IOException when it was removed meanwhile
     */
    public OutputStream rewrite() throws IOException {
        FileChannel channel = OwnerOnly.openForChange(temporary);
        channel.truncate(0);
        return new BufferedOutputStream(Channels.newOutputStream(channel), 64 * 1024);
    }

    /** Where it is until it is published. */
    public Path path() {
        return temporary;
    }

    /**
     * Takes the content of another one in the same folder, which is gone then; its own is lost.
     *
     * @throws StorageException when one of them was removed meanwhile
     */
    public void take(NewFile better) throws StorageException {
        try {
            Files.move(better.temporary, temporary, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw StorageException.writing(target, refused);
        }
    }

    /**
     * Forces the content to the disk.
     *
     * @throws StorageException when the disk refuses
     */
    public void force() throws StorageException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException refused) {
            throw StorageException.writing(target, refused);
        }
    }

    /**
     * Forces it to the disk, gives it its name and forces the folder. Never replaces a file.
     *
     * @throws StorageException when it has no name yet; {@link Reason#OUTPUT_EXISTS} when the name
     *     is taken
     */
    public void publish() throws StorageException {
        publishAs(target);
    }

    /**
     * The same under another name in the same folder, for one whose name somebody else took
     * meanwhile.
     */
    public void publishAs(Path name) throws StorageException {
        force();
        try {
            steps.rename(temporary, name);
            published = true;
        } catch (FileAlreadyExistsException exists) {
            throw taken(name, exists);
        } catch (IOException refused) {
            throw StorageException.writing(name, refused);
        }
        try {
            steps.forceFolder(name.toAbsolutePath().resolveSibling(".").normalize());
        } catch (IOException unforced) {
            LOG.warn("the folder of {} could not be forced: {}", name, unforced.toString());
        }
    }

    /** Names the reason why a program could not write it. */
    public StorageException failure(String programsWords) {
        return StorageException.writing(target, new IOException(programsWords));
    }

    @Override
    public void close() {
        if (published) {
            return;
        }
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException stuck) {
            LOG.warn("{} stays: {}", temporary, stuck.toString());
        }
    }

    private static StorageException taken(Path target, @Nullable Throwable cause) {
        String sentence = target + " exists already: choose another name, or move it away.";
        return cause == null
                ? new StorageException(Reason.OUTPUT_EXISTS, sentence)
                : new StorageException(Reason.OUTPUT_EXISTS, sentence, cause);
    }
}
