package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Which windows lie on the desktop, and over which: read once, then kept true by the server's
 * events. Used by the capture thread alone.
 */
final class WindowStack {

    private static final int CREATE_NOTIFY = 16;
    private static final int DESTROY_NOTIFY = 17;
    private static final int UNMAP_NOTIFY = 18;
    private static final int MAP_NOTIFY = 19;
    private static final int REPARENT_NOTIFY = 21;
    private static final int CONFIGURE_NOTIFY = 22;
    private static final int CIRCULATE_NOTIFY = 26;

    /** Of each of these events: whose children it is about, and which of them. */
    private static final long PARENT = 32;

    private static final long WINDOW = 40;

    /** Of a new and a changed window: x, y, width, height and border follow one another. */
    private static final long GEOMETRY = 48;

    private static final long ABOVE = 72;
    private static final long NEW_PARENT = 48;
    private static final long PLACE = 48;
    private static final int PLACE_ON_TOP = 0;

    /** A window is looked at in so many places a row, in so many rows. */
    private static final int PROBES = 16;

    private final WindowTree tree;
    private final long root;

    /** From the lowest to the uppermost. */
    private final List<Entry> entries = new ArrayList<>();

    private static final class Entry {
        private final long id;
        private int x;
        private int y;
        private int width;
        private int height;
        private boolean mapped;
        private boolean solid = true;

        Entry(long id) {
            this.id = id;
        }

        void place(int left, int top, int inner, int innerHeight, int border) {
            x = left;
            y = top;
            width = inner + 2 * border;
            height = innerHeight + 2 * border;
        }

        boolean hides(int atX, int atY) {
            return mapped && solid && atX >= x && atX < x + width && atY >= y && atY < y + height;
        }
    }

    /** Reads it; the root's substructure events have been asked for already. */
    WindowStack(X11Connection connection, WindowTree tree) {
        this.tree = tree;
        this.root = connection.root();
        for (long window : tree.onDesktop()) {
            learn(add(window));
        }
    }

    /** Takes note of an event; returns whether it was about windows on the desktop. */
    boolean onEvent(MemorySegment event) {
        int type = event.get(JAVA_INT, 0);
        if (type < CREATE_NOTIFY
                || type > CIRCULATE_NOTIFY
                || event.get(JAVA_LONG, PARENT) != root) {
            return false;
        }
        long window = event.get(JAVA_LONG, WINDOW);
        switch (type) {
            case CREATE_NOTIFY -> place(add(window), event);
            case DESTROY_NOTIFY -> remove(window);
            case UNMAP_NOTIFY -> find(window).mapped = false;
            case MAP_NOTIFY -> learn(find(window));
            case REPARENT_NOTIFY -> {
                remove(window);
                if (event.get(JAVA_LONG, NEW_PARENT) == root) {
                    learn(add(window));
                }
            }
            case CONFIGURE_NOTIFY -> {
                Entry entry = find(window);
                place(entry, event);
                putAbove(entry, event.get(JAVA_LONG, ABOVE));
            }
            case CIRCULATE_NOTIFY -> {
                Entry entry = find(window);
                entries.remove(entry);
                entries.add(event.get(JAVA_INT, PLACE) == PLACE_ON_TOP ? entries.size() : 0, entry);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * How much of a window lies under others, as far as their rectangles tell: 0 to 1.
     *
     * @param area its place on the desktop
     */
    double covered(long window, Rect area) {
        int level = entries.indexOf(find(window));
        List<Entry> above = entries.subList(level + 1, entries.size());
        int hidden = 0;
        for (int row = 0; row < PROBES; row++) {
            int y = area.y() + (2 * row + 1) * area.height() / (2 * PROBES);
            for (int column = 0; column < PROBES; column++) {
                int x = area.x() + (2 * column + 1) * area.width() / (2 * PROBES);
                for (Entry other : above) {
                    if (other.hides(x, y)) {
                        hidden++;
                        break;
                    }
                }
            }
        }
        return (double) hidden / (PROBES * PROBES);
    }

    /** A window that is not known yet came from elsewhere, and lies uppermost. */
    private Entry find(long window) {
        for (Entry entry : entries) {
            if (entry.id == window) {
                return entry;
            }
        }
        return add(window);
    }

    private Entry add(long window) {
        remove(window);
        Entry entry = new Entry(window);
        entries.add(entry);
        return entry;
    }

    private void remove(long window) {
        entries.removeIf(entry -> entry.id == window);
    }

    private void learn(Entry entry) {
        WindowTree.Facts facts = tree.facts(entry.id);
        entry.mapped = facts != null && facts.viewable();
        if (facts != null) {
            entry.solid = facts.solid();
            entry.place(facts.x(), facts.y(), facts.width(), facts.height(), facts.border());
        }
    }

    private static void place(Entry entry, MemorySegment event) {
        entry.place(
                event.get(JAVA_INT, GEOMETRY),
                event.get(JAVA_INT, GEOMETRY + 4),
                event.get(JAVA_INT, GEOMETRY + 8),
                event.get(JAVA_INT, GEOMETRY + 12),
                event.get(JAVA_INT, GEOMETRY + 16));
    }

    /** Over this one; 0 for the lowest place of all. */
    private void putAbove(Entry entry, long below) {
        entries.remove(entry);
        int level = below == 0 ? 0 : entries.indexOf(find(below)) + 1;
        entries.add(level, entry);
    }
}
