package dev.lastframe.core.testing;

/**
 * Where the two equal barcodes of a window are in a picture, in pixels of that picture: one along
 * the window's top edge, one along its bottom edge, both from its left edge. {@link #of} says where
 * they are on the screen; {@link #moved} and {@link #scaled} follow them into a recorded region or
 * a fitted picture.
 *
 * @param x left edge of both
 * @param topY top edge of the upper one
 * @param bottomY top edge of the lower one
 * @param cellWidth width of one of the 50 cells
 * @param cellHeight height of the cells
 */
public record BarcodeLayout(
        double x, double topY, double bottomY, double cellWidth, double cellHeight) {

    /** A macroblock of H.264: such a cell keeps its mean brightness at any bit rate. */
    private static final int LARGEST_CELL = 16;

    private static final int SMALLEST_CELL = 4;

    /** Cells have a size, and the lower barcode is below the upper. */
    public BarcodeLayout {
        if (!(cellWidth > 0 && cellHeight > 0 && bottomY > topY)) {
            throw new IllegalArgumentException("no layout of barcodes");
        }
    }

    /**
     * The layout of a window on the screen.
     *
     * @throws IllegalArgumentException if the window is smaller than 200×32 pixels
     */
    public static BarcodeLayout of(Geometry window) {
        int cell = Math.min(LARGEST_CELL, window.width() / Barcode.CELLS);
        int cellHeight = 2 * cell;
        if (cell < SMALLEST_CELL || window.height() < 2 * cellHeight) {
            throw new IllegalArgumentException("too small for two barcodes: " + window);
        }
        return new BarcodeLayout(
                window.x(),
                window.y(),
                (double) window.y() + window.height() - cellHeight,
                cell,
                cellHeight);
    }

    /** The same, moved: a recorded region at (x, y) moves it by (-x, -y). */
    public BarcodeLayout moved(double right, double down) {
        return new BarcodeLayout(x + right, topY + down, bottomY + down, cellWidth, cellHeight);
    }

    /** The same, scaled about the picture's upper left corner. */
    public BarcodeLayout scaled(double factor) {
        return new BarcodeLayout(
                x * factor,
                topY * factor,
                bottomY * factor,
                cellWidth * factor,
                cellHeight * factor);
    }

    /** Width of a barcode. */
    double width() {
        return Barcode.CELLS * cellWidth;
    }
}
