package dev.lastframe.core.export;

import dev.lastframe.core.storage.RecordedBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A table of an MP4's index, of any length: entries of one size, one behind the other. Holds a
 * piece of it, so it is best read in order. Used by one thread; blocks for the disk.
 */
final class Mp4Table {

    private static final int PIECE = 64 * 1024;

    private final RecordedBytes bytes;
    private final long position;
    private final int entryBytes;
    private final long count;
    private final byte[] piece = new byte[PIECE];
    private final ByteBuffer numbers = ByteBuffer.wrap(piece);
    private long first;
    private long loaded;

    Mp4Table(RecordedBytes bytes, long position, int entryBytes, long count) {
        this.bytes = bytes;
        this.position = position;
        this.entryBytes = entryBytes;
        this.count = count;
    }

    long count() {
        return count;
    }

    /** A field of 32 bits without a sign. */
    long field(long entry, int offset) throws IOException {
        return numbers.getInt(load(entry) + offset) & 0xffff_ffffL;
    }

    /** A field of 32 bits with a sign. */
    int signed(long entry, int offset) throws IOException {
        return numbers.getInt(load(entry) + offset);
    }

    /** A field of 64 bits. */
    long wide(long entry, int offset) throws IOException {
        return numbers.getLong(load(entry) + offset);
    }

    private int load(long entry) throws IOException {
        if (entry < 0 || entry >= count) {
            throw new IOException("an index that ends early");
        }
        if (entry < first || entry >= first + loaded) {
            long wanted = Math.min(PIECE / entryBytes, count - entry);
            int length = (int) (wanted * entryBytes);
            if (bytes.read(piece, length, position + entry * entryBytes) < length) {
                throw new IOException("an index that is cut off");
            }
            first = entry;
            loaded = wanted;
        }
        return (int) ((entry - first) * entryBytes);
    }
}
