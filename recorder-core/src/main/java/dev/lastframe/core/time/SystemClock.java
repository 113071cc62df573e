package dev.lastframe.core.time;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** {@code CLOCK_MONOTONIC} and {@code CLOCK_BOOTTIME} on Linux, and the system's wall clock. */
enum SystemClock implements NanoClock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long bootNanos() {
        return BootTime.AVAILABLE ? BootTime.nanos() : System.nanoTime();
    }

    @Override
    public Instant wallTime() {
        return Instant.now();
    }

    @Override
    public void sleepUntil(long deadlineNanos) throws InterruptedException {
        for (long left = deadlineNanos - System.nanoTime();
                left > 0;
                left = deadlineNanos - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(this, left);
        }
    }
}
