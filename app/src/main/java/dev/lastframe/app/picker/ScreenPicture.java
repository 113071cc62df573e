package dev.lastframe.app.picker;

import dev.lastframe.core.capture.ScreenInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * A screen's picture in its own pixels. Immutable; made by any thread.
 *
 * <p>Its sizes may be a pixel less than the screen's, as only even ones are taken.
 */
public final class ScreenPicture {

    private static final int OPAQUE = 0xff00_0000;

    private final ScreenInfo screen;
    private final int width;
    private final int height;
    private final int[] argb;

    /**
     * @param bgr0 {@code 4 * width * height} bytes, row by row
     */
    public ScreenPicture(ScreenInfo screen, int width, int height, byte[] bgr0) {
        this.screen = screen;
        this.width = width;
        this.height = height;
        this.argb = new int[width * height];
        ByteBuffer.wrap(bgr0).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(argb);
        for (int i = 0; i < argb.length; i++) {
            argb[i] |= OPAQUE;
        }
    }

    ScreenInfo screen() {
        return screen;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Its pixels, row by row; not to be written to. */
    IntBuffer argb() {
        return IntBuffer.wrap(argb);
    }
}
