package dev.lastframe.core.report;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The stretch of a recording that a report is about, on the recording's clock.
 *
 * @param fromMicros its beginning, 0 of the report's own times
 * @param untilMicros its end
 */
record Stretch(long fromMicros, long untilMicros) {

    Stretch {
        if (fromMicros < 0 || untilMicros < fromMicros) {
            throw new IllegalArgumentException(fromMicros + " to " + untilMicros);
        }
    }

    /** The end of a recording, or all of it where it is shorter. */
    static Stretch last(Duration length, long endMicros) {
        long micros = TimeUnit.NANOSECONDS.toMicros(length.toNanos());
        return new Stretch(Math.max(0, endMicros - micros), Math.max(0, endMicros));
    }

    Duration from() {
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(fromMicros));
    }

    Duration until() {
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(untilMicros));
    }

    double seconds() {
        return (untilMicros - fromMicros) / 1e6;
    }

    /** Whether any of a line lies in it. */
    boolean touches(EventLine line) {
        return line.untilMicros() >= fromMicros && line.micros() <= untilMicros;
    }
}
