package dev.lastframe.app.bench;

import dev.lastframe.core.testing.ContentMode;

/**
 * A recording to be made.
 *
 * @param name what the table calls it
 * @param mode what moves on the screen
 * @param contentFps numbers a second that the content shows
 * @param fps frames a second that the recorder takes
 * @param seconds how long
 * @param encoder FFmpeg's name of the encoder
 */
record Recipe(
        String name, ContentMode mode, double contentFps, int fps, int seconds, String encoder) {

    /** One tick of the recording in microseconds. */
    long tickMicros() {
        return Math.round(1e6 / fps);
    }

    /** The same for another time. */
    Recipe lasting(int otherSeconds) {
        return new Recipe(name, mode, contentFps, fps, otherSeconds, encoder);
    }
}
