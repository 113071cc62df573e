package dev.lastframe.core.testing;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an X server with one window on it, for test content. Drawing is buffered until
 * {@link #sync}. For one thread; structures and constants are those of {@code Xlib.h} on 64-bit
 * systems.
 */
final class XWindow implements AutoCloseable {

    private static final int MAP_NOTIFY = 19;
    private static final long STRUCTURE_NOTIFY_MASK = 1 << 17;
    private static final long CW_OVERRIDE_REDIRECT = 1 << 9;
    private static final int OVERRIDE_REDIRECT_OFFSET = 88;
    private static final int US_POSITION_AND_SIZE = 3;
    private static final int Z_PIXMAP = 2;

    private final Arena arena = Arena.ofConfined();
    private final Xlib xlib = new Xlib();
    private final long display;
    private final long root;
    private final long screen;
    private final long window;
    private final long gc;
    private final Geometry geometry;

    /**
     * Opens and shows a window, and returns when it is on the screen.
     *
     * @param wanted place and size, or null for the whole screen
     * @param managed whether a window manager may place and decorate it
     * @throws IllegalStateException if there is no display
     */
    XWindow(@Nullable Geometry wanted, boolean managed) {
        display = xlib.call("XOpenDisplay", 0);
        if (display == 0) {
            throw new IllegalStateException("no X display: " + System.getenv("DISPLAY"));
        }
        screen = (int) xlib.call("XDefaultScreen", display);
        root = xlib.call("XDefaultRootWindow", display);
        Geometry asked = wanted == null ? wholeScreen() : wanted;
        window =
                xlib.call(
                        "XCreateSimpleWindow",
                        display,
                        root,
                        asked.x(),
                        asked.y(),
                        asked.width(),
                        asked.height(),
                        0,
                        0,
                        white());
        gc = xlib.call("XCreateGC", display, window, 0, 0);
        xlib.call("XSetGraphicsExposures", display, gc, 0);
        show(asked, managed);
        geometry = actual();
    }

    /** Where the window really is, on the root window and without decoration. */
    Geometry geometry() {
        return geometry;
    }

    /** The window as a drawable. */
    long drawable() {
        return window;
    }

    /** A new off-screen drawable, all white, which lives as long as the connection. */
    long pixmap(int width, int height) {
        long depth = (int) xlib.call("XDefaultDepth", display, screen);
        long pixmap = xlib.call("XCreatePixmap", display, window, width, height, depth);
        fill(pixmap, (int) white(), 0, 0, width, height);
        return pixmap;
    }

    void fill(long drawable, int rgb, int x, int y, int width, int height) {
        xlib.call("XSetForeground", display, gc, rgb);
        xlib.call("XFillRectangle", display, drawable, gc, x, y, width, height);
    }

    /** Fills many rectangles by one request. */
    void fill(long drawable, int rgb, List<Geometry> rectangles) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment array = call.allocate(8L * rectangles.size(), 8);
            for (int i = 0; i < rectangles.size(); i++) {
                Geometry each = rectangles.get(i);
                array.setAtIndex(JAVA_SHORT, 4L * i, (short) each.x());
                array.setAtIndex(JAVA_SHORT, 4L * i + 1, (short) each.y());
                array.setAtIndex(JAVA_SHORT, 4L * i + 2, (short) each.width());
                array.setAtIndex(JAVA_SHORT, 4L * i + 3, (short) each.height());
            }
            xlib.call("XSetForeground", display, gc, rgb);
            xlib.call("XFillRectangles", display, drawable, gc, array.address(), rectangles.size());
        }
    }

    /** Draws a line of text in the server's built-in font; y is its base line. */
    void text(long drawable, int rgb, int x, int y, String text) {
        byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
        try (Arena call = Arena.ofConfined()) {
            MemorySegment bytes = call.allocateFrom(JAVA_BYTE, latin);
            xlib.call("XSetForeground", display, gc, rgb);
            xlib.call("XDrawString", display, drawable, gc, x, y, bytes.address(), latin.length);
        }
    }

    /** Puts pixels (0xRRGGBB, row by row) onto a drawable. */
    void pixels(long drawable, int[] rgb, int width, int x, int y) {
        int height = rgb.length / width;
        try (Arena call = Arena.ofConfined()) {
            MemorySegment data = call.allocateFrom(JAVA_INT, rgb);
            long visual = xlib.call("XDefaultVisual", display, screen);
            long image =
                    xlib.call(
                            "XCreateImage",
                            display,
                            visual,
                            24,
                            Z_PIXMAP,
                            0,
                            data.address(),
                            width,
                            height,
                            32,
                            0);
            xlib.call("XPutImage", display, drawable, gc, image, 0, 0, x, y, width, height);
            sync();
            // The image's own memory only: the pixels belong to the arena.
            xlib.call("XFree", image);
        }
    }

    /** Copies a part, given with its place in the source, to (x, y) of the target. */
    void copy(long source, long target, Geometry part, int x, int y) {
        xlib.call(
                "XCopyArea",
                display,
                source,
                target,
                gc,
                part.x(),
                part.y(),
                part.width(),
                part.height(),
                x,
                y);
    }

    /** Lets the server repaint uncovered parts of the window from a pixmap, and paints it now. */
    void background(long pixmap) {
        xlib.call("XSetWindowBackgroundPixmap", display, window, pixmap);
        xlib.call("XClearWindow", display, window);
    }

    /**
     * Makes what is drawn until {@link #endAtomic} one change: the server serves no one else in
     * between, so that no picture taken of it shows a part.
     */
    void beginAtomic() {
        xlib.call("XGrabServer", display);
    }

    void endAtomic() {
        xlib.call("XUngrabServer", display);
    }

    /** Returns when the server has done everything asked so far. */
    void sync() {
        xlib.call("XSync", display, 0);
    }

    /** Closes window and connection. */
    @Override
    public void close() {
        xlib.call("XCloseDisplay", display);
        arena.close();
    }

    private long white() {
        return xlib.call("XWhitePixel", display, screen);
    }

    private Geometry wholeScreen() {
        int width = (int) xlib.call("XDisplayWidth", display, screen);
        int height = (int) xlib.call("XDisplayHeight", display, screen);
        return new Geometry(width, height, 0, 0);
    }

    private void show(Geometry asked, boolean managed) {
        MemorySegment title = arena.allocateFrom("Lastframe barcodes");
        xlib.call("XStoreName", display, window, title.address());
        if (managed) {
            MemorySegment hints = arena.allocate(80, 8);
            hints.set(JAVA_LONG, 0, US_POSITION_AND_SIZE);
            hints.set(JAVA_INT, 8, asked.x());
            hints.set(JAVA_INT, 12, asked.y());
            hints.set(JAVA_INT, 16, asked.width());
            hints.set(JAVA_INT, 20, asked.height());
            xlib.call("XSetWMNormalHints", display, window, hints.address());
        } else {
            MemorySegment attributes = arena.allocate(112, 8);
            attributes.set(JAVA_INT, OVERRIDE_REDIRECT_OFFSET, 1);
            xlib.call(
                    "XChangeWindowAttributes",
                    display,
                    window,
                    CW_OVERRIDE_REDIRECT,
                    attributes.address());
        }
        xlib.call("XSelectInput", display, window, STRUCTURE_NOTIFY_MASK);
        xlib.call("XMapRaised", display, window);
        MemorySegment event = arena.allocate(192, 8);
        do {
            xlib.call("XNextEvent", display, event.address());
        } while (event.get(JAVA_INT, 0) != MAP_NOTIFY);
        xlib.call("XSelectInput", display, window, 0);
        xlib.call("XSync", display, 1);
    }

    private Geometry actual() {
        MemorySegment out = arena.allocate(64, 8);
        long a = out.address();
        xlib.call(
                "XGetGeometry", display, window, a, a + 8, a + 12, a + 16, a + 20, a + 24, a + 28);
        int width = out.get(JAVA_INT, 16);
        int height = out.get(JAVA_INT, 20);
        xlib.call("XTranslateCoordinates", display, window, root, 0, 0, a + 8, a + 12, a + 32);
        return new Geometry(width, height, out.get(JAVA_INT, 8), out.get(JAVA_INT, 12));
    }
}
