package dev.lastframe.core.capture.x11;

import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.PixelMemory;

/** Frames in memory that the X server writes into. */
final class SharedFrames implements FrameMemory {

    private final X11Connection connection;

    /**
     * @param connection of a server that attaches shared memory
     */
    SharedFrames(X11Connection connection) {
        this.connection = connection;
    }

    @Override
    public PixelMemory allocate(long bytes) {
        ShmBlock block = ShmBlock.attach(connection, bytes);
        if (block == null) {
            throw new OutOfMemoryError("no shared memory of " + bytes + " bytes");
        }
        return block;
    }

    @Override
    public long sizeOf(long bytes) {
        return LargePages.fitting(bytes);
    }

    @Override
    public boolean isProvided() {
        return true;
    }
}
