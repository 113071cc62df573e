package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The pointer: where it is, what it looks like, and drawing it into a picture. The server leaves it
 * out of its pictures and reports no damage for it. Used by the capture thread alone.
 */
final class X11Pointer {

    private static final long CURSOR_NOTIFY_MASK = 1;

    private final X11Connection connection;
    private final int eventBase;
    private final PointerPlace asked;
    private boolean imageStale = true;
    private @Nullable Image image;
    private @Nullable Rect drawn;

    /** The pointer's picture; a record would compare its pixels by identity. */
    private static final class Image {
        final int width;
        final int height;
        final int hotX;
        final int hotY;
        final int[] argb;

        /** Of the picture, as the pointer is drawn into it. */
        final int[] row;

        Image(int width, int height, int hotX, int hotY, int[] argb) {
            this.width = width;
            this.height = height;
            this.hotX = hotX;
            this.hotY = hotY;
            this.argb = argb;
            this.row = new int[width];
        }
    }

    private X11Pointer(X11Connection connection, int eventBase) {
        this.connection = connection;
        this.eventBase = eventBase;
        this.asked = new PointerPlace(connection, connection.scratch());
    }

    /** Null where the server has no XFIXES: the picture then has no pointer. */
    static @Nullable X11Pointer open(X11Connection connection) {
        MemorySegment scratch = connection.scratch();
        long base = scratch.address();
        if (Xfixes.xFixesQueryExtension(connection.display(), base, base + 4) == 0) {
            return null;
        }
        int eventBase = scratch.get(JAVA_INT, 0);
        Xfixes.xFixesQueryVersion(connection.display(), base, base + 4);
        Xfixes.xFixesSelectCursorInput(connection.display(), connection.root(), CURSOR_NOTIFY_MASK);
        return new X11Pointer(connection, eventBase);
    }

    /** Takes note of an event. */
    void onEvent(int type) {
        if (type == eventBase + 1) {
            imageStale = true;
        }
    }

    /**
     * Asks where the pointer is (one round trip), and what it looks like if that changed (another);
     * marks the places it left and entered.
     */
    void look(DirtyBands dirty) {
        asked.ask();
        refresh(dirty);
        move(dirty);
    }

    /** Asks what the pointer looks like if that changed, and marks the place of the old picture. */
    void refresh(DirtyBands dirty) {
        if (imageStale) {
            image = fetch();
            imageStale = false;
            Rect before = drawn;
            drawn = null;
            mark(before, dirty);
        }
    }

    /**
     * Sends the question where the pointer is.
     *
     * @return for {@link #read}
     */
    int send(XcbRequests requests) {
        return asked.send(requests);
    }

    /** Waits for the answer and marks the places that the pointer left and entered. */
    void read(XcbRequests requests, int sequence, DirtyBands dirty) {
        asked.read(requests, sequence);
        move(dirty);
    }

    private void move(DirtyBands dirty) {
        Rect now = place();
        Rect before = drawn;
        if (now == null ? before != null : !now.equals(before)) {
            mark(before, dirty);
            mark(now, dirty);
            drawn = now;
        }
    }

    /** Marks where it is: the picture moved under it, or shows it no longer. */
    void markPlace(DirtyBands dirty) {
        mark(drawn, dirty);
    }

    private static void mark(@Nullable Rect place, DirtyBands dirty) {
        if (place != null) {
            dirty.mark(place.x(), place.y(), place.width(), place.height());
        }
    }

    private @Nullable Rect place() {
        Image i = image;
        return i == null
                ? null
                : new Rect(asked.x() - i.hotX, asked.y() - i.hotY, i.width, i.height);
    }

    private @Nullable Image fetch() {
        long address = Xfixes.xFixesGetCursorImage(connection.display());
        if (address == 0) {
            return null;
        }
        MemorySegment c = Native.at(address, 48);
        int width = c.get(JAVA_SHORT, 4) & 0xffff;
        int height = c.get(JAVA_SHORT, 6) & 0xffff;
        int count = width * height;
        int[] argb = new int[count];
        MemorySegment pixels = Native.at(c.get(JAVA_LONG, 24), 8L * count);
        for (int i = 0; i < count; i++) {
            argb[i] = (int) pixels.getAtIndex(JAVA_LONG, i);
        }
        Image fetched =
                count == 0
                        ? null
                        : new Image(
                                width,
                                height,
                                c.get(JAVA_SHORT, 8) & 0xffff,
                                c.get(JAVA_SHORT, 10) & 0xffff,
                                argb);
        Xlib.xFree(address);
        return fetched;
    }

    /**
     * Draws the pointer into the rows of a picture that were just fetched.
     *
     * @param area the picture's place on the desktop
     * @param rows the rows that were fetched, in the picture's coordinates
     */
    void draw(MemorySegment pixels, FrameFormat format, Rect area, Rect rows) {
        Rect place = drawn;
        Image i = image;
        if (place == null || i == null) {
            return;
        }
        int left = Math.max(place.x(), area.x());
        int right = Math.min(place.x() + place.width(), area.x() + area.width());
        int top = Math.max(place.y(), area.y() + rows.y());
        int bottom = Math.min(place.y() + place.height(), area.y() + rows.y() + rows.height());
        int count = right - left;
        for (int row = top; row < bottom && count > 0; row++) {
            long first =
                    (long) (row - area.y()) * format.strideBytes()
                            + (long) (left - area.x()) * FrameFormat.BYTES_PER_PIXEL;
            MemorySegment.copy(pixels, JAVA_INT, first, i.row, 0, count);
            draw(i.argb, (row - place.y()) * i.width + left - place.x(), i.row, count);
            MemorySegment.copy(i.row, 0, pixels, JAVA_INT, first, count);
        }
    }

    /** Between arrays: quick as it is, the loop would be too much to compile with more in it. */
    private static void draw(int[] argb, int from, int[] row, int count) {
        for (int i = 0; i < count; i++) {
            int source = argb[from + i];
            if (source != 0) {
                row[i] = over(source, row[i]);
            }
        }
    }

    /** Porter and Duff's "over" with a source whose colours are already multiplied by its alpha. */
    static int over(int source, int below) {
        int rest = 255 - (source >>> 24);
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int channel = (source >>> shift & 0xff) + ((below >>> shift & 0xff) * rest + 127) / 255;
            result |= Math.min(255, channel) << shift;
        }
        return result;
    }
}
