package dev.lastframe.core.capture;

/**
 * A monitor in device pixels of the desktop.
 *
 * @param number counted from 1; the primary monitor is first
 * @param name the system's name of the output
 * @param scale how large the desktop draws on it, 1 for its smallest; where only the whole desktop
 *     has one, that one
 */
public record ScreenInfo(
        int number,
        String name,
        int x,
        int y,
        int width,
        int height,
        boolean primary,
        double scale) {

    /** A monitor whose scale is 1. */
    public ScreenInfo(
            int number, String name, int x, int y, int width, int height, boolean primary) {
        this(number, name, x, y, width, height, primary, 1);
    }
}
