package dev.lastframe.core.storage;

import java.nio.ByteBuffer;

/**
 * Follows a transport stream as it is copied, and knows where its last whole access unit ends, of
 * pictures or of sound: a unit is known to be whole when the next one begins. Used by one thread.
 */
final class UnitEnds implements WholeEnds {

    private static final int PACKET = 188;
    private static final int HEADER = 4;
    private static final int SYNC = 0x47;

    /** 1110xxxx. */
    private static final int PICTURES = 0xE0;

    /** 110xxxxx. */
    private static final int SOUND = 0xC0;

    private final byte[] packet = new byte[PACKET];
    private int filled;
    private long packetStart;
    private long whole;
    private long begun;
    private long wholePictures;

    @Override
    public void accept(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int part = Math.min(PACKET - filled, bytes.remaining());
            bytes.get(packet, filled, part);
            filled += part;
            if (filled == PACKET) {
                int stream = begins();
                if ((stream & 0xF0) == PICTURES || (stream & 0xE0) == SOUND) {
                    whole = packetStart;
                    wholePictures = begun;
                }
                if ((stream & 0xF0) == PICTURES) {
                    begun++;
                }
                packetStart += PACKET;
                filled = 0;
            }
        }
    }

    @Override
    public long wholeBytes() {
        // Before the first whole picture there is nothing of a video; sound alone has none.
        return wholePictures > 0 || begun == 0 ? whole : 0;
    }

    @Override
    public long wholeParts() {
        return wholePictures;
    }

    /** How many pictures began: all of them, when the stream came to its end. */
    long begun() {
        return begun;
    }

    /** The kind of stream of which a unit begins in the packet (13818-1, 2.4.3.7); 0 of none. */
    private int begins() {
        boolean starts = (packet[1] & 0x40) != 0;
        boolean hasPayload = (packet[3] & 0x10) != 0;
        boolean adapted = (packet[3] & 0x20) != 0;
        int at = adapted ? HEADER + 1 + (packet[HEADER] & 0xFF) : HEADER;
        boolean begins =
                packet[0] == SYNC
                        && starts
                        && hasPayload
                        && at + HEADER <= PACKET
                        && packet[at] == 0
                        && packet[at + 1] == 0
                        && packet[at + 2] == 1;
        return begins ? packet[at + 3] & 0xFF : 0;
    }
}
