package dev.lastframe.core.session;

import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends ticks to the capture thread at absolute deadlines (start + k/fps). At most one tick is
 * outstanding: a deadline that finds the one before still waiting, running or without its picture
 * is late, and so is one that this thread itself slept through. A deadline at which nothing can
 * have changed is served by this thread: waking another twenty or thirty times a second is most of
 * what a still screen costs. Where some in a row were like that, it sleeps through those that
 * follow until something is announced, and counts them then. After a gap (the computer slept, the
 * process was stopped) the deadlines begin anew.
 *
 * <p>One thread of its own from {@link #start} to {@link #stop}; touches no pixels.
 */
final class Pacer {

    private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /**
     * So many deadlines without a change promise more: waking for a change costs as much as one.
     */
    private static final int CALM = 2;

    /** A gap begins where somebody last came by. */
    private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(100);

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

        /**
         * Until when no deadline needs to be served, unless something is announced. Called by the
         * pacer thread.
         *
         * @param underWay whether a tick is on its way
         * @return in the past where each deadline is to be served
         */
        long quietUntil(boolean underWay);

        /**
         * Blocks until something is announced or {@link #wake}, or until a moment. Called by the
         * pacer thread, after {@link #quietUntil} allowed it.
         *
         * @return the moment before which nothing was announced, at most that one
         */
        long rest(long untilNanos);

        /** Ends a {@link #rest}, or the next one. Called by any thread. */
        void wake();

        /** Nothing had changed at so many deadlines, at which nobody woke. By the pacer thread. */
        void unchanged(long count);

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

    /** A tick was sent and is not served: set by the pacer thread, cleared by the capture's. */
    private volatile boolean outstanding;

    private final Runnable served = this::served;
    private final Runnable tick = this::tick;
    private final Thread thread;
    private volatile boolean stopped;
    private long anchorNanos;

    /** When the tick that was sent last was served; of no use while it is outstanding. */
    private volatile long servedNanos;

    /** Deadlines without a change since the last tick, and between that and the one before. */
    private long calm;

    private long calmBefore;

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
        deadlines.wake();
        if (!thread.join(PATIENCE)) {
            LOG.error("the pacer hangs in sending a tick");
        }
    }

    private void run() {
        long next = 0;
        try {
            while (!stopped) {
                next = rest(next);
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

    /**
     * Sleeps through deadlines at which nothing can have changed, and counts them as they would
     * have been.
     *
     * @return the number of the one that is served next
     */
    private long rest(long next) {
        if (Math.max(calm, calmBefore) < CALM) {
            return next;
        }
        long quiet = deadlines.quietUntil(outstanding);
        if (quiet <= deadline(next)) {
            return next;
        }
        long other = next + 1;
        while (deadline(other) < quiet && deadline(other) - deadline(next) < LONGEST_REST) {
            other++;
        }
        long until = deadlines.rest(deadline(other));
        if (clock.nanoTime() - deadline(other) > SECOND) {
            return next; // perhaps nobody could record: whoever serves it asks
        }
        return count(next, Math.min(until, deadline(other) - 1));
    }

    /** Counts the deadlines until a moment before which nothing was announced. */
    private long count(long next, long untilNanos) {
        boolean out = outstanding;
        long servedAt = servedNanos;
        long late = 0;
        long k = next;
        for (; deadline(k) <= untilNanos; k++) {
            late += out || deadline(k) - servedAt < 0 ? 1 : 0;
        }
        if (late > 0) {
            deadlines.late(late, deadline(next), deadline(next + late - 1));
        }
        if (k - next > late) {
            deadlines.unchanged(k - next - late);
        }
        calm += k - next;
        return k;
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
        if (outstanding) {
            deadlines.late(1, deadlineNanos, deadlineNanos);
            return;
        }
        deadlines.due(deadlineNanos, deadline(k + 1));
        if (deadlines.still()) {
            calm++;
            return;
        }
        outstanding = true;
        calmBefore = calm;
        calm = 0;
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
        servedNanos = clock.nanoTime();
        outstanding = false;
    }

    private long deadline(long k) {
        return anchorNanos + k / fps * SECOND + k % fps * SECOND / fps;
    }
}
