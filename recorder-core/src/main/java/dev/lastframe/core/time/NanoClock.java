package dev.lastframe.core.time;

import java.time.Instant;

/** The only source of time. Callable from any thread; only {@link #sleepUntil} blocks. */
public interface NanoClock {

    /**
     * Monotonic time in nanoseconds from an arbitrary origin; does not jump with the wall clock.
     */
    long nanoTime();

    /**
     * Time in nanoseconds from another origin that also passes while the computer sleeps: where it
     * runs ahead of {@link #nanoTime}, the computer slept. Linux has such a clock. On other systems
     * this is {@link #nanoTime} itself, which on Windows passes in sleep and on macOS does not: a
     * sleep is then a hole like any other, or is not seen.
     */
    default long bootNanos() {
        return nanoTime();
    }

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
