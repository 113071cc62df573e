package dev.lastframe.core.sound;

import java.util.concurrent.TimeUnit;

/**
 * How long after a monitor gave it what is played is heard: as long as its sink has it, which the
 * server says with each fragment. FFmpeg's own times are smoothed, and wrong for the first second.
 * Used by the source's thread.
 */
final class MonitorLead {

    /** Where the server does not say it: a usual sink's. */
    static final long USUAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** No headphones are further away. */
    static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * A sink has less and less of what it was given until it is given more, and an answer that
     * comes late tells less: the most of such a time holds.
     */
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long before;
    private long now;
    private long windowFrom;
    private boolean begun;

    /**
     * The server's word.
     *
     * @param nanos when it came, on the monotonic clock
     * @param micros how long the sink has what it is given; 0 where it does not say
     */
    void told(long nanos, long micros) {
        if (!begun || nanos - windowFrom >= WINDOW_NANOS) {
            before = begun ? now : 0;
            now = 0;
            windowFrom = nanos;
            begun = true;
        }
        long told = Math.clamp(TimeUnit.MICROSECONDS.toNanos(micros), 0, MOST_NANOS);
        now = Math.max(now, told);
    }

    /** What holds at present, in nanoseconds. */
    long nanos() {
        long most = Math.max(before, now);
        return most == 0 ? USUAL_NANOS : most;
    }
}
