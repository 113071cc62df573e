package dev.lastframe.core.encode;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The last whole picture as the encoder wants it: YUV 4:2:0 in three planes, one after the other,
 * without padding. Rows are converted into it as they change. Used by the encoder thread alone;
 * closed by it.
 *
 * <p>The loops go over heap arrays on purpose: the compiler vectorises them there, and cannot prove
 * that two pieces of foreign memory do not overlap.
 */
final class YuvPicture implements AutoCloseable {

    private static final int WARM_UP_PICTURES = 60;

    private final Arena arena = Arena.ofShared();
    private final int width;
    private final int height;
    private final MemorySegment planes;
    private final ByteBuffer buffer;
    private final int[] pixels;
    private final long[] above;
    private final long[] below;
    private final int[] sums;
    private final byte[] luma;
    private final byte[] u;
    private final byte[] v;

    /**
     * @param width even
     * @param height even
     */
    YuvPicture(int width, int height) {
        this.width = width;
        this.height = height;
        planes = arena.allocate((long) width * height * 3 / 2, 64);
        buffer = planes.asByteBuffer();
        pixels = new int[width];
        above = new long[width / 2];
        below = new long[width / 2];
        sums = new int[width / 2];
        luma = new byte[width];
        u = new byte[width / 2];
        v = new byte[width / 2];
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

    /** Whether both hold the same picture. */
    boolean sameAs(YuvPicture other) {
        return planes.mismatch(other.planes) == -1;
    }

    /**
     * Converts the rows of some rectangles; their columns are taken as the whole width.
     *
     * @param source BGR0 pixels of a picture of this size
     */
    void convert(MemorySegment source, FrameFormat format, Iterable<Rect> rectangles) {
        for (Rect rectangle : rectangles) {
            int first = rectangle.y() & ~1;
            int end = rectangle.y() + rectangle.height() + 1 & ~1;
            for (int row = first; row < end; row += 2) {
                convertPair(source, format.strideBytes(), row);
            }
        }
    }

    private void convertPair(MemorySegment source, int strideBytes, int row) {
        long offset = (long) row * strideBytes;
        long plane = (long) width * height;
        long rowBelow = offset + strideBytes;
        MemorySegment.copy(source, JAVA_INT_UNALIGNED, offset, pixels, 0, width);
        lumaRow(pixels, luma, width);
        MemorySegment.copy(luma, 0, planes, JAVA_BYTE, (long) row * width, width);
        MemorySegment.copy(source, JAVA_INT_UNALIGNED, rowBelow, pixels, 0, width);
        lumaRow(pixels, luma, width);
        MemorySegment.copy(luma, 0, planes, JAVA_BYTE, (long) (row + 1) * width, width);
        int half = width / 2;
        MemorySegment.copy(source, JAVA_LONG_UNALIGNED, offset, above, 0, half);
        MemorySegment.copy(source, JAVA_LONG_UNALIGNED, rowBelow, below, 0, half);
        sumSquares(above, below, sums, half);
        chromaRow(sums, pixels, u, half, Bt709.U_RED, Bt709.U_GREEN, Bt709.U_BLUE);
        chromaRow(sums, pixels, v, half, Bt709.V_RED, Bt709.V_GREEN, Bt709.V_BLUE);
        long place = (long) (row / 2) * half;
        MemorySegment.copy(u, 0, planes, JAVA_BYTE, plane + place, half);
        MemorySegment.copy(v, 0, planes, JAVA_BYTE, plane + plane / 4 + place, half);
    }

    /** Computed and narrowed in two loops: the compiler vectorises each, but not both in one. */
    private static void lumaRow(int[] pixels, byte[] luma, int count) {
        for (int i = 0; i < count; i++) {
            pixels[i] = Bt709.luma(pixels[i]);
        }
        narrow(pixels, luma, count);
    }

    private static void narrow(int[] values, byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) values[i];
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
            above[i] = (rb & 0x3ff0000L) << 4 | (g & 0x3ffL) << 10 | (rb & 0x3ffL);
        }
        for (int i = 0; i < count; i++) {
            sums[i] = (int) above[i];
        }
    }

    private static void chromaRow(
            int[] sums, int[] scratch, byte[] chroma, int count, int red, int green, int blue) {
        for (int i = 0; i < count; i++) {
            int sum = sums[i];
            int weighted = red * (sum >>> 20) + green * (sum >>> 10 & 0x3ff) + blue * (sum & 0x3ff);
            scratch[i] = (weighted + Bt709.UV_OFFSET) >> 18;
        }
        narrow(scratch, chroma, count);
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
            }
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
