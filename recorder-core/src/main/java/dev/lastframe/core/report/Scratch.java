package dev.lastframe.core.report;

import dev.lastframe.core.storage.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of its own for what one report is made of; it goes with the report. One whose process
 * was killed is removed by the next. Used by one thread.
 */
final class Scratch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
    private static final String PREFIX = "report-";

    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes it.
     *
     * @param parent made when missing
     */
    static Scratch in(Path parent) throws IOException {
        OwnerOnly.createFolders(parent);
        removeOrphans(parent);
        Path folder =
                parent.resolve(PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
        OwnerOnly.createFolders(folder);
        return new Scratch(folder);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** A name that no file in it has. */
    Path fresh(String begin, String ending) {
        return folder.resolve(begin + "-" + UUID.randomUUID() + ending);
    }

    Path folder() {
        return folder;
    }

    private static void removeOrphans(Path parent) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path one : all) {
                if (!isAlive(String.valueOf(one.getFileName()))) {
                    remove(one);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            LOG.warn("{} cannot be looked through: {}", parent, unreadable.toString());
        }
    }

    private static boolean isAlive(String name) {
        String[] words = name.split("-", 3);
        try {
            Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(words[1]));
            return owner.isPresent() && owner.get().isAlive();
        } catch (NumberFormatException foreign) {
            return true; // not ours to remove
        }
    }

    @Override
    public void close() {
        remove(folder);
    }

    private static void remove(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException gone) {
            LOG.debug("{} is gone already", folder);
        } catch (IOException | DirectoryIteratorException stays) {
            LOG.warn("{} stays: {}", folder, stays.toString());
        }
    }
}
