package dev.lastframe.core.frame;

import java.lang.foreign.MemorySegment;

/** A block of memory that a grabber can fill. Closed once, on the thread that allocated it. */
public interface PixelMemory extends AutoCloseable {

    /** The whole block, readable and writable from any thread. */
    MemorySegment segment();

    @Override
    void close();
}
