package dev.lastframe.core.transport;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of one packet of an elementary stream (ISO/IEC 13818-1, 2.4.3.6); of video that is
 * one access unit.
 *
 * @param bytes of the whole, header included; {@link #UNKNOWN} where it is not said
 * @param pts presentation time in 90 kHz, 33 bits
 */
public record PesHeader(int bytes, long pts) {

    public static final int UNKNOWN = 0;

    /** 90 kHz ticks a millisecond. */
    public static final int TICKS_A_MILLI = 90;

    private static final int PREFIX = 6;
    private static final int SHORTEST = 14;
    private static final long WRAP = 1L << 33;

    /**
     * Reads it.
     *
     * @param from where it begins
     * @param end behind the packet's last byte
     * @return null if there is none with a presentation time
     */
    public static @Nullable PesHeader read(byte[] b, int from, int end) {
        if (end - from < SHORTEST
                || b[from] != 0
                || b[from + 1] != 0
                || b[from + 2] != 1
                || (b[from + 6] & 0xc0) != 0x80
                || (b[from + 7] & 0x80) == 0) {
            return null;
        }
        int length = (b[from + 4] & 0xff) << 8 | (b[from + 5] & 0xff);
        long pts =
                (b[from + 9] & 0x0eL) << 29
                        | (b[from + 10] & 0xffL) << 22
                        | (b[from + 11] & 0xfeL) << 14
                        | (b[from + 12] & 0xffL) << 7
                        | (b[from + 13] & 0xfeL) >> 1;
        return new PesHeader(length == 0 ? UNKNOWN : length + PREFIX, pts);
    }

    /**
     * Ticks from one time to another, over the end of the 33 bits too; negative if it is before.
     */
    public static long ticks(long from, long to) {
        long ahead = (to - from) & (WRAP - 1);
        return ahead < WRAP / 2 ? ahead : ahead - WRAP;
    }
}
