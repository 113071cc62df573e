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

    /**
     * What a block for so many bytes takes of the system's memory: not less. Called by any thread.
     */
    default long sizeOf(long bytes) {
        return bytes;
    }

    /** Whether {@link PixelMemory#provide} spares anything. Called by any thread. */
    default boolean isProvided() {
        return false;
    }

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
