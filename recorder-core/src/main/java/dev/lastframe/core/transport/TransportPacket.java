package dev.lastframe.core.transport;

import java.util.Arrays;

/**
 * Reads the fields of transport packets (ISO/IEC 13818-1, 2.4.3) where they lie in a buffer. Holds
 * nothing.
 */
public final class TransportPacket {

    /** Bytes of a packet. */
    public static final int SIZE = 188;

    public static final int SYNC = 0x47;
    public static final int PROGRAM_ASSOCIATION = 0;
    public static final int NULL = 0x1fff;

    /** Up to here identifiers belong to tables (2.4.3.3, and DVB's ETSI EN 300 468, 5.1.3). */
    public static final int LAST_TABLE = 0x1f;

    private static final int HEADER = 4;
    private static final int MOST_ADAPTATION = 183;
    private static final int PCR_BYTES = 6;

    private TransportPacket() {}

    /** Whether there is a packet at all. */
    public static boolean isPacket(byte[] b, int at) {
        if (b[at] != SYNC || (b[at + 1] & 0x80) != 0 || (b[at + 3] & 0xc0) != 0) {
            return false;
        }
        boolean payload = hasPayload(b, at);
        if (!hasAdaptation(b, at)) {
            return payload;
        }
        int length = b[at + HEADER] & 0xff;
        return payload ? length < MOST_ADAPTATION : length == MOST_ADAPTATION;
    }

    public static int pid(byte[] b, int at) {
        return (b[at + 1] & 0x1f) << 8 | (b[at + 2] & 0xff);
    }

    /** Whether a packet of the elementary stream, or a table, begins in it. */
    public static boolean startsUnit(byte[] b, int at) {
        return (b[at + 1] & 0x40) != 0;
    }

    public static boolean hasPayload(byte[] b, int at) {
        return (b[at + 3] & 0x10) != 0;
    }

    public static int continuity(byte[] b, int at) {
        return b[at + 3] & 0x0f;
    }

    private static boolean hasAdaptation(byte[] b, int at) {
        return (b[at + 3] & 0x20) != 0;
    }

    private static int flags(byte[] b, int at) {
        return hasAdaptation(b, at) && b[at + HEADER] != 0 ? b[at + HEADER + 1] & 0xff : 0;
    }

    public static boolean isDiscontinuous(byte[] b, int at) {
        return (flags(b, at) & 0x80) != 0;
    }

    /** FFmpeg's muxer sets it in front of key frames. */
    public static boolean isRandomAccess(byte[] b, int at) {
        return (flags(b, at) & 0x40) != 0;
    }

    /** Where the payload begins, counted from the packet's first byte. */
    public static int payloadOffset(byte[] b, int at) {
        return hasAdaptation(b, at) ? HEADER + 1 + (b[at + HEADER] & 0xff) : HEADER;
    }

    /**
     * Whether the packet is filled up because what it carries ends in it: its adaptation field is
     * longer than what is in it (2.4.3.5, stuffing bytes).
     */
    public static boolean isStuffed(byte[] b, int at) {
        if (!hasAdaptation(b, at)) {
            return false;
        }
        int flags = flags(b, at);
        int length = b[at + HEADER] & 0xff;
        if ((flags & 0x0f) != 0) {
            return false; // parts whose length we would have to read; our muxer writes none
        }
        return length == 0 || length > 1 + ((flags & 0x10) != 0 ? PCR_BYTES : 0) || flags == 0;
    }

    /** Packets that carry nothing (2.4.3.3). */
    public static byte[] nulls(int count) {
        byte[] packets = new byte[count * SIZE];
        Arrays.fill(packets, (byte) 0xff);
        for (int at = 0; at < packets.length; at += SIZE) {
            packets[at] = SYNC;
            packets[at + 1] = NULL >> 8;
            packets[at + 3] = 0x10;
        }
        return packets;
    }
}
