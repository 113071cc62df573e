package dev.lastframe.core.capture;

import dev.lastframe.core.frame.Frame;

/** Where captured frames go. */
public interface CaptureSink {

    /**
     * Whether the next {@link #offer} would be accepted. Called by the capture thread before pixels
     * are copied. Never blocks.
     */
    boolean hasRoom();

    /**
     * Offers a frame; on {@code true} the sink owns the caller's reference, on {@code false} (full
     * or closed) the caller keeps it. Called by the capture thread. Never blocks, never throws.
     */
    boolean offer(Frame frame);
}
