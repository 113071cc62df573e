package dev.lastframe.core.encode;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The last whole picture as the encoder wants it: YUV 4:2:0 in three planes, one after the other,
 * without padding. Rows are converted into it as they change, two at a time. Used by the encoder
 * thread alone; closed by it.
 *
 * <p>The loops are shaped for the compiler, which vectorises one reliably only if it is small and
 * writes one thing, reads and writes ints and longs only (it does not narrow to bytes), and can
 * tell what is written from what is read: not foreign memory from foreign memory, nor one array of
 * bytes from another at another index. So a picture's rows, which are foreign, become ints seen
 * through an array of bytes ({@link #wide}); that, read as longs, is narrowed into foreign memory
 * ({@link #half}), and this, again read as longs, into an array of ints ({@link #last}), from which
 * a plane's row is copied.
 */
final class YuvPicture implements AutoCloseable {

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long RED_AND_BLUE = 0x00ff00ff00ff00ffL;
    private static final long GREEN = 0x0000ff000000ff00L;

    private static final int WARM_UP_PICTURES = 30;

    /** An encoder looks at sixteen rows at once, so a gap of two of those is no gap. */
    private static final int NEAR_ROWS = 32;

    private final Arena arena = Arena.ofShared();
    private final int width;
    private final int height;
    private final MemorySegment planes;
    private final ByteBuffer buffer;

    /** Results of two rows: two numbers an int, for each column or for each square of pixels. */
    private final byte[] wide;

    /** The same, two columns or squares an int. */
    private final MemorySegment half;

    private final int[] redBlue;
    private final int[] green;

    /** Bytes of one row of a plane. */
    private final int[] last;

    private final MemorySegment lastBytes;
    private int changedRows;

    /**
     * @param width even
     * @param height even
     */
    YuvPicture(int width, int height) {
        this.width = width;
        this.height = height;
        planes = arena.allocate((long) width * height * 3 / 2, 64);
        buffer = planes.asByteBuffer();
        // So that four results are whole; what lies beyond the width is never copied out.
        int padded = (width + 7) & ~7;
        wide = new byte[4 * padded];
        half = arena.allocate(2L * padded, 64);
        redBlue = new int[padded / 2];
        green = new int[padded / 2];
        last = new int[padded / 4];
        lastBytes = MemorySegment.ofArray(last);
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
        return compare(source, format, rectangles, height);
    }

    /**
     * The same, until so much has changed that the rest is not worth a look: in motion all of it
     * has.
     *
     * @param most so many rows; when they are found to have changed, all that follow are taken for
     *     changed
     */
    List<Rect> compare(
            MemorySegment source, FrameFormat format, Iterable<Rect> rectangles, int most) {
        List<Rect> changed = new ArrayList<>();
        int top = 0;
        int bottom = 0;
        changedRows = 0;
        for (Rect rectangle : rectangles) {
            int end = endOf(rectangle);
            for (int row = firstOf(rectangle); row < end; row += 2) {
                boolean compared = changedRows < most;
                if (convertPair(source, format.strideBytes(), row, compared)) {
                    changedRows += 2;
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

    /** How many rows the last comparison found, or took, for changed. */
    int changedRows() {
        return changedRows;
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

    /**
     * @param compared whether to find out what changed
     * @return false if the planes are known to have been the same before
     */
    private boolean convertPair(MemorySegment source, int strideBytes, int row, boolean compared) {
        long above = (long) row * strideBytes;
        long below = above + strideBytes;
        boolean changed = convertLuma(source, above, below, row, compared);
        return convertChroma(source, above, below, row, compared) || changed;
    }

    private boolean convertLuma(
            MemorySegment source, long above, long below, int row, boolean compared) {
        lumaOfBoth(source, above, below, wide, width);
        joinBytes(wide, half, width / 2);
        long luma = (long) row * width;
        joinShorts(half, 0, last, (width + 2) / 4);
        boolean changed = take(lastBytes, 0, luma, width, compared);
        joinShorts(half, 16, last, (width + 2) / 4);
        changed |= take(lastBytes, 0, luma + width, width, compared);
        return changed;
    }

    private boolean convertChroma(
            MemorySegment source, long above, long below, int row, boolean compared) {
        int squares = width / 2;
        sumSquares(source, above, below, RED_AND_BLUE, redBlue, squares);
        sumSquares(source, above, below, GREEN, green, squares);
        weigh(redBlue, green, wide, squares);
        joinBytes(wide, half, (squares + 1) / 2);
        long chroma = chromaOf(row);
        joinShorts(half, 0, last, (squares + 3) / 4);
        boolean changed = take(lastBytes, 0, chroma, squares, compared);
        joinShorts(half, 16, last, (squares + 3) / 4);
        changed |= take(lastBytes, 0, chroma + vBehindU(), squares, compared);
        return changed;
    }

    private long chromaOf(int row) {
        return (long) width * height + (long) (row / 2) * (width / 2);
    }

    private long vBehindU() {
        return (long) width * height / 4;
    }

    /** Takes bytes over into a plane; false if they are known to be there already. */
    private boolean take(MemorySegment from, long start, long place, int count, boolean compared) {
        if (compared
                && MemorySegment.mismatch(from, start, start + count, planes, place, place + count)
                        == -1) {
            return false;
        }
        MemorySegment.copy(from, start, planes, place, count);
        return true;
    }

    /**
     * Luma of two rows.
     *
     * @param lumas an int a column: that of the upper row in bits 0 to 7, of the lower in 16 to 23
     */
    private static void lumaOfBoth(
            MemorySegment source, long above, long below, byte[] lumas, int count) {
        for (int i = 0; i < count; i++) {
            int upper = Bt709.luma16(source.get(JAVA_INT_UNALIGNED, above + 4L * i));
            int lower = Bt709.luma16(source.get(JAVA_INT_UNALIGNED, below + 4L * i));
            INTS.set(lumas, 4 * i, upper >>> 16 | (lower & 0xff0000));
        }
    }

    /**
     * Of two ints beside each other, the two bytes each that count become one int.
     *
     * @param joined the first numbers of both in bits 0 to 15, the second ones in 16 to 31
     */
    private static void joinBytes(byte[] ints, MemorySegment joined, int count) {
        for (int i = 0; i < count; i++) {
            long two = (long) LONGS.get(ints, 8 * i);
            joined.set(JAVA_INT_UNALIGNED, 4L * i, (int) (two | two >>> 24));
        }
    }

    /**
     * Of what was joined, the first numbers or the second ones: four of them an int.
     *
     * @param from 0 for the first, 16 for the second
     */
    private static void joinShorts(MemorySegment joined, int from, int[] ints, int count) {
        for (int i = 0; i < count; i++) {
            long two = joined.get(JAVA_LONG_UNALIGNED, 8L * i) >>> from;
            ints[i] = (int) ((two & 0xffffL) | (two >>> 16 & 0xffff0000L));
        }
    }

    /**
     * Sums 2x2 pixels. A long holds two neighbouring pixels, whose channels are summed side by
     * side.
     *
     * @param channels which of them, of both pixels; no two that are neighbours
     * @param sums with each channel where it is in a pixel, and two bits more
     */
    private static void sumSquares(
            MemorySegment source, long above, long below, long channels, int[] sums, int count) {
        for (int i = 0; i < count; i++) {
            long upper = source.get(JAVA_LONG_UNALIGNED, above + 8L * i) & channels;
            long lower = source.get(JAVA_LONG_UNALIGNED, below + 8L * i) & channels;
            long both = upper + lower;
            sums[i] = (int) (both + (both >>> 32));
        }
    }

    /**
     * Sums become chroma. A weight of green is what makes the three add up to 0, so it is enough to
     * weigh by how much red and blue differ from green.
     *
     * @param chroma an int a square: U in bits 0 to 7, V in 16 to 23
     */
    private static void weigh(int[] redBlue, int[] green, byte[] chroma, int count) {
        for (int i = 0; i < count; i++) {
            int g = green[i] >>> 8;
            int red = (redBlue[i] >>> 16) - g;
            int blue = (redBlue[i] & 0x3ff) - g;
            int u = Bt709.U_RED * red + Bt709.U_BLUE * blue + Bt709.UV_OFFSET;
            int v = Bt709.V_RED * red + Bt709.V_BLUE * blue + Bt709.UV_OFFSET;
            INTS.set(chroma, 4 * i, u >>> 18 | (v >>> 2 & 0xff0000));
        }
    }

    /** Converts a picture until the loops are compiled; about a fifth of a second, once. */
    static void warmUp() {
        FrameFormat format = FrameFormat.packed(640, 360);
        try (Arena arena = Arena.ofShared();
                YuvPicture picture = new YuvPicture(640, 360)) {
            MemorySegment source = arena.allocate(format.sizeBytes(), 64);
            List<Rect> all = List.of(format.whole());
            for (int i = 0; i < WARM_UP_PICTURES; i++) {
                picture.convert(source, format, all);
                picture.compare(source, format, all);
                // Another picture of which a row near the end differs.
                long last = source.byteSize() - 4;
                source.set(JAVA_INT_UNALIGNED, last, ~source.get(JAVA_INT_UNALIGNED, last));
            }
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
