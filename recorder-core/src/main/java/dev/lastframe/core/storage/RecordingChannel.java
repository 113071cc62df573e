package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The file operations of a recording, so that tests can let each of them fail. Used by the disk
 * thread, except {@link #force}, which the force thread calls beside it.
 */
interface RecordingChannel extends AutoCloseable {

    /** Writes some of the bytes at the end; may write fewer than there are. */
    int write(ByteBuffer bytes) throws IOException;

    void truncate(long size) throws IOException;

    void force() throws IOException;

    @Override
    void close() throws IOException;
}
