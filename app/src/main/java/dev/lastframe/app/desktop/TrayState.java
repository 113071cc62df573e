package dev.lastframe.app.desktop;

import java.util.List;

/**
 * What an item in the tray shows and offers.
 *
 * @param recording whether its icon has the red disc
 * @param title in a few words
 * @param text more of it, for who points at it
 * @param entries of its menu, from above
 */
public record TrayState(boolean recording, String title, String text, List<Entry> entries) {

    public TrayState {
        entries = List.copyOf(entries);
    }

    /**
     * A line of the menu.
     *
     * @param words what it says; empty for a line between others
     * @param enabled whether it can be chosen now
     * @param chosen what it does; run by a thread of the bus, and may not block
     */
    public record Entry(String words, boolean enabled, Runnable chosen) {

        /** What keeps groups of entries apart. */
        public static final Entry LINE = new Entry("", true, () -> {});

        boolean isLine() {
            return words.isEmpty();
        }

        boolean looksLike(Entry other) {
            return words.equals(other.words) && enabled == other.enabled;
        }
    }

    /** Whether the menu would be drawn the same. */
    boolean hasMenuOf(TrayState other) {
        if (entries.size() != other.entries.size()) {
            return false;
        }
        for (int i = 0; i < entries.size(); i++) {
            if (!entries.get(i).looksLike(other.entries.get(i))) {
                return false;
            }
        }
        return true;
    }
}
