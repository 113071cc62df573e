package dev.lastframe.core.frame;

import org.jspecify.annotations.Nullable;

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

    /**
     * Written out, as each tick asks it several times: what Java makes for a record is twenty calls
     * of method handles until it is compiled.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rect rect
                && x == rect.x
                && y == rect.y
                && width == rect.width
                && height == rect.height;
    }

    @Override
    public int hashCode() {
        return ((x * 31 + y) * 31 + width) * 31 + height;
    }
}
