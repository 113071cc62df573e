package dev.lastframe.core.storage;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of files while it is made: it has a name that says so, {@code
 * .lastframe-unfinished-folder-PID-N}, beside the place it is for, and gets its own name in one
 * step when all is in it. For its owner only. Closing removes what was not published; what a
 * process that was killed left is removed by the next one that makes a folder at the same place.
 * Used by one thread; touches the disk.
 */
public final class NewFolder implements AutoCloseable {

    private static final String PREFIX = NewFile.PREFIX + "folder-";

    private static final Logger LOG = LoggerFactory.getLogger(NewFolder.class);
    private static final Pattern LEFTOVER =
            Pattern.compile(Pattern.quote(PREFIX) + "(\\d{1,18})-\\d+");
    private static final AtomicLong COUNT = new AtomicLong();

    private final Path temporary;
    private final Publish.Steps steps;
    private boolean published;

    private NewFolder(Path temporary, Publish.Steps steps) {
        this.temporary = temporary;
        this.steps = steps;
    }

    /**
     * Creates the folder, empty.
     *
     * @param target must not exist; the folder that it is in must
     * @throws StorageException when nothing can be made there, or the name is taken
     */
    public static NewFolder beside(Path target) throws StorageException {
        Path absolute = target.toAbsolutePath();
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw taken(absolute, new FileAlreadyExistsException(absolute.toString()));
        }
        Path folder = absolute.resolveSibling(".").normalize();
        removeLeftovers(folder);
        Path temporary =
                folder.resolve(
                        PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        try {
            // One of this process' number is a dead one's from before the computer was restarted.
            remove(temporary);
            if (!Files.isDirectory(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
            OwnerOnly.createFolders(temporary);
        } catch (IOException refused) {
            throw StorageException.writing(absolute, refused);
        }
        return new NewFolder(temporary, Publish.STEPS);
    }

    private static void removeLeftovers(Path folder) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path one : all) {
                Matcher name = LEFTOVER.matcher(String.valueOf(one.getFileName()));
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                        && Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    LOG.info("{} is removed: the process that made it is gone", one);
                    remove(one);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            LOG.warn("{} cannot be tidied: {}", folder, unreadable.toString());
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        Files.deleteIfExists(folder);
    }

    /** A place for a file in it; no folders are made in it. */
    public Path file(String name) {
        return temporary.resolve(name);
    }

    /**
     * Gives it a name in the folder that it was made for, and forces that folder. Never replaces
     * anything. What is in it was forced when it was written.
     *
     * @throws StorageException when it has no name yet; {@link Reason#OUTPUT_EXISTS} when the name
     *     is taken
     */
    public void publishAs(Path name) throws StorageException {
        try {
            steps.forceFolder(temporary);
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

    @Override
    public void close() {
        if (published) {
            return;
        }
        try {
            remove(temporary);
        } catch (IOException stuck) {
            LOG.warn("{} stays: {}", temporary, stuck.toString());
        }
    }

    private static StorageException taken(Path target, Throwable cause) {
        return new StorageException(
                Reason.OUTPUT_EXISTS,
                target + " exists already: choose another name, or move it away.",
                cause);
    }
}
