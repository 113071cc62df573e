package dev.lastframe.core.encode;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The last whole picture as the encoder wants it: YUV 4:2:0 in three planes, one after the other,
 * without padding. Rows are converted into it as they change. Used by the encoder thread alone;
 * closed by it.
 *
 * <p>The loops go over heap arrays on purpose: the compiler vectorises them there, and cannot prove
 * that two pieces of foreign memory do not overlap. For the same reason a loop writes where it
 * reads, or from longs into ints. It does not vectorise the narrowing of ints to bytes: results are
 * joined by shifts instead, two longs' halves at a time, and an array is copied into one of the
 * other type between.
 */
final class YuvPicture implements AutoCloseable {

    private static final int WARM_UP_PICTURES = 60;

    /** An encoder looks at sixteen rows at once, so a gap of two of those is no gap. */
    private static final int NEAR_ROWS = 32;

    private final Arena arena = Arena.ofShared();
    private final int width;
    private final int height;
    private final MemorySegment planes;
    private final ByteBuffer buffer;
    private final int padded;
    private final long[] above;
    private final long[] below;
    private final int[] pixels;
    private final long[] pairs;
    private final int[] ints;
    private final long[] longs;
    private final MemorySegment aboveBytes;
    private final MemorySegment belowBytes;
    private final MemorySegment pixelsBytes;
    private final MemorySegment intsBytes;

