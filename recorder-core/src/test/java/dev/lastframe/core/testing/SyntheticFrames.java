package dev.lastframe.core.testing;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.Rect;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tiny frames, 30 a second, from a pool of their own. Used by one thread at a time. */
public final class SyntheticFrames {

    public static final FrameFormat FORMAT = FrameFormat.packed(4, 2);

    private static final int FPS = 30;
    private static final int MOST = 1024;

    private final FramePool pool = new FramePool(FrameMemory.offHeap(), MOST * FORMAT.sizeBytes());
    private long count;

    /** The next frame; the caller owns its one reference. */
    public Frame next() {
        return capturedAt(count++ * TimeUnit.SECONDS.toNanos(1) / FPS);
    }

    /** The next frame, of which only the upper row is valid. */
    public Frame nextBand() {
        return capturedAt(
                count++ * TimeUnit.SECONDS.toNanos(1) / FPS, new Rect(0, 0, FORMAT.width(), 1));
    }

    /** A frame whose pixels were taken at this moment; its presentation time is the same moment. */
    public Frame capturedAt(long nanos) {
        return capturedAt(nanos, FORMAT.whole());
    }

    private Frame capturedAt(long nanos, Rect valid) {
        FramePool.Slot slot = pool.tryAcquire(FORMAT);
        if (slot == null) {
            throw new AssertionError(MOST + " frames are out");
        }
        return slot.publish(
                FORMAT,
                nanos,
                TimeUnit.NANOSECONDS.toMicros(nanos),
                List.of(valid),
                Frame.Purpose.CHANGE);
    }

    /** Ends the pool and says whether every frame had been released. */
    public boolean allReleased() {
        pool.close();
        return pool.closeReturned();
    }
}
