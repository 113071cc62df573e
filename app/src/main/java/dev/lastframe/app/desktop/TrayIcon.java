package dev.lastframe.app.desktop;

/** Draws what stands in the tray. Called by any thread. */
@FunctionalInterface
public interface TrayIcon {

    /**
     * The pixels of a square, row by row.
     *
     * @param size in pixels
     * @param recording whether it has the red disc
     * @return ARGB
     */
    int[] pixels(int size, boolean recording);
}
