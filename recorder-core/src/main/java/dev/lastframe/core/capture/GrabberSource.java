package dev.lastframe.core.capture;

import dev.lastframe.core.time.NanoClock;

/** Opens the best grabber there is for a target. */
@FunctionalInterface
public interface GrabberSource {

    /**
     * Called by the capture thread, which owns the grabber from then on.
     *
     * @param cursor whether the pointer is drawn into the picture
     * @throws CaptureException when nothing can be captured; the message says what to do
     */
    ScreenGrabber open(CaptureTarget target, boolean cursor, NanoClock clock)
            throws CaptureException;
}
