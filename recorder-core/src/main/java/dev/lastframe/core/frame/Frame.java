package dev.lastframe.core.frame;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One captured picture, or the parts of it that changed. Written once before it is published and
 * immutable afterwards; shared between threads by reference count, and given back to its pool by
 * the last {@link #release}.
 */
public final class Frame {

    /** What the reader may expect of a frame. */
    public enum Purpose {
        /** Something changed, or may have. */
        CHANGE,
        /**
         * A whole picture although nothing was announced since the frame before it: it shows the
         * same, or an announcement was missing.
         */
        VERIFY,
        /** The same, soon after much had changed: what was shown in motion is to be shown sharp. */
        REFINE
    }

    private final FramePool.Slot slot;
    private final Purpose purpose;
    private final FrameFormat format;
    private final long capturedNanos;
    private final long ptsMicros;
    private final List<Rect> valid;
    private final boolean whole;
    private final MemorySegment pixels;
    private final AtomicInteger references = new AtomicInteger(1);

    Frame(
            FramePool.Slot slot,
            FrameFormat format,
            long capturedNanos,
            long ptsMicros,
            List<Rect> valid,
            Purpose purpose) {
        this.slot = slot;
        this.purpose = purpose;
        this.format = format;
        this.capturedNanos = capturedNanos;
        this.ptsMicros = ptsMicros;
        this.valid = valid;
        this.whole = valid.size() == 1 && valid.getFirst().equals(format.whole());
        this.pixels = slot.memory().asSlice(0, format.sizeBytes()).asReadOnly();
    }

    public FrameFormat format() {
        return format;
    }

    /** When the pixels were taken, on the recording's monotonic clock. */
    public long capturedNanos() {
        return capturedNanos;
    }

    /** Presentation time in the file, in microseconds from the recording's start. */
    public long ptsMicros() {
        return ptsMicros;
    }

    /** The rectangles whose pixels are meaningful; the rest of the memory is stale. */
    public List<Rect> valid() {
        return valid;
    }

    public Purpose purpose() {
        return purpose;
    }

    /** Whether every pixel is meaningful. */
    public boolean whole() {
        return whole;
    }

    /**
     * The pixels, read-only, {@code format().sizeBytes()} long. Only while the caller holds a
     * reference.
     */
    public MemorySegment pixels() {
        if (references.get() <= 0) {
            throw new IllegalStateException("the frame was released");
        }
        return pixels;
    }

    /**
     * Has the system provide the memory of a whole picture to this process in one call, where it
     * would at the first reading of each page. Called before the pixels are read, by whoever holds
     * a reference and may wait for some milliseconds; does nothing where it was done before.
     */
    public void provide() {
        if (whole) {
            slot.provide();
        }
    }

    /** Adds a reference. Called by any thread that holds one. Never blocks. */
    public Frame retain() {
        int before = references.getAndIncrement();
        if (before <= 0) {
            references.getAndDecrement();
            throw new IllegalStateException("the frame was released");
        }
        return this;
    }

    /** Gives a reference back. Called by any thread, once for each reference. */
    public void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            slot.giveBack();
        } else if (left < 0) {
            throw new IllegalStateException("the frame was released twice");
        }
    }
}
