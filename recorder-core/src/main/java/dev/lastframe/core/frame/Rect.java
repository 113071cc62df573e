package dev.lastframe.core.frame;

/**
 * A rectangle in device pixels.
 *
 * @param x left edge, from the picture's left
 * @param y upper edge, from the picture's top
 * @param width at least 1
 * @param height at least 1
 */
public record Rect(int x, int y, int width, int height) {

    public Rect {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("empty rectangle " + width + "x" + height);
        }
    }
}
