package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;

/**
 * The video's clock: time on the monotonic clock less the recording's start, its pauses and its
 * gaps. Callable from any thread. Never blocks long.
 */
final class Timeline {

    /** A hole longer than this in the beat is time in which nobody could record. */
    private static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final long startNanos;

    @GuardedBy("this")
    private long lastBeatNanos;

    @GuardedBy("this")
    private int gaps;

    @GuardedBy("this")
    private long leftOutNanos;

    @GuardedBy("this")
    private long stoppedAtNanos = Long.MAX_VALUE;

    Timeline(long startNanos) {
        this.startNanos = startNanos;
        this.lastBeatNanos = startNanos;
    }

    long startNanos() {
        return startNanos;
    }

    /** Presentation time in microseconds of a moment; never before the start. */
    synchronized long micros(long nanos) {
        long at = Math.min(nanos, stoppedAtNanos);
        return Math.max(0, TimeUnit.NANOSECONDS.toMicros(at - startNanos - leftOutNanos));
    }

    /** The clock stands still from this moment on. */
    synchronized void stop(long nanos) {
        stoppedAtNanos = Math.min(stoppedAtNanos, nanos);
    }

    /** The clock goes on from where it stood. */
    synchronized void resume(long nanos) {
        if (stoppedAtNanos != Long.MAX_VALUE) {
            leftOutNanos += nanos - stoppedAtNanos;
            stoppedAtNanos = Long.MAX_VALUE;
            lastBeatNanos = nanos;
        }
    }

    /**
     * Somebody who should come by many times a second came by: the pacer or a tick, whichever wakes
     * first after the computer slept or the process was stopped, so that no picture gets a time
     * from before the hole was noticed.
     *
     * @return the length of a gap that is left out from now on, 0 mostly
     */
    synchronized long beat(long nanos) {
        long hole = nanos - lastBeatNanos;
        lastBeatNanos = Math.max(lastBeatNanos, nanos);
        if (hole <= GAP_NANOS || stoppedAtNanos != Long.MAX_VALUE) {
            return 0;
        }
        leftOutNanos += hole;
        gaps++;
        return hole;
    }

    /** How many gaps there were. */
    synchronized int gaps() {
        return gaps;
    }
}
