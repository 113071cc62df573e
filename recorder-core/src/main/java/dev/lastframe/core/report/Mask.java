package dev.lastframe.core.report;

import dev.lastframe.core.frame.Rect;

/**
 * A place of the picture that nobody is to see: burned opaque into the video, the screenshot and
 * all thumbnails. It covers this place only; what moves is not followed. Each picture that is on
 * the screen at any moment from its beginning to its end, both included, is covered for all of its
 * time. A value; what lies outside the picture or the stretch does nothing.
 *
 * @param area in pixels of the recorded picture, as {@link ReportDraft#still} shows it; borders are
 *     moved outward to even pixels
 * @param fromMicros the first moment, on the recording's clock
 * @param untilMicros the last moment, on the recording's clock; not before the first one
 */
public record Mask(Rect area, long fromMicros, long untilMicros) {

    public Mask {
        if (untilMicros < fromMicros) {
            throw new IllegalArgumentException("a mask from " + fromMicros + " to " + untilMicros);
        }
    }
}
