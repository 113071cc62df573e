package dev.lastframe.app.conversion;

import java.nio.file.Path;

/** Told what becomes of recordings, by the threads that work at them; must return soon. */
public interface ConversionListener {

    /**
     * An MP4 is being made.
     *
     * @param share what is done of it, from 0 to 1
     */
    default void progress(Path recording, double share) {}

    /**
     * An MP4 is there and proven.
     *
     * @param kept whether the recording it was made of is still there
     */
    default void made(Path recording, Path mp4, boolean kept) {}

    /**
     * There is no MP4; the recording is as it was.
     *
     * @param sentence what failed, and what to do
     */
    default void failed(Path recording, String sentence) {}
}
