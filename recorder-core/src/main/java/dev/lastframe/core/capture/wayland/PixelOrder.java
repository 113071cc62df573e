package dev.lastframe.core.capture.wayland;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** How the four bytes of a stream's pixels follow one another; the fourth is never looked at. */
enum PixelOrder {
    /** As frames have them. */
    BLUE_FIRST,
    /** Red and blue change places while they are copied. */
    RED_FIRST;

    private static final ValueLayout.OfInt PIXEL =
            JAVA_INT.withByteAlignment(1).withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Of one pixel. */
    static final int BYTES = 4;

    /** The formats that are asked for, in GStreamer's words. */
    static final String FORMATS = "{ BGRx, BGRA, RGBx, RGBA }";

    /**
     * The order of a format in GStreamer's words.
     *
     * @throws IllegalArgumentException for one that was not asked for
     */
    static PixelOrder of(String format) {
        return switch (format) {
            case "BGRx", "BGRA" -> BLUE_FIRST;
            case "RGBx", "RGBA" -> RED_FIRST;
            default -> throw new IllegalArgumentException("the format " + format);
        };
    }

    /** Copies a row of pixels. */
    void copy(MemorySegment from, long fromOffset, MemorySegment to, long toOffset, int pixels) {
        if (this == BLUE_FIRST) {
            MemorySegment.copy(from, fromOffset, to, toOffset, 4L * pixels);
            return;
        }
        for (long i = 0; i < 4L * pixels; i += 4) {
            to.set(PIXEL, toOffset + i, blueFirst(from.get(PIXEL, fromOffset + i)));
        }
    }

    private static int blueFirst(int pixel) {
        return (pixel & 0x0000ff00) | ((pixel & 0xff) << 16) | ((pixel >>> 16) & 0xff);
    }

    /**
     * Copies a row of pixels that are not to lie beside one another.
     *
     * @param step bytes from one to the next where they are written; may be negative
     */
    void copySpread(
            MemorySegment from,
            long fromOffset,
            MemorySegment to,
            long toOffset,
            long step,
            int pixels) {
        long target = toOffset;
        for (long i = 0; i < (long) BYTES * pixels; i += BYTES) {
            int pixel = from.get(PIXEL, fromOffset + i);
            to.set(PIXEL, target, this == BLUE_FIRST ? pixel : blueFirst(pixel));
            target += step;
        }
    }
}
