package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;

/**
 * The video's clock: time on the monotonic clock less the recording's start, its pauses and its
 * gaps. Callable from any thread. Never blocks long.
 */
final class Timeline {

    private final long startNanos;

    @GuardedBy("this")
    private long leftOutNanos;

    @GuardedBy("this")
    private long stoppedAtNanos = Long.MAX_VALUE;

    Timeline(long startNanos) {
        this.startNanos = startNanos;
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
        }
    }

    /** Leaves a stretch out in which nobody could record. */
    synchronized void leaveOut(long nanos) {
        leftOutNanos += nanos;
    }
}
