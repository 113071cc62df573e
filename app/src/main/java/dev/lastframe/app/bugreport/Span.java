package dev.lastframe.app.bugreport;

/**
 * From one time to another, in microseconds on the recording's clock.
 *
 * @param fromMicros 0 or later
 * @param untilMicros not before it
 */
record Span(long fromMicros, long untilMicros) {

    Span {
        if (fromMicros < 0 || untilMicros < fromMicros) {
            throw new IllegalArgumentException(fromMicros + " to " + untilMicros);
        }
    }

    long length() {
        return untilMicros - fromMicros;
    }

    /** The time itself, or the end of the span that is nearest to it. */
    long nearest(long micros) {
        return Math.clamp(micros, fromMicros, untilMicros);
    }

    boolean touches(Span other) {
        return other.untilMicros >= fromMicros && other.fromMicros <= untilMicros;
    }
}
