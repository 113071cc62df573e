package dev.lastframe.core.capture;

/**
 * A monitor in device pixels of the desktop.
 *
 * @param number counted from 1; the primary monitor is first
 * @param name the system's name of the output
 */
public record ScreenInfo(
        int number, String name, int x, int y, int width, int height, boolean primary) {}
