package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * How a picture of a stream has to be turned to stand upright: that of a turned monitor may come as
 * the monitor scans it out. For any thread; nothing blocks.
 */
enum Turn {
    NONE("rotate-0", false, false, false),
    CLOCKWISE("rotate-90", true, false, true),
    UPSIDE_DOWN("rotate-180", false, true, true),
    ANTICLOCKWISE("rotate-270", true, true, false),
    MIRRORED("flip-rotate-0", false, true, false),
    MIRRORED_CLOCKWISE("flip-rotate-90", true, true, true),
    MIRRORED_UPSIDE_DOWN("flip-rotate-180", false, false, true),
    MIRRORED_ANTICLOCKWISE("flip-rotate-270", true, false, false);

    private final String tag;

    /** Its rows are the columns in memory. */
    private final boolean swaps;

    /** The first in a row, or column, of the memory is the last one. */
    private final boolean fromRight;

    private final boolean fromBottom;

    Turn(String tag, boolean swaps, boolean fromRight, boolean fromBottom) {
        this.tag = tag;
        this.swaps = swaps;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /**
     * That of GStreamer's {@code image-orientation}.
     *
     * @param tag null where the stream tells none
     */
    static Turn of(@Nullable String tag) {
        for (Turn turn : values()) {
            if (turn.tag.equals(tag)) {
                return turn;
            }
        }
        return NONE;
    }

    /** What lies in memory as large as it is upright, or the other way round; at its own corner. */
    Rect turned(Rect part) {
        return swaps
                ? new Rect(0, 0, part.height(), part.width())
                : new Rect(0, 0, part.width(), part.height());
    }

    /**
     * Where a part of the upright picture lies in memory.
     *
     * @param part from the upright picture's own corner
     * @param memory all of the picture
     */
    Rect inMemory(Rect part, Rect memory) {
        int x = swaps ? part.y() : part.x();
        int y = swaps ? part.x() : part.y();
        int width = swaps ? part.height() : part.width();
        int height = swaps ? part.width() : part.height();
        return new Rect(
                memory.x() + (fromRight ? memory.width() - x - width : x),
                memory.y() + (fromBottom ? memory.height() - y - height : y),
                width,
                height);
    }

    /**
     * Copies rows of the upright picture. Memory is read row by row, whichever way it is turned.
     *
     * @param order of the pixels that are read
     * @param first the byte at which memory has its first row's first pixel
     * @param stride bytes from one row of memory to the next
     * @param format of what is written
     * @param rows of the upright picture, over its whole width
     */
    void copy(
            PixelOrder order,
            MemorySegment from,
            long first,
            int stride,
            MemorySegment to,
            FrameFormat format,
            Rect rows) {
        if (this == NONE) {
            for (int y = rows.y(); y < rows.y() + rows.height(); y++) {
                order.copy(
                        from,
                        first + (long) y * stride,
                        to,
                        (long) y * format.strideBytes(),
                        format.width());
            }
            return;
        }
        Rect all = turned(format.whole());
        Rect part = inMemory(rows, all);
        long along = (fromRight ? -1L : 1L) * (swaps ? format.strideBytes() : PixelOrder.BYTES);
        for (int y = part.y(); y < part.y() + part.height(); y++) {
            int row = fromBottom ? all.height() - 1 - y : y;
            int column = fromRight ? all.width() - 1 - part.x() : part.x();
            long begin =
                    swaps
                            ? (long) column * format.strideBytes() + (long) row * PixelOrder.BYTES
                            : (long) row * format.strideBytes() + (long) column * PixelOrder.BYTES;
            order.copySpread(
                    from,
                    first + (long) y * stride + (long) part.x() * PixelOrder.BYTES,
                    to,
                    begin,
                    along,
                    part.width());
        }
    }
}
