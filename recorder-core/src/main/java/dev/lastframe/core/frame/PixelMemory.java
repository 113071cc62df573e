package dev.lastframe.core.frame;

import java.lang.foreign.MemorySegment;

/** A block of memory that a grabber can fill. Closed once, on the thread that allocated it. */
public interface PixelMemory extends AutoCloseable {

    /** The whole block, readable and writable from any thread. */
    MemorySegment segment();

    /**
     * Has the system provide the memory to this process now, where it would at the first use of
     * each page; what is in it stays. Called by any thread that may wait for some tens of
     * milliseconds, also while the memory is in use or being closed.
     */
    default void provide() {}

    @Override
    void close();
}
