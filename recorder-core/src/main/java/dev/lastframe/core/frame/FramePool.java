package dev.lastframe.core.frame;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory for frames, bounded in bytes. Memory is allocated when it is first needed, and the slot
 * returned last is handed out first, so that what is never needed costs nothing. What was needed
 * once, when the encoder could not keep up, is freed again step by step.
 *
 * <p>{@link #tryAcquire} and {@link #close} are called by the capture thread; slots come back from
 * any thread. Nothing here blocks.
 */
public final class FramePool implements AutoCloseable {

    /** So long a slot has to be idle before it is freed. */
    static final long IDLE_NANOS = 20_000_000_000L;

    /** Idle slots that are kept: memory that is new costs the first picture in it some time. */
    static final int RESERVE = 1;

    private final FrameMemory memory;
    private final long maxBytes;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Deque<Slot> free = new ArrayDeque<>();

    /** Slots given back that no longer fit: closed by the capture thread, which allocated them. */
    @GuardedBy("lock")
    private final List<Slot> retired = new ArrayList<>();

    @GuardedBy("lock")
    private long allocatedBytes;

    @GuardedBy("lock")
    private long slotBytes;

    /** When idle slots were counted anew; 0 before that. */
    @GuardedBy("lock")
    private long countedNanos;

    /** How many slots were free at every moment since then. */
    @GuardedBy("lock")
    private int idle = Integer.MAX_VALUE;

    @GuardedBy("lock")
    private boolean closed;

    /**
     * @param maxBytes the bound on all memory handed out and kept; at least one frame must fit for
     *     anything to be captured
     */
    public FramePool(FrameMemory memory, long maxBytes) {
        this.memory = memory;
        this.maxBytes = maxBytes;
    }

    /** How many frames of this format fit into the bound. */
    public int framesOf(FrameFormat format) {
        return (int) Math.min(Integer.MAX_VALUE, maxBytes / format.sizeBytes());
    }

    /** The bytes allocated at present. */
    public long allocatedBytes() {
        synchronized (lock) {
            return allocatedBytes;
        }
    }

    /**
     * A writable slot for one picture of the format, or null when the bound is reached. The caller
     * owns it until it publishes it or gives it back.
     */
    public @Nullable Slot tryAcquire(FrameFormat format) {
        synchronized (lock) {
            return acquire(format);
        }
    }

    /**
     * The same; frees one of those that were idle for {@link #IDLE_NANOS}, but for a reserve.
     *
     * @param nowNanos on the monotonic clock
     */
    public @Nullable Slot tryAcquire(FrameFormat format, long nowNanos) {
        synchronized (lock) {
            Slot slot = acquire(format);
            freeWhatIsIdle(nowNanos);
            return slot;
        }
    }

    @GuardedBy("lock")
    private @Nullable Slot acquire(FrameFormat format) {
        long bytes = format.sizeBytes();
        if (closed) {
            return null;
        }
        if (bytes != slotBytes) {
            slotBytes = bytes;
            retired.addAll(free);
            free.clear();
        }
        closeRetired();
        Slot slot = free.pollFirst();
        if (slot != null) {
            return slot;
        }
        if (allocatedBytes + bytes > maxBytes) {
            return null;
        }
        Slot fresh = new Slot(memory.allocate(bytes), bytes);
        allocatedBytes += bytes;
        return fresh;
    }

    /** One at a time: each costs the capture thread a round trip. */
    @GuardedBy("lock")
    private void freeWhatIsIdle(long nowNanos) {
        idle = Math.min(idle, free.size());
        if (countedNanos != 0 && nowNanos - countedNanos < IDLE_NANOS) {
            return;
        }
        if (countedNanos != 0 && idle > RESERVE) {
            retired.add(free.removeLast());
            closeRetired();
        }
        countedNanos = nowNanos;
        idle = Integer.MAX_VALUE;
    }

    /**
     * Has the system provide the memory of the slots that are free. Called by any thread but the
     * capture thread: takes some tens of milliseconds.
     */
    public void provideFree() {
        List<Slot> slots;
        synchronized (lock) {
            slots = List.copyOf(free);
        }
        for (Slot slot : slots) {
            slot.provide();
        }
    }

    /** Frees what is not in use; slots that are still out are freed by {@link #closeReturned}. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            retired.addAll(free);
            free.clear();
            closeRetired();
        }
    }

    /**
     * Frees slots that came back after {@link #close}.
     *
     * @return whether all memory is free
     */
    public boolean closeReturned() {
        synchronized (lock) {
            closeRetired();
            return allocatedBytes == 0;
        }
    }

    @GuardedBy("lock")
    private void closeRetired() {
        for (Slot slot : retired) {
            slot.block.close();
            allocatedBytes -= slot.bytes;
        }
        retired.clear();
    }

    /** Memory for one picture, owned by whoever acquired it. */
    public final class Slot {

        private final PixelMemory block;
        private final long bytes;
        private volatile boolean provided;

        private Slot(PixelMemory block, long bytes) {
            this.block = block;
            this.bytes = bytes;
        }

        /**
         * The memory to write to; not to be touched after {@link #publish} or {@link #giveBack}.
         */
        public MemorySegment memory() {
            return block.segment();
        }

        /** Has the system provide the memory, once. Called by any thread but the capture thread. */
        void provide() {
            if (!provided) {
                provided = true;
                block.provide();
            }
        }

        /** The block as the grabber's {@link FrameMemory} made it. */
        public PixelMemory block() {
            return block;
        }

        /**
         * Ends the writing: from now on the pixels are immutable. The caller holds the one
         * reference.
         *
         * @param ptsMicros presentation time in microseconds from the recording's start
         * @param valid the rectangles that were written, at least one
         */
        public Frame publish(
                FrameFormat format,
                long capturedNanos,
                long ptsMicros,
                List<Rect> valid,
                Frame.Purpose purpose) {
            if (valid.isEmpty()) {
                throw new IllegalArgumentException("a frame without a valid pixel");
            }
            return new Frame(this, format, capturedNanos, ptsMicros, List.copyOf(valid), purpose);
        }

        /** Returns the memory to the pool. Called once, by any thread. */
        public void giveBack() {
            synchronized (lock) {
                if (closed || bytes != slotBytes) {
                    retired.add(this);
                } else {
                    free.addFirst(this);
                }
            }
        }
    }
}
