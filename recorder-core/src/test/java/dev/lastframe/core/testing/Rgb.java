package dev.lastframe.core.testing;

/** A colour, each part 0 to 255. */
public record Rgb(int red, int green, int blue) {

    /** Whether no part differs by more than this. */
    public boolean near(Rgb other, int tolerance) {
        return Math.abs(red - other.red) <= tolerance
                && Math.abs(green - other.green) <= tolerance
                && Math.abs(blue - other.blue) <= tolerance;
    }
}
