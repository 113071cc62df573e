package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    /** Deeper than a window manager's frames are. */
    private static final int MOST_FRAMES = 4;

    private static final int SIDES = 4;
    private static final long WM_NAME = 39;

    private final X11Connection connection;
    private final WindowProperties properties;
    private final long gtkFrameExtents;
    private final long state;
    private final long netName;
    private final long windowType;
    private final long desktopType;

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
        properties = new WindowProperties(connection);
        gtkFrameExtents = properties.name("_GTK_FRAME_EXTENTS");
        state = properties.name("WM_STATE");
        netName = properties.name("_NET_WM_NAME");
        windowType = properties.name("_NET_WM_WINDOW_TYPE");
        desktopType = properties.name("_NET_WM_WINDOW_TYPE_DESKTOP");
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
        return children(connection.root());
    }

    private long[] children(long window) {
        long base = connection.scratch().address();
        int ok =
                XlibWindows.xQueryTree(
                        connection.display(), window, base, base + 8, base + 16, base + 24);
        long children = ok == 0 ? 0 : connection.scratch().get(JAVA_LONG, 16);
        if (children == 0) {
            return new long[0];
        }
        int count = connection.scratch().get(JAVA_INT, 24);
        long[] found = Native.at(children, 8L * count).toArray(JAVA_LONG);
        Xlib.xFree(children);
        return found;
    }

    /** The window that an application made, within its frame; the frame where none is known. */
    long client(long frame) {
        List<Long> level = List.of(frame);
        for (int depth = 0; depth < MOST_FRAMES; depth++) {
            List<Long> next = new ArrayList<>();
            for (long window : level) {
                if (properties.of(window, state) != null) {
                    return window;
                }
                for (long child : children(window)) {
                    next.add(child);
                }
            }
            level = next;
        }
        return frame;
    }

    /** Whether it is the background that a desktop draws. */
    boolean isDesktop(long window) {
        WindowProperties.Value types = properties.of(window, windowType);
        return types != null && types.numbers().contains(desktopType);
    }

    /** What a window calls itself; empty where it does not. */
    String title(long window) {
        WindowProperties.Value modern = properties.of(window, netName);
        if (modern != null) {
            return modern.text(StandardCharsets.UTF_8);
        }
        WindowProperties.Value old = properties.of(window, WM_NAME);
        return old == null ? "" : old.text(StandardCharsets.ISO_8859_1);
    }

    /** What a window that draws its own shadow says of it. */
    Margins shadow(long window) {
        WindowProperties.Value value = properties.of(window, gtkFrameExtents);
        List<Long> sides = value == null ? List.of() : value.numbers();
        return sides.size() == SIDES
                ? new Margins(side(sides, 0), side(sides, 1), side(sides, 2), side(sides, 3))
                : Margins.NONE;
    }

    private static int side(List<Long> sides, int index) {
        return Math.clamp(sides.get(index), 0, Short.MAX_VALUE);
    }
}
