package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server about windows, each question one or two round trips. Used by the thread that owns
 * the connection, with our handler of X errors in place: a window may be gone at any moment.
 */
final class WindowTree {

    /** {@code XWindowAttributes}. */
    private static final long ATTRIBUTES_BYTES = 136;

    private static final long DEPTH = 20;
    private static final long CLASS = 40;
    private static final long MAP_STATE = 92;
    private static final long OVERRIDE_REDIRECT = 120;
    private static final int INPUT_ONLY = 2;
    private static final int VIEWABLE = 2;
    private static final int DEPTH_WITH_ALPHA = 32;

    /** Deeper than windows are nested. */
    private static final int MOST_ANCESTORS = 64;

    private static final int CARDINAL = 6;
    private static final int SIDES = 4;

    private final X11Connection connection;
    private final long gtkFrameExtents;

    /**
     * A window of another program.
     *
     * @param x the outer left edge of its border, in its parent's coordinates
     * @param width without the border
     * @param border the border's width
     * @param viewable whether it and all around it are mapped
     * @param solid whether what lies under it cannot be seen, as far as known
     */
    record Facts(
            int x, int y, int width, int height, int border, boolean viewable, boolean solid) {}

    /** How much of a window's edges is no more than its shadow. */
    record Margins(int left, int right, int top, int bottom) {

        static final Margins NONE = new Margins(0, 0, 0, 0);
    }

    WindowTree(X11Connection connection) {
        this.connection = connection;
        try (Arena call = Arena.ofConfined()) {
            long name = call.allocateFrom("_GTK_FRAME_EXTENTS").address();
            gtkFrameExtents = XlibWindows.xInternAtom(connection.display(), name, 0);
        }
    }

    /** Null where the window is gone or has no picture. */
    @Nullable Facts facts(long window) {
        MemorySegment answer = connection.scratch().asSlice(0, ATTRIBUTES_BYTES);
        if (XlibWindows.xGetWindowAttributes(connection.display(), window, answer.address()) == 0
                || answer.get(JAVA_INT, CLASS) == INPUT_ONLY) {
            return null;
        }
        boolean overlay =
                answer.get(JAVA_INT, DEPTH) == DEPTH_WITH_ALPHA
                        && answer.get(JAVA_INT, OVERRIDE_REDIRECT) != 0;
        return new Facts(
                answer.get(JAVA_INT, 0),
                answer.get(JAVA_INT, 4),
                answer.get(JAVA_INT, 8),
                answer.get(JAVA_INT, 12),
                answer.get(JAVA_INT, 16),
                answer.get(JAVA_INT, MAP_STATE) == VIEWABLE,
                !overlay);
    }

    /** The window that lies on the desktop itself and holds this one; 0 where it is gone. */
    long onDesktop(long window) {
        long inner = window;
        for (int i = 0; i < MOST_ANCESTORS; i++) {
            long base = connection.scratch().address();
            long display = connection.display();
            int ok = XlibWindows.xQueryTree(display, inner, base, base + 8, base + 16, base + 24);
            if (ok == 0) {
                return 0;
            }
            long root = connection.scratch().get(JAVA_LONG, 0);
            long parent = connection.scratch().get(JAVA_LONG, 8);
            long children = connection.scratch().get(JAVA_LONG, 16);
            if (children != 0) {
                Xlib.xFree(children);
            }
            if (parent == root || parent == 0) {
                return inner;
            }
            inner = parent;
        }
        return 0;
    }

    /** The windows on the desktop, from the lowest to the uppermost. */
    long[] onDesktop() {
        long base = connection.scratch().address();
        long root = connection.root();
        int ok =
                XlibWindows.xQueryTree(
                        connection.display(), root, base, base + 8, base + 16, base + 24);
        long children = ok == 0 ? 0 : connection.scratch().get(JAVA_LONG, 16);
        if (children == 0) {
            return new long[0];
        }
        int count = connection.scratch().get(JAVA_INT, 24);
        long[] found = Native.at(children, 8L * count).toArray(JAVA_LONG);
        Xlib.xFree(children);
        return found;
    }

    /** What a window that draws its own shadow says of it. */
    Margins shadow(long window) {
        long base = connection.scratch().address();
        int refused =
                XlibWindows.xGetWindowProperty(
                        connection.display(),
                        window,
                        gtkFrameExtents,
                        0,
                        SIDES,
                        0,
                        CARDINAL,
                        base,
                        base + 8,
                        base + 16,
                        base + 24,
                        base + 32);
        long value = refused != 0 ? 0 : connection.scratch().get(JAVA_LONG, 32);
        if (value == 0) {
            return Margins.NONE;
        }
        boolean told =
                connection.scratch().get(JAVA_INT, 8) == 32
                        && connection.scratch().get(JAVA_LONG, 16) == SIDES;
        Margins margins = Margins.NONE;
        if (told) {
            MemorySegment sides = Native.at(value, 8L * SIDES);
            margins = new Margins(side(sides, 0), side(sides, 1), side(sides, 2), side(sides, 3));
        }
        Xlib.xFree(value);
        return margins;
    }

    private static int side(MemorySegment sides, int index) {
        return (int) Math.clamp(sides.getAtIndex(JAVA_LONG, index), 0, Short.MAX_VALUE);
    }
}
