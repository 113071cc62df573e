package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.frame.Rect;

/** The part that is wanted lies outside the picture. */
final class PartOutsideException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** The least that an encoder takes. */
    private static final int LEAST_PIXELS = 2;

    private PartOutsideException(String message) {
        super(message);
    }

    /**
     * What of the part is in the picture.
     *
     * @param part in pixels of the picture, counted from its own corner
     * @param shown where the picture lies in its memory
     * @return in the same pixels as {@code shown}
     * @throws PartOutsideException where that is nothing that can be encoded
     */
    static Rect require(Rect part, Rect shown) {
        long left = Math.clamp(part.x(), 0L, shown.width());
        long top = Math.clamp(part.y(), 0L, shown.height());
        long right = Math.clamp((long) part.x() + part.width(), left, shown.width());
        long bottom = Math.clamp((long) part.y() + part.height(), top, shown.height());
        if (right - left < LEAST_PIXELS || bottom - top < LEAST_PIXELS) {
            throw new PartOutsideException(
                    "the region "
                            + part.x()
                            + ","
                            + part.y()
                            + ","
                            + part.width()
                            + "x"
                            + part.height()
                            + " is not in its picture of "
                            + shown.width()
                            + "x"
                            + shown.height()
                            + " pixels");
        }
        return new Rect(
                shown.x() + (int) left,
                shown.y() + (int) top,
                (int) (right - left),
                (int) (bottom - top));
    }

    /** The same for a person. */
    CaptureException refusal() {
        return new CaptureException(
                Reason.REGION_OUTSIDE,
                "Of what was chosen in the desktop's dialog "
                        + getMessage()
                        + ": choose a region within it, counted from its upper left corner.",
                this);
    }
}
