package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that holds whole parts only: what a failed write left of a part is cut off again. Used by
 * the disk thread alone.
 */
final class WholePartsFile {

    private static final Logger LOG = LoggerFactory.getLogger(WholePartsFile.class);

    private final RecordingChannel channel;
    private long wholeBytes;

    WholePartsFile(RecordingChannel channel) {
        this.channel = channel;
    }

    /** Says how much of the bytes had been written when it failed. */
    static final class PartlyWritten extends Exception {

        private static final long serialVersionUID = 1;

        private final int written;

        PartlyWritten(int written, IOException cause) {
            super(cause);
            this.written = written;
        }

        int written() {
            return written;
        }
    }

    /**
     * Appends parts, one after the other.
     *
     * @return calls it took
     * @throws PartlyWritten when it failed; {@link #keep} then says what stays
     */
    int append(ByteBuffer parts) throws PartlyWritten {
        int size = parts.remaining();
        int calls = 0;
        try {
            while (parts.hasRemaining()) {
                channel.write(parts);
                calls++;
            }
        } catch (IOException problem) {
            throw new PartlyWritten(size - parts.remaining(), problem);
        }
        wholeBytes += size;
        return calls;
    }

    /** After a failure: so many of the bytes are whole parts, the rest is cut off. */
    void keep(int bytes) {
        wholeBytes += bytes;
        try {
            channel.truncate(wholeBytes);
        } catch (IOException stuck) {
            LOG.warn("half a part stays at the end of the file: {}", stuck.toString());
        }
    }
}
