package dev.lastframe.core.session;

import dev.lastframe.core.frame.Frame;
import java.util.concurrent.TimeUnit;

/**
 * When a picture is taken although nothing was announced, and what for. Fed by the capture thread;
 * asked by it and by the pacer's; told of large changes by the encoder's.
 */
final class DueRule {

    /** So long without a frame, and a whole picture is taken although nothing was announced. */
    private static final long HEARTBEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    /**
     * Where something small changes all the time, a picture is compared at least this often all the
     * same: else what was drawn unannounced would never be found out.
     */
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** So long without a change after a large one, and the picture is shown again, sharp. */
    private static final long REFINE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private volatile long lastFrameNanos;

    /** When a picture was taken to be compared, last, or one that nothing was before. */
    private volatile long lastComparedNanos;

    /** The file's last picture was made in motion, and may be coarse. */
    private volatile boolean coarse;

    /** The last picture that was shown again, sharp. */
    private volatile long refinedMicros = Long.MIN_VALUE;

    /** A whole picture, although nothing was announced. */
    boolean isPictureDue(long nanos) {
        return nanos - lastFrameNanos >= (coarse ? REFINE_NANOS : HEARTBEAT_NANOS);
    }

    /** The same, although there were pictures. */
    boolean isCheckDue(long nanos) {
        return nanos - lastComparedNanos >= CHECK_NANOS;
    }

    /** The moment from which either is. */
    long nextNanos() {
        long picture = lastFrameNanos + (coarse ? REFINE_NANOS : HEARTBEAT_NANOS);
        return Math.min(picture, lastComparedNanos + CHECK_NANOS);
    }

    boolean isCoarse() {
        return coarse;
    }

    /**
     * @param wholeWanted whether it was taken whole because what was before it does not count
     */
    void captured(Frame frame, boolean wholeWanted) {
        lastFrameNanos = frame.capturedNanos();
        if (wholeWanted || frame.purpose() != Frame.Purpose.CHANGE) {
            lastComparedNanos = frame.capturedNanos();
        }
        if (frame.purpose() == Frame.Purpose.REFINE) {
            coarse = false;
            refinedMicros = frame.ptsMicros();
        }
    }

    /** A picture was encoded that may be coarse. Called by the encoder's thread. */
    void largeChange(long ptsMicros) {
        if (ptsMicros > refinedMicros) {
            coarse = true;
        }
    }
}
