package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.storage.KeptText;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lets the portal grant the same screen again without a dialog. Each is good for one use. One
 * that cannot be read or kept costs another dialog, and nothing else. Touches the disk.
 */
final class RestoreToken {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreToken.class);

    private final KeptText file;

    /**
     * @param file need not exist
     */
    RestoreToken(Path file) {
        this.file = new KeptText(file);
    }

    /** The one that was kept last; null where there is none. */
    @Nullable String read() {
        try {
            return file.read().orElse(null);
        } catch (IOException unreadable) {
            LOG.warn("the screen has to be chosen again: {}", unreadable.toString());
            return null;
        }
    }

    /** It was used: this one takes its place. */
    void replace(@Nullable String next) {
        try {
            if (next == null) {
                file.forget();
            } else {
                file.replace(next);
            }
        } catch (IOException unwritable) {
            LOG.warn("the screen has to be chosen again next time: {}", unwritable.toString());
        }
    }
}
