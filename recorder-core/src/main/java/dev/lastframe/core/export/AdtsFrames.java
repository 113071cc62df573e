package dev.lastframe.core.export;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The AAC frames of a recording's sound, without the headers that a transport stream needs (ISO/IEC
 * 14496-3, 1.A.2.2). A frame may go over the border of two units. Used by one thread; blocks for
 * the disk.
 */
final class AdtsFrames {

    private static final int HEADER = 7;
    private static final int CHECKSUM = 2;

    private final StreamUnits units;
    private byte[] waiting = new byte[0];
    private int next;
    private int from;
    private int length;

    /** Where the newest unit begins, and its time until a frame had it. */
    private int unitFrom;

    private OptionalLong unitPts = OptionalLong.empty();
    private OptionalLong pts = OptionalLong.empty();

    AdtsFrames(StreamUnits units) {
        this.units = units;
    }

    /**
     * Reads the next one.
     *
     * @return false at the end
     * @throws IOException when the file cannot be read, or this is no AAC
     */
    boolean next() throws IOException, InterruptedException {
        if (!fill(HEADER)) {
            return false;
        }
        int whole =
                (waiting[next + 3] & 0x03) << 11
                        | (waiting[next + 4] & 0xff) << 3
                        | (waiting[next + 5] & 0xe0) >> 5;
        boolean checked = (waiting[next + 1] & 1) == 0;
        int header = checked ? HEADER + CHECKSUM : HEADER;
        if (waiting[next] != (byte) 0xff
                || (waiting[next + 1] & 0xf6) != 0xf0
                || whole < header
                || !fill(whole)) {
            throw new IOException("sound that is no whole AAC");
        }
        // a unit's time is that of the first frame that begins in it
        pts = next >= unitFrom ? unitPts : OptionalLong.empty();
        unitPts = next >= unitFrom ? OptionalLong.empty() : unitPts;
        from = next + header;
        length = whole - header;
        next += whole;
        return true;
    }

    private boolean fill(int wanted) throws IOException, InterruptedException {
        while (waiting.length - next < wanted) {
            if (!units.next()) {
                return false;
            }
            byte[] left = Arrays.copyOfRange(waiting, next, waiting.length);
            waiting = Arrays.copyOf(left, left.length + units.length());
            System.arraycopy(units.unit(), 0, waiting, left.length, units.length());
            next = 0;
            unitFrom = left.length;
            unitPts = OptionalLong.of(units.pts());
        }
        return true;
    }

    /** When it is heard, in 90 kHz, 33 bits; empty where the recording does not say. */
    OptionalLong pts() {
        return pts;
    }

    /** What holds the frame that was read last; valid until the next one is. */
    byte[] bytes() {
        return waiting;
    }

    /** Where it begins. */
    int from() {
        return from;
    }

    int length() {
        return length;
    }
}
