package dev.lastframe.core.capture.x11;

/**
 * What pixels are fetched from.
 *
 * @param drawable a window or a pixmap of the server
 * @param x where its first pixel lies on the desktop
 * @param y the same, downwards
 */
record Canvas(long drawable, int x, int y) {}
