package dev.lastframe.core.export;

import java.time.Duration;

/**
 * The file that was made.
 *
 * @param first the recording's time of its first picture: the stretch's first moment
 * @param last the recording's time of its last picture
 * @param until the recording's time at which it ends
 * @param pictures how many it has
 * @param copied how many of them are the recording's own bytes; the others were encoded anew
 * @param bytes of the whole file
 * @param width in pixels
 * @param height in pixels
 * @param fps the most pictures that any second of it has
 * @param bitsPerSecond of its video, on average
 * @param lowered what was given up to make it fit
 */
public record StretchResult(
        Duration first,
        Duration last,
        Duration until,
        long pictures,
        long copied,
        long bytes,
        int width,
        int height,
        double fps,
        long bitsPerSecond,
        Lowered lowered) {

    /**
     * What was given up.
     *
     * @param rate fewer bits a picture than the recording has
     * @param frames fewer pictures than the recording has
     * @param scale smaller pictures than the recording has
     */
    public record Lowered(boolean rate, boolean frames, boolean scale) {

        /** Nothing. */
        public static final Lowered NOTHING = new Lowered(false, false, false);

        /** Whether anything was. */
        public boolean any() {
            return rate || frames || scale;
        }
    }
}
