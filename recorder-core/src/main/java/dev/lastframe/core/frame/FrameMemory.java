package dev.lastframe.core.frame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Where a pool's memory comes from: a grabber that needs memory of a special kind brings its own.
 */
@FunctionalInterface
public interface FrameMemory {

    /**
     * A new block of at least the given size. Called by the capture thread.
     *
     * @throws OutOfMemoryError if the system gives none
     */
    PixelMemory allocate(long bytes);

    /** Plain memory outside the heap. */
    static FrameMemory offHeap() {
        return bytes -> {
            Arena arena = Arena.ofShared();
            MemorySegment segment = arena.allocate(bytes, 64);
            return new PixelMemory() {
                @Override
                public MemorySegment segment() {
                    return segment;
                }

                @Override
                public void close() {
                    arena.close();
                }
            };
        };
    }
}
