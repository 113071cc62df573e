package dev.lastframe.core.time;

import java.time.Instant;

/** The only source of time. Callable from any thread; only {@link #sleepUntil} blocks. */
public interface NanoClock {

    /**
     * Monotonic time in nanoseconds from an arbitrary origin; does not jump with the wall clock.
     */
    long nanoTime();

    /** The wall clock, for names and headers only: it may jump. */
    Instant wallTime();

    /**
     * Blocks the calling thread until {@code deadlineNanos} on {@link #nanoTime}'s scale has
     * passed; returns at once if it already has.
     */
    void sleepUntil(long deadlineNanos) throws InterruptedException;

    /** The computer's own clocks. */
    static NanoClock system() {
        return SystemClock.INSTANCE;
    }
}
