package dev.lastframe.core.export;

import dev.lastframe.core.frame.Rect;
import java.time.Duration;

/**
 * A place that is painted over in all pictures that are on the screen at any moment from one to
 * another. A value.
 *
 * @param area in pixels of the recorded picture; what is outside of it does nothing
 * @param from the first moment, on the recording's clock
 * @param until the last moment, on the recording's clock; not before the first one
 */
public record Cover(Rect area, Duration from, Duration until) {

    public Cover {
        if (from.isNegative() || until.compareTo(from) < 0) {
            throw new IllegalArgumentException("covered from " + from + " to " + until);
        }
    }
}
