package dev.lastframe.app.fx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fonts that JavaFX unpacked into our cache for a window that was killed; of one that ended it
 * has removed them itself.
 */
public final class LeftFonts {

    private static final Logger LOG = LoggerFactory.getLogger(LeftFonts.class);

    private LeftFonts() {}

    /**
     * Removes them. Called while no window has any, before JavaFX starts; touches the disk.
     *
     * @param cache which need not exist
     */
    public static void remove(Path cache) {
        if (!Files.isDirectory(cache)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, "+JXF*.tmp")) {
            for (Path font : left) {
                Files.deleteIfExists(font);
            }
        } catch (IOException staying) {
            LOG.warn("fonts of a window that was killed stay in {}", cache, staying);
        }
    }
}
