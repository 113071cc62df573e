package dev.lastframe.core.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Time that passes only when a test advances it. Callable from any thread; {@link #sleepUntil}
 * blocks until the test has advanced far enough, {@link #awaitSleeper} until a thread sleeps.
 */
public final class FakeClock implements NanoClock {

    private static final Instant WALL = Instant.parse("2026-11-21T14:03:22Z");

    private final long startNanos;

    @GuardedBy("this")
    private long nanos;

    @GuardedBy("this")
    private long asleepNanos;

    @GuardedBy("this")
    private Duration wallOffset = Duration.ZERO;

    /** Deadlines that threads sleep until and that have not come. */
    @GuardedBy("this")
    private final List<Long> sleepers = new ArrayList<>();

    /** Begins near no special number, as the real one does. */
    public FakeClock() {
        this(-7_654_321_000_000_123L);
    }

    public FakeClock(long startNanos) {
        this.startNanos = startNanos;
        this.nanos = startNanos;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant wallTime() {
        return WALL.plusNanos(nanos - startNanos + asleepNanos).plus(wallOffset);
    }

    @Override
    public synchronized long bootNanos() {
        return nanos + asleepNanos;
    }

    /** The computer sleeps: its monotonic clock stands still meanwhile, as Linux's does. */
    public synchronized void suspend(Duration time) {
        asleepNanos += time.toNanos();
    }

    /** Somebody sets the wall clock, or daylight saving does. */
    public synchronized void jumpWall(Duration by) {
        wallOffset = wallOffset.plus(by);
    }

    @Override
    public synchronized void sleepUntil(long deadlineNanos) throws InterruptedException {
        if (deadlineNanos - nanos <= 0) {
            return;
        }
        Long deadline = deadlineNanos;
        sleepers.add(deadline);
        notifyAll();
        try {
            while (deadlineNanos - nanos > 0) {
                wait();
            }
        } finally {
            sleepers.remove(deadline);
        }
    }

    /** Lets time pass and wakes whoever slept until then. */
    public synchronized void advance(Duration time) {
        advanceTo(nanos + time.toNanos());
    }

    /** Lets time pass up to a moment, which may not lie in the past. */
    public synchronized void advanceTo(long momentNanos) {
        if (momentNanos - nanos < 0) {
            throw new IllegalArgumentException("time does not go back");
        }
        nanos = momentNanos;
        sleepers.removeIf(deadline -> deadline - momentNanos <= 0);
        notifyAll();
    }

    /** Blocks until a thread sleeps, and says until when the first one to wake does. */
    public synchronized long awaitSleeper() throws InterruptedException {
        while (sleepers.isEmpty()) {
            wait();
        }
        return Collections.min(sleepers);
    }

    /** How many threads sleep at present. */
    public synchronized int sleepers() {
        return sleepers.size();
    }
}
