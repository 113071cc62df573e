package dev.lastframe.core.storage;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place in the file system that a file was opened at. A file that was deleted or moved goes on
 * taking writes without an error, so whoever writes has to look. Used by the disk thread.
 */
final class Place {

    private static final Logger LOG = LoggerFactory.getLogger(Place.class);

    private final Path file;
    private final boolean watched;

    /** What the file system knows the file by; null where it has nothing of the kind. */
    private final @Nullable Object key;

    private Place(Path file, boolean watched, @Nullable Object key) {
        this.file = file;
        this.watched = watched;
        this.key = key;
    }

    /** Where the file is now. */
    static Place of(Path file) {
        try {
            return new Place(file, true, attributes(file).fileKey());
        } catch (IOException unknown) {
            LOG.warn("{} cannot be watched: {}", file, unknown.toString());
            return new Place(file, false, null);
        }
    }

    /** Whether the file is no longer there, or another one is; false where that is not known. */
    boolean isGone() {
        if (!watched) {
            return false;
        }
        try {
            Object now = attributes(file).fileKey();
            return key != null && !key.equals(now);
        } catch (IOException failure) {
            Optional<Reason> reason = SystemErrors.ofThisSystem().reason(failure);
            LOG.warn("{} could not be looked at: {}", file, failure.toString());
            return reason.filter(r -> r == Reason.FOLDER_GONE).isPresent();
        }
    }

    /** The room left, also when the file has another name by now; empty where it is not known. */
    OptionalLong freeBytes() {
        Path folder = file.getParent();
        try {
            return OptionalLong.of(
                    Files.getFileStore(folder == null ? file : folder).getUsableSpace());
        } catch (IOException unknown) {
            LOG.debug("the room left on the disk is unknown: {}", unknown.toString());
            return OptionalLong.empty();
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
