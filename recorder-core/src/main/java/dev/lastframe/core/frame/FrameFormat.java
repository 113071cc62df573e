package dev.lastframe.core.frame;

import org.jspecify.annotations.Nullable;

/**
 * The shape of a picture in memory: BGR0, four bytes a pixel (blue, green, red, unused), rows from
 * top to bottom.
 *
 * @param width pixels a row, even, at least 2
 * @param height rows, even, at least 2
 * @param strideBytes bytes from one row to the next, at least {@code 4 * width}
 */
public record FrameFormat(int width, int height, int strideBytes) {

    public static final int BYTES_PER_PIXEL = 4;

    public FrameFormat {
        if (width < 2 || height < 2 || (width & 1) != 0 || (height & 1) != 0) {
            throw new IllegalArgumentException("not an even picture: " + width + "x" + height);
        }
        if (strideBytes < BYTES_PER_PIXEL * width) {
            throw new IllegalArgumentException("stride " + strideBytes + " for " + width);
        }
    }

    /** Written out, as {@link Rect#equals} is. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FrameFormat format
                && width == format.width
                && height == format.height
                && strideBytes == format.strideBytes;
    }

    @Override
    public int hashCode() {
        return (width * 31 + height) * 31 + strideBytes;
    }

    /** A format without padding. */
    public static FrameFormat packed(int width, int height) {
        return new FrameFormat(width, height, BYTES_PER_PIXEL * width);
    }

    /** Bytes of a whole picture. */
    public long sizeBytes() {
        return (long) strideBytes * height;
    }

    /** The rectangle that covers a whole picture. */
    public Rect whole() {
        return new Rect(0, 0, width, height);
    }
}
