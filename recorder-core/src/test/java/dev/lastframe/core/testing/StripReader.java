package dev.lastframe.core.testing;

/**
 * Reads the two barcodes of a picture from its two strips, cut out and stacked: 8 bits of
 * brightness a pixel. Of each cell only the middle counts, away from its neighbours' ringing.
 */
final class StripReader {

    private final BarcodeLayout layout;
    private final StripCrop crop;

    StripReader(BarcodeLayout layout, StripCrop crop) {
        this.layout = layout;
        this.crop = crop;
    }

    /** The numbers above and below as one picture, whose time is given in microseconds. */
    DecodedPicture read(byte[] strips, long ptsMicros) {
        int top = number(strips, layout.topY() - crop.topY());
        int bottom = number(strips, layout.bottomY() - crop.bottomY() + crop.height());
        if (top == Barcode.UNREADABLE || bottom == Barcode.UNREADABLE) {
            return new DecodedPicture(ptsMicros, Barcode.UNREADABLE, false);
        }
        return new DecodedPicture(ptsMicros, top, top != bottom);
    }

    private int number(byte[] strips, double y) {
        double[] brightness = new double[Barcode.CELLS];
        for (int cell = 0; cell < Barcode.CELLS; cell++) {
            double left = layout.x() - crop.x() + cell * layout.cellWidth();
            brightness[cell] = middleOf(strips, left, y);
        }
        return Barcode.read(brightness);
    }

    private double middleOf(byte[] strips, double left, double top) {
        int fromX = clamp(left + layout.cellWidth() * 0.25, crop.width());
        int toX = clamp(left + layout.cellWidth() * 0.75, crop.width());
        int fromY = clamp(top + layout.cellHeight() * 0.25, 2 * crop.height());
        int toY = clamp(top + layout.cellHeight() * 0.75, 2 * crop.height());
        long sum = 0;
        int count = 0;
        for (int y = fromY; y <= toY; y++) {
            for (int x = fromX; x <= toX; x++) {
                sum += strips[y * crop.width() + x] & 0xFF;
                count++;
            }
        }
        return (double) sum / count;
    }

    private static int clamp(double position, int size) {
        return Math.clamp((long) Math.floor(position), 0, size - 1);
    }
}
