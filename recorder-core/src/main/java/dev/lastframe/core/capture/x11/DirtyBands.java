package dev.lastframe.core.capture.x11;

import dev.lastframe.core.frame.Rect;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The rows of a picture that changed and were not fetched yet, in bands of {@value #ROWS} rows over
 * the picture's whole width: a band keeps the picture's stride, so the server can write it straight
 * to its place in the frame. Used by the capture thread alone.
 */
final class DirtyBands {

    /** A multiple of 2, so that a band holds whole rows of the subsampled colour. */
    static final int ROWS = 16;

    private final Rect area;
    private final BitSet bands = new BitSet();

    DirtyBands(Rect area) {
        this.area = area;
    }

    /**
     * Marks a rectangle given in the desktop's coordinates; what lies outside is ignored.
     *
     * @return whether any of it lies inside
     */
    boolean mark(int x, int y, int width, int height) {
        int left = Math.max(x, area.x());
        int right = Math.min(x + width, area.x() + area.width());
        int top = Math.max(y, area.y()) - area.y();
        int bottom = Math.min(y + height, area.y() + area.height()) - area.y();
        boolean inside = left < right && top < bottom;
        if (inside) {
            bands.set(top / ROWS, (bottom - 1) / ROWS + 1);
        }
        return inside;
    }

    /** The same rows of a picture that has moved on the desktop. */
    DirtyBands at(Rect place) {
        DirtyBands moved = new DirtyBands(place);
        moved.bands.or(bands);
        return moved;
    }

    void markAll() {
        bands.set(0, (area.height() - 1) / ROWS + 1);
    }

    boolean isEmpty() {
        return bands.isEmpty();
    }

    void clear() {
        bands.clear();
    }

    /** Marks what is marked in another of the same area. */
    void add(DirtyBands other) {
        bands.or(other.bands);
    }

    /** Whether nothing is marked outside of these rows, which are whole bands. */
    boolean isWithin(Rect rows) {
        return bands.isEmpty()
                || (bands.nextSetBit(0) * ROWS >= rows.y()
                        && (bands.length() - 1) * ROWS < rows.y() + rows.height());
    }

    /** The changed rectangles, from top to bottom, in the picture's coordinates. */
    List<Rect> rectangles() {
        List<Rect> found = new ArrayList<>();
        int first = bands.nextSetBit(0);
        while (first >= 0) {
            int end = bands.nextClearBit(first);
            found.add(rows(first, end));
            first = bands.nextSetBit(end);
        }
        return found;
    }

    /** The rows from the first changed one to the last; only when not {@link #isEmpty}. */
    Rect bounds() {
        return rows(bands.nextSetBit(0), bands.length());
    }

    private Rect rows(int firstBand, int endBand) {
        int y = firstBand * ROWS;
        return new Rect(0, y, area.width(), Math.min(endBand * ROWS, area.height()) - y);
    }
}
