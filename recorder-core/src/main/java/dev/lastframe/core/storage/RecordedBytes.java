package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a recording, for reading only: it may be growing, and is neither locked nor changed.
 * Owned by whoever opened it. Blocks for the disk; used by one thread.
 */
public final class RecordedBytes implements AutoCloseable {

    private final FileChannel channel;

    private RecordedBytes(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens it.
     *
     * @throws IOException when there is no such file, or it cannot be read
     */
    public static RecordedBytes open(Path file) throws IOException {
        return new RecordedBytes(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Its length at present. */
    public long size() throws IOException {
        return channel.size();
    }

    /**
     * Fills the array from a position on.
     *
     * @param length bytes wanted, from the array's beginning
     * @return bytes read; fewer than wanted only at the end of the file
     */
    public int read(byte[] into, int length, long position) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(into, 0, length);
        while (target.hasRemaining()) {
            if (channel.read(target, position + target.position()) < 0) {
                break;
            }
        }
        return target.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
