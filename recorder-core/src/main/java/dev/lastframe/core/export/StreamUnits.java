package dev.lastframe.core.export;

import dev.lastframe.core.storage.RecordedBytes;
import dev.lastframe.core.transport.PesHeader;
import dev.lastframe.core.transport.ProgramTables;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.util.Arrays;

/**
 * The units of one stream of a whole recording, one after the other: of video each is a picture.
 * Holds one unit and a piece of the file. Used by one thread; blocks for the disk.
 */
final class StreamUnits {

    private static final int PACKETS = 4096;
    private static final int PES_FIXED = 9;
    private static final int SMALL_UNIT = 64 * 1024;

    private final RecordedBytes bytes;
    private final long size;
    private final int pid;
    private final byte[] piece = new byte[PACKETS * TransportPacket.SIZE];
    private long position;
    private int pieceLength;
    private int at;
    private byte[] unit = new byte[SMALL_UNIT];
    private int length;
    private long pts;
    private long firstPts;

    /**
     * @param size how much of the file is read
     */
    StreamUnits(RecordedBytes bytes, long size, int pid) {
        this.bytes = bytes;
        this.size = size - size % TransportPacket.SIZE;
        this.pid = pid;
    }

    /** Reads a recording's tables, which are at its beginning. */
    static ProgramTables tables(RecordedBytes bytes) throws IOException {
        ProgramTables tables = new ProgramTables();
        byte[] beginning = new byte[PACKETS * TransportPacket.SIZE];
        int read = bytes.read(beginning, beginning.length, 0);
        for (int i = 0; i + TransportPacket.SIZE <= read; i += TransportPacket.SIZE) {
            if (!TransportPacket.isPacket(beginning, i)) {
                break;
            }
            if (tables.isTable(TransportPacket.pid(beginning, i))) {
                tables.learn(beginning, i);
            }
        }
        return tables;
    }

    /**
     * Reads the next one.
     *
     * @return false at the end
     * @throws IOException when the file cannot be read, or there is something else in it
     * @throws InterruptedException when the thread was interrupted
     */
    boolean next() throws IOException, InterruptedException {
        length = 0;
        boolean open = false;
        while (hasPacket()) {
            if (isOurs()) {
                int payload = at + TransportPacket.payloadOffset(piece, at);
                int end = at + TransportPacket.SIZE;
                if (TransportPacket.startsUnit(piece, at)) {
                    if (open) {
                        return true;
                    }
                    open = true;
                    payload = begin(payload, end);
                }
                if (open) {
                    append(payload, end);
                }
            }
            at += TransportPacket.SIZE;
        }
        return open;
    }

    /** Reads all of them, and only counts; the time of the last one is known then. */
    long count() throws IOException, InterruptedException {
        long count = 0;
        while (hasPacket()) {
            if (isOurs() && TransportPacket.startsUnit(piece, at)) {
                int payload = at + TransportPacket.payloadOffset(piece, at);
                begin(payload, at + TransportPacket.SIZE);
                firstPts = count == 0 ? pts : firstPts;
                count++;
            }
            at += TransportPacket.SIZE;
        }
        return count;
    }

    private boolean isOurs() {
        return TransportPacket.pid(piece, at) == pid && TransportPacket.hasPayload(piece, at);
    }

    private int begin(int payload, int end) throws IOException {
        PesHeader header = PesHeader.read(piece, payload, end);
        if (header == null) {
            throw new IOException("a unit without a time before byte " + position);
        }
        pts = header.pts();
        return payload + PES_FIXED + (piece[payload + PES_FIXED - 1] & 0xff);
    }

    private void append(int from, int end) {
        int more = end - from;
        if (more <= 0) {
            return; // a long header
        }
        if (length + more > unit.length) {
            unit = Arrays.copyOf(unit, 2 * unit.length);
        }
        System.arraycopy(piece, from, unit, length, more);
        length += more;
    }

    private boolean hasPacket() throws IOException, InterruptedException {
        if (at + TransportPacket.SIZE > pieceLength) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int wanted = (int) Math.min(piece.length, size - position);
            pieceLength = wanted <= 0 ? 0 : bytes.read(piece, wanted, position);
            position += pieceLength;
            at = 0;
            if (pieceLength < TransportPacket.SIZE) {
                return false;
            }
        }
        if (!TransportPacket.isPacket(piece, at)) {
            throw new IOException("something else than a packet before byte " + position);
        }
        return true;
    }

    /** The unit that was read last; overwritten by the next one. */
    byte[] unit() {
        return unit;
    }

    /** How many of the bytes are the unit's. */
    int length() {
        return length;
    }

    /** Its time in 90 kHz, 33 bits. */
    long pts() {
        return pts;
    }

    /** The time of the first that was counted. */
    long firstPts() {
        return firstPts;
    }

    /** How many bytes of the file were read. */
    long position() {
        return position;
    }
}
