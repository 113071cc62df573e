package dev.lastframe.core.capture;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.util.List;

/**
 * What a grab put into a slot.
 *
 * @param format the picture's shape
 * @param capturedNanos when the pixels were taken, on the recording's monotonic clock
 * @param valid the rectangles that were written
 * @param announced whether a change was announced together with the pixels, after the last look:
 *     the picture then says nothing about the truth of announcements
 */
public record Grab(FrameFormat format, long capturedNanos, List<Rect> valid, boolean announced) {

    /** A picture of a source that announces nothing with its pixels. */
    public Grab(FrameFormat format, long capturedNanos, List<Rect> valid) {
        this(format, capturedNanos, valid, false);
    }
}
