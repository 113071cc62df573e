package dev.lastframe.core.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place on the screen, in device pixels.
 *
 * @param x left edge, from the root window's
 * @param y top edge, from the root window's
 */
public record Geometry(int width, int height, int x, int y) {

    private static final Pattern TEXT = Pattern.compile("(\\d+)x(\\d+)([+-]\\d+)([+-]\\d+)");

    /** Both sizes are at least 1. */
    public Geometry {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("empty geometry " + width + "x" + height);
        }
    }

    /**
     * Reads {@code WxH+X+Y}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Geometry parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a geometry WxH+X+Y: " + text);
        }
        return new Geometry(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)));
    }

    /** {@code WxH+X+Y}. */
    @Override
    public String toString() {
        return "%dx%d%+d%+d".formatted(width, height, x, y);
    }
}
