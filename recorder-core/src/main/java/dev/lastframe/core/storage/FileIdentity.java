package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tells a file from another one of the same name: what the file system knows it by, or its
 * creation time where there is nothing of the kind. Touches the disk.
 *
 * @param key compared with others of the same path
 */
record FileIdentity(Object key) {

    private static final Logger LOG = LoggerFactory.getLogger(FileIdentity.class);

    /** Of what is there now, a link itself included; null when there is nothing. */
    static @Nullable FileIdentity of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return of(attributes);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /** Of the file that these were read from. */
    static FileIdentity of(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return new FileIdentity(key == null ? attributes.creationTime() : key);
    }

    /** Removes the file while it is this one; somebody else's of the same name stays. */
    void delete(Path file) throws IOException {
        FileIdentity now = of(file);
        if (equals(now)) {
            Files.deleteIfExists(file);
        } else if (now != null) {
            LOG.warn("{} is somebody else's by now and stays", file);
        }
    }
}