    /**
     * @param width even
     * @param height even
     */
    YuvPicture(int width, int height) {
        this.width = width;
        this.height = height;
        planes = arena.allocate((long) width * height * 3 / 2, 64);
        buffer = planes.asByteBuffer();
        // So that eight pixels' results are whole; what lies beyond the width is never copied out.
        padded = (width + 7) & ~7;
        above = new long[padded / 2];
        below = new long[padded / 2];
        pixels = new int[padded];
        pairs = new long[padded / 2];
        ints = new int[padded / 2];
        longs = new long[padded / 4];
        aboveBytes = MemorySegment.ofArray(above);
        belowBytes = MemorySegment.ofArray(below);
        pixelsBytes = MemorySegment.ofArray(pixels);
        intsBytes = MemorySegment.ofArray(ints);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The planes: direct memory, position 0. */
    ByteBuffer buffer() {
        return buffer;
    }

    MemorySegment planes() {
        return planes;
    }

    /**
     * Converts the rows of some rectangles; their columns are taken as the whole width.
     *
     * @param source BGR0 pixels of a picture of this size
     */
    void convert(MemorySegment source, FrameFormat format, Iterable<Rect> rectangles) {
        for (Rect rectangle : rectangles) {
            int end = endOf(rectangle);
            for (int row = firstOf(rectangle); row < end; row += 2) {
                convertPair(source, format.strideBytes(), row, false);
            }
        }
    }

    /**
     * The same, and says what changed by it, at the cost of reading the planes.
     *
     * @return bands of the whole width outside of which the planes are as before; few, so some hold
     *     rows that did not change either; empty if the picture is the same
     */
    List<Rect> compare(MemorySegment source, FrameFormat format, Iterable<Rect> rectangles) {
        List<Rect> changed = new ArrayList<>();
        int top = 0;
        int bottom = 0;
        for (Rect rectangle : rectangles) {
            int end = endOf(rectangle);
            for (int row = firstOf(rectangle); row < end; row += 2) {
                if (convertPair(source, format.strideBytes(), row, true)) {
                    if (bottom == 0 || row < top || row > bottom + NEAR_ROWS) {
                        addBand(changed, top, bottom);
                        top = row;
                        bottom = row;
                    }
                    bottom = Math.max(bottom, row + 2);
                }
            }
        }
        addBand(changed, top, bottom);
        return changed;
    }

    private static int firstOf(Rect rectangle) {
        return rectangle.y() & ~1;
    }

    private static int endOf(Rect rectangle) {
        return rectangle.y() + rectangle.height() + 1 & ~1;
    }

    private void addBand(List<Rect> bands, int top, int bottom) {
        if (bottom > top) {
            bands.add(new Rect(0, top, width, bottom - top));
        }
    }

    private boolean convertPair(MemorySegment source, int strideBytes, int row, boolean compared) {
        long offset = (long) row * strideBytes;
        int half = width / 2;
        MemorySegment.copy(source, JAVA_LONG_UNALIGNED, offset, above, 0, half);
        MemorySegment.copy(source, JAVA_LONG_UNALIGNED, offset + strideBytes, below, 0, half);
        boolean changed = convertLuma(aboveBytes, row, compared);
        changed |= convertLuma(belowBytes, row + 1, compared);
        sumSquares(above, below, ints, padded / 2);
        weigh(ints, padded / 2);
        MemorySegment.copy(intsBytes, JAVA_LONG_UNALIGNED, 0, longs, 0, padded / 4);
        joinBytes(longs, ints, padded / 4);
        MemorySegment.copy(intsBytes, JAVA_LONG_UNALIGNED, 0, longs, 0, padded / 8);
        long plane = (long) width * height;
        long place = plane + (long) (row / 2) * half;
        joinLower(longs, ints, padded / 8);
        changed |= take(place, half, compared);
        joinUpper(longs, ints, padded / 8);
        changed |= take(place + plane / 4, half, compared);
        return changed;
    }

    private boolean convertLuma(MemorySegment rowBytes, int row, boolean compared) {
        MemorySegment.copy(rowBytes, JAVA_INT_UNALIGNED, 0, pixels, 0, padded);
        lumaRow(pixels, padded);
        MemorySegment.copy(pixelsBytes, JAVA_LONG_UNALIGNED, 0, pairs, 0, padded / 2);
        joinBytes(pairs, ints, padded / 2);
        MemorySegment.copy(intsBytes, JAVA_LONG_UNALIGNED, 0, longs, 0, padded / 4);
        joinShorts(longs, ints, padded / 4);
        return take((long) row * width, width, compared);
    }

    /** Takes what was joined over into a plane; false if that is known to be there already. */
    private boolean take(long place, int count, boolean compared) {
        if (compared
                && MemorySegment.mismatch(intsBytes, 0, count, planes, place, place + count)
                        == -1) {
            return false;
        }
        MemorySegment.copy(intsBytes, 0, planes, place, count);
        return true;
    }

    private static void lumaRow(int[] pixels, int count) {
        for (int i = 0; i < count; i++) {
            pixels[i] = Bt709.luma(pixels[i]);
        }
    }

    /** Two ints a long, of which the lowest byte of each half stays: beside each other. */
    private static void joinBytes(long[] twos, int[] joined, int count) {
        for (int i = 0; i < count; i++) {
            joined[i] = (int) (twos[i] | twos[i] >>> 24);
        }
    }

    private static void joinShorts(long[] twos, int[] joined, int count) {
        for (int i = 0; i < count; i++) {
            joined[i] = (int) (twos[i] | twos[i] >>> 16);
        }
    }

    private static void joinLower(long[] twos, int[] joined, int count) {
        for (int i = 0; i < count; i++) {
            joined[i] = (int) ((twos[i] & 0xffffL) | (twos[i] >>> 16 & 0xffff0000L));
        }
    }

    private static void joinUpper(long[] twos, int[] joined, int count) {
        for (int i = 0; i < count; i++) {
            joined[i] = (int) ((twos[i] >>> 16 & 0xffffL) | (twos[i] >>> 32 & 0xffff0000L));
        }
    }

    /**
     * Sums 2x2 pixels. A long holds two neighbouring pixels; its channels are summed side by side,
     * which ten bits each leave room for.
     *
     * @param sums red in bits 20 to 29, green in 10 to 19, blue in 0 to 9
     */
    private static void sumSquares(long[] above, long[] below, int[] sums, int count) {
        for (int i = 0; i < count; i++) {
            long redBlue = (above[i] & 0x00ff00ff00ff00ffL) + (below[i] & 0x00ff00ff00ff00ffL);
            long green =
                    (above[i] >>> 8 & 0x000000ff000000ffL) + (below[i] >>> 8 & 0x000000ff000000ffL);
            long rb = redBlue + (redBlue >>> 32);
            long g = green + (green >>> 32);
            sums[i] = (int) ((rb & 0x3ff0000L) << 4 | (g & 0x3ffL) << 10 | (rb & 0x3ffL));
        }
    }

    /** Sums become U in the lowest byte and V in the third. */
    private static void weigh(int[] sums, int count) {
        for (int i = 0; i < count; i++) {
            int red = sums[i] >>> 20;
            int green = sums[i] >>> 10 & 0x3ff;
            int blue = sums[i] & 0x3ff;
            int u = Bt709.U_RED * red + Bt709.U_GREEN * green + Bt709.U_BLUE * blue;
            int v = Bt709.V_RED * red + Bt709.V_GREEN * green + Bt709.V_BLUE * blue;
            sums[i] = (u + Bt709.UV_OFFSET) >> 18 | (v + Bt709.UV_OFFSET) >> 18 << 16;
        }
    }

    /** Converts a picture until the loops are compiled; about a tenth of a second, once. */
    static void warmUp() {
        FrameFormat format = FrameFormat.packed(640, 360);
        try (Arena arena = Arena.ofConfined();
                YuvPicture picture = new YuvPicture(640, 360)) {
            MemorySegment source = arena.allocate(format.sizeBytes(), 64);
            List<Rect> all = List.of(format.whole());
            for (int i = 0; i < WARM_UP_PICTURES; i++) {
                picture.convert(source, format, all);
                picture.compare(source, format, all);
            }
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
