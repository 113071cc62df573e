package dev.lastframe.core.export;

import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Puts access units of H.264 into a transport stream (ISO/IEC 13818-1) with any times, for a
 * program that reads it from a pipe. Used by one thread.
 */
final class TransportWriter {

    private static final int MAP_PID = 0x1000;
    private static final int VIDEO_PID = 0x100;
    private static final int VIDEO_STREAM = 0xe0;
    private static final int H264 = 0x1b;
    private static final int HEADER = 4;
    private static final int ROOM = TransportPacket.SIZE - HEADER;

    private final OutputStream target;
    private final byte[] packet = new byte[TransportPacket.SIZE];
    private int count;

    TransportWriter(OutputStream target) throws IOException {
        this.target = target;
        table(0, 0x00, 0x00, 0x01, 0x00, 0x01, high(MAP_PID), low(MAP_PID));
        table(
                MAP_PID,
                0x02,
                0x00,
                0x01,
                high(VIDEO_PID),
                low(VIDEO_PID),
                0xf0,
                0x00,
                H264,
                high(VIDEO_PID),
                low(VIDEO_PID),
                0xf0,
                0x00);
    }

    /** The upper five bits of a stream's number, and three that are always set. */
    private static int high(int pid) {
        return 0xe0 | (pid >> 8);
    }

    private static int low(int pid) {
        return pid & 0xff;
    }

    /** One table of one section: its kind, its number, then what is in it. */
    private void table(int pid, int kind, int numberHigh, int numberLow, int... content)
            throws IOException {
        Arrays.fill(packet, (byte) 0xff);
        header(pid, true, 0x10);
        int at = HEADER;
        packet[at++] = 0;
        int begin = at;
        int length = 5 + content.length + 4;
        int[] head = {kind, 0xb0 | length >> 8, length & 0xff, numberHigh, numberLow, 0xc1, 0, 0};
        for (int value : head) {
            packet[at++] = (byte) value;
        }
        for (int value : content) {
            packet[at++] = (byte) value;
        }
        int check = checksum(begin, at);
        for (int shift = 24; shift >= 0; shift -= 8) {
            packet[at++] = (byte) (check >> shift);
        }
        target.write(packet);
    }

    /** CRC-32/MPEG-2. */
    private int checksum(int from, int end) {
        int check = -1;
        for (int i = from; i < end; i++) {
            check ^= packet[i] << 24;
            for (int bit = 0; bit < 8; bit++) {
                check = check < 0 ? check << 1 ^ 0x04c11db7 : check << 1;
            }
        }
        return check;
    }

    private void header(int pid, boolean starts, int control) {
        packet[0] = TransportPacket.SYNC;
        packet[1] = (byte) ((starts ? 0x40 : 0) | pid >> 8);
        packet[2] = (byte) pid;
        packet[3] = (byte) control;
    }

    /**
     * Writes one access unit.
     *
     * @param ticks its time, of which 33 bits are kept
     */
    void unit(byte[] unit, long ticks) throws IOException {
        byte[] times = new byte[19];
        byte[] fixed = {0, 0, 1, (byte) VIDEO_STREAM, 0, 0, (byte) 0x80, (byte) 0xc0, 10};
        System.arraycopy(fixed, 0, times, 0, fixed.length);
        time(times, 9, 0x30, ticks);
        time(times, 14, 0x10, ticks);
        int done = -times.length;
        while (done < unit.length) {
            int left = unit.length - done;
            int payload = Math.min(left, ROOM);
            header(VIDEO_PID, done < 0, (payload < ROOM ? 0x30 : 0x10) | (count++ & 0x0f));
            int at = HEADER;
            if (payload < ROOM) {
                int stuffing = ROOM - payload - 1;
                packet[at++] = (byte) stuffing;
                if (stuffing > 0) {
                    packet[at++] = 0;
                    Arrays.fill(packet, at, at + stuffing - 1, (byte) 0xff);
                    at += stuffing - 1;
                }
            }
            if (done < 0) {
                System.arraycopy(times, 0, packet, at, times.length);
                at += times.length;
                done = 0;
                payload -= times.length;
            }
            System.arraycopy(unit, done, packet, at, payload);
            done += payload;
            target.write(packet);
        }
    }

    private static void time(byte[] into, int at, int mark, long ticks) {
        into[at] = (byte) (mark | ((ticks >> 29) & 0x0e) | 1);
        into[at + 1] = (byte) (ticks >> 22);
        into[at + 2] = (byte) (((ticks >> 14) & 0xfe) | 1);
        into[at + 3] = (byte) (ticks >> 7);
        into[at + 4] = (byte) (((ticks << 1) & 0xfe) | 1);
    }
}
