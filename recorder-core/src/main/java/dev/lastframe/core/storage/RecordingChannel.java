package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The file operations of a recording, so that tests can let each of them fail. Used by the disk
 * thread, except {@link #force}, which the force thread calls beside it, and {@link #read}, which
 * it calls when nothing is written any more.
 */
interface RecordingChannel extends AutoCloseable {

    /** Writes some of the bytes at the end; may write fewer than there are. */
    int write(ByteBuffer bytes) throws IOException;

    /** Reads some bytes from a place in the file; -1 at its end. */
    int read(ByteBuffer target, long position) throws IOException;

    void truncate(long size) throws IOException;

    void force() throws IOException;

    @Override
    void close() throws IOException;
}
