package dev.lastframe.core.storage;

import java.nio.ByteBuffer;

/**
 * Follows a transport stream as it is copied, and knows where its last whole access unit ends: a
 * unit is known to be whole when the next one begins. Used by one thread.
 */
final class UnitEnds implements WholeEnds {

    private static final int PACKET = 188;
    private static final int HEADER = 4;
    private static final int SYNC = 0x47;

    private final byte[] packet = new byte[PACKET];
    private int filled;
    private long packetStart;
    private long whole;
    private long begun;

    @Override
    public void accept(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int part = Math.min(PACKET - filled, bytes.remaining());
            bytes.get(packet, filled, part);
            filled += part;
            if (filled == PACKET) {
                if (beginsPicture()) {
                    whole = packetStart;
                    begun++;
                }
                packetStart += PACKET;
                filled = 0;
            }
        }
    }

    @Override
    public long wholeBytes() {
        return begun > 1 ? whole : 0;
    }

    @Override
    public long wholeParts() {
        return Math.max(0, begun - 1);
    }

    /** How many pictures began: all of them, when the stream came to its end. */
    long begun() {
        return begun;
    }

    private boolean beginsPicture() {
        boolean starts = (packet[1] & 0x40) != 0;
        boolean hasPayload = (packet[3] & 0x10) != 0;
        boolean adapted = (packet[3] & 0x20) != 0;
        int at = adapted ? HEADER + 1 + (packet[HEADER] & 0xFF) : HEADER;
        return packet[0] == SYNC
                && starts
                && hasPayload
                && at + HEADER <= PACKET
                && packet[at] == 0
                && packet[at + 1] == 0
                && packet[at + 2] == 1
                && (packet[at + 3] & 0xF0) == 0xE0;
    }
}
