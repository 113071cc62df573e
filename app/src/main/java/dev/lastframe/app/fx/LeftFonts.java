package dev.lastframe.app.fx;

import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fonts that JavaFX unpacked into our cache for a window that was killed; of one that ended it
 * has removed them itself.
 */
public final class LeftFonts {

    private static final Logger LOG = LoggerFactory.getLogger(LeftFonts.class);

    /** A window reads them in its first moments; another one may be in them now. */
    private static final Duration AGE = Duration.ofHours(1);

    private LeftFonts() {}

    /**
     * Removes those that nobody can be about to read. Called before JavaFX starts; touches the
     * disk.
     *
     * @param cache which need not exist
     */
    public static void remove(Path cache, NanoClock clock) {
        if (!Files.isDirectory(cache)) {
            return;
        }
        Instant old = clock.wallTime().minus(AGE);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, "+JXF*.tmp")) {
            for (Path font : left) {
                if (Files.getLastModifiedTime(font).toInstant().isBefore(old)) {
                    Files.deleteIfExists(font);
                }
            }
        } catch (IOException | DirectoryIteratorException staying) {
            LOG.warn("fonts of a window that was killed stay in {}", cache, staying);
        }
    }
}
