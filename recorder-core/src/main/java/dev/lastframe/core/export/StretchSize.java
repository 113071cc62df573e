package dev.lastframe.core.export;

/**
 * How large a stretch of a recording is.
 *
 * @param width of its widest picture, in pixels
 * @param height of its highest picture, in pixels
 * @param bytes about what a copy of its video has
 */
public record StretchSize(int width, int height, long bytes) {}
