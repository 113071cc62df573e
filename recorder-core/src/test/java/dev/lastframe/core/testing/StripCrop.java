package dev.lastframe.core.testing;

/**
 * The two parts of a picture that hold its barcodes, on even positions so that a picture with
 * halved colour planes can be cut there. In pixels of the picture.
 *
 * @param x left edge of both
 * @param topY top edge of the upper one
 * @param bottomY top edge of the lower one
 * @param width of each
 * @param height of each
 */
record StripCrop(int x, int topY, int bottomY, int width, int height) {

    /**
     * The parts for a layout, clipped to the picture.
     *
     * @throws IllegalArgumentException if a barcode is mostly outside the picture
     */
    static StripCrop of(BarcodeLayout layout, int pictureWidth, int pictureHeight) {
        int width = Math.min(even(pictureWidth), even(layout.width() + 3));
        int height = Math.min(even(pictureHeight), even(layout.cellHeight() + 3));
        int x = Math.clamp(even(layout.x()), 0, even(pictureWidth) - width);
        int topY = Math.clamp(even(layout.topY()), 0, even(pictureHeight) - height);
        int bottomY = Math.clamp(even(layout.bottomY()), 0, even(pictureHeight) - height);
        boolean inside =
                layout.x() >= -layout.cellWidth() / 4
                        && layout.x() + layout.width() <= pictureWidth + layout.cellWidth() / 4
                        && layout.topY() >= -layout.cellHeight() / 4
                        && layout.bottomY() + layout.cellHeight()
                                <= pictureHeight + layout.cellHeight() / 4;
        if (!inside) {
            throw new IllegalArgumentException(
                    "the barcodes (%s) are outside the picture of %dx%d"
                            .formatted(layout, pictureWidth, pictureHeight));
        }
        return new StripCrop(x, topY, bottomY, width, height);
    }

    /** Bytes of both parts, stacked, at 8 bits a pixel. */
    int bytes() {
        return 2 * width * height;
    }

    private static int even(double value) {
        return (int) Math.floor(value / 2) * 2;
    }
}
