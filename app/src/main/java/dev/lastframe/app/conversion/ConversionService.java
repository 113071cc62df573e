package dev.lastframe.app.conversion;

import dev.lastframe.app.settings.Keep;
import java.nio.file.Path;
import java.util.List;

/** Makes an MP4 of each finished recording, in the background. Called by the FX thread. */
@FunctionalInterface
public interface ConversionService {

    /**
     * Takes up these recordings and those that a run before left, one after the other. Returns at
     * once.
     *
     * @param keep which files stay
     * @param recordings published ones; may be none
     * @param listener told by a background thread
     */
    void convert(Keep keep, List<Path> recordings, ConversionListener listener);
}
