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
 */
public record Grab(FrameFormat format, long capturedNanos, List<Rect> valid) {}
