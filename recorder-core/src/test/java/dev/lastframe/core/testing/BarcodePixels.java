package dev.lastframe.core.testing;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.frame.FrameFormat;
import java.lang.foreign.MemorySegment;

/** The barcodes of a {@link BarcodeWindow} without a window: painted into a picture's pixels. */
public final class BarcodePixels {

    private static final int BLACK = 0;
    private static final int WHITE = 0xFF_FFFF;

    private BarcodePixels() {}

    /**
     * Where they are in a picture of this shape.
     *
     * @throws IllegalArgumentException if it is smaller than 200×32 pixels
     */
    public static BarcodeLayout layout(FrameFormat format) {
        return BarcodeLayout.of(new Geometry(format.width(), format.height(), 0, 0));
    }

    /** Paints both barcodes of a number; the other pixels stay. */
    public static void paint(MemorySegment pixels, FrameFormat format, int number) {
        BarcodeLayout layout = layout(format);
        boolean[] cells = Barcode.cells(number);
        for (int y = 0; y < (int) layout.cellHeight(); y++) {
            row(pixels, format, (int) layout.topY() + y, cells);
            row(pixels, format, (int) layout.bottomY() + y, cells);
        }
    }

    /** What the upper one says; negative where it cannot be read. */
    public static int read(MemorySegment pixels, FrameFormat format) {
        BarcodeLayout layout = layout(format);
        double[] brightness = new double[Barcode.CELLS];
        long middle = (long) (layout.topY() + layout.cellHeight() / 2);
        long row = middle * format.strideBytes();
        for (int cell = 0; cell < Barcode.CELLS; cell++) {
            long column = (long) (layout.x() + (cell + 0.5) * layout.cellWidth());
            // the green part
            brightness[cell] = pixels.get(JAVA_BYTE, row + 4 * column + 1) & 0xff;
        }
        return Barcode.read(brightness);
    }

    private static void row(MemorySegment pixels, FrameFormat format, int y, boolean[] cells) {
        long start = (long) y * format.strideBytes() / Integer.BYTES;
        int cellWidth = (int) layout(format).cellWidth();
        for (int x = 0; x < cells.length * cellWidth; x++) {
            pixels.setAtIndex(JAVA_INT, start + x, cells[x / cellWidth] ? WHITE : BLACK);
        }
    }
}
