package dev.lastframe.core.session;

import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends ticks to the capture thread at absolute deadlines (start + k/fps). At most one tick is
 * outstanding: a deadline that finds the one before still waiting, running or without its picture
 * is late, and so is one that this thread itself slept through. A deadline at which nothing can
 * have changed is served by this thread: waking another twenty or thirty times a second is most of
 * what a still screen costs. After a gap (the computer slept, the process was stopped) the
 * deadlines begin anew.
 *
 * <p>One thread of its own from {@link #start} to {@link #stop}; touches no pixels.
 */
final class Pacer {

    private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** What happens at deadlines. */
    interface Deadlines {

        /**
         * A deadline is about to be served, by whichever of the two. Called by the pacer thread
         * while no tick is on its way.
         *
         * @param deadlineNanos which one
         * @param nextNanos the one after it
         */
        void due(long deadlineNanos, long nextNanos);

        /**
         * Serves a deadline. Called by the capture thread.
         *
         * @param served run once by that thread when it is served, before this returns or later; no
         *     other is sent before. Not waited for when this throws
         */
        void tick(Runnable served);

        /**
         * Serves a deadline without the capture thread, if nothing can have changed. Called by the
         * pacer thread while no tick is on its way.
         */
        boolean still();

        /** Nobody served these. Called by the pacer thread. */
        void late(long count, long firstNanos, long lastNanos);

        /**
         * Asked at each deadline. Called by the pacer thread.
         *
         * @return whether nobody could record since the one before; what passed is then not late
         */
        boolean gap(long nowNanos);

        /** A tick or the pacer itself threw, which then is silent. Called by any thread. */
        void broken(Throwable fault);
    }

    private final int fps;
    private final NanoClock clock;
    private final Executor captureThread;
    private final Deadlines deadlines;
    private final AtomicBoolean outstanding = new AtomicBoolean();
    private final Runnable served = this::served;
    private final Runnable tick = this::tick;
    private final Thread thread;
    private volatile boolean stopped;
    private long anchorNanos;

    /**
     * @param startNanos the first deadline
     */
    Pacer(int fps, long startNanos, NanoClock clock, Executor captureThread, Deadlines deadlines) {
        this.fps = fps;
        this.anchorNanos = startNanos;
        this.clock = clock;
        this.captureThread = captureThread;
        this.deadlines = deadlines;
        thread = Thread.ofPlatform().daemon().name("lastframe-pacer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * No tick is sent after this returns. Called by the session's thread; blocks for a moment, at
     * most a second.
     */
    void stop() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        if (!thread.join(PATIENCE)) {
            LOG.error("the pacer hangs in sending a tick");
        }
    }

    private void run() {
        long next = 0;
        try {
            while (!stopped) {
                clock.sleepUntil(deadline(next));
                if (stopped) {
                    return;
                }
                next = serve(next, clock.nanoTime());
            }
        } catch (InterruptedException end) {
            // stop() interrupts the sleep
        } catch (RuntimeException | Error fault) {
            stopped = true;
            deadlines.broken(fault);
        }
    }

    /** Serves the newest deadline that has passed and returns the number of the one after it. */
    private long serve(long next, long now) {
        if (deadlines.gap(now)) {
            anchorNanos = now;
            send(0);
            return 1;
        }
        long due =
                Math.max(
                        next,
                        (now - anchorNanos) / SECOND * fps
                                + (now - anchorNanos) % SECOND * fps / SECOND);
        if (due > next) {
            deadlines.late(due - next, deadline(next), deadline(due - 1));
        }
        send(due);
        return due + 1;
    }

    private void send(long k) {
        long deadlineNanos = deadline(k);
        if (!outstanding.compareAndSet(false, true)) {
            deadlines.late(1, deadlineNanos, deadlineNanos);
            return;
        }
        deadlines.due(deadlineNanos, deadline(k + 1));
        if (deadlines.still()) {
            outstanding.set(false);
            return;
        }
        captureThread.execute(tick);
    }

    private void tick() {
        try {
            deadlines.tick(served);
        } catch (RuntimeException | Error fault) {
            served();
            deadlines.broken(fault);
        }
    }

    private void served() {
        outstanding.set(false);
    }

    private long deadline(long k) {
        return anchorNanos + k / fps * SECOND + k % fps * SECOND / fps;
    }
}
