package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.sound.SoundTimes;
import dev.lastframe.core.time.NanoClock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The video's clock: time on the monotonic clock less the recording's start, its pauses and its
 * gaps. Callable from any thread. Never blocks long.
 */
final class Timeline implements SoundTimes {

    /** A hole longer than this in the beat is time in which nobody could record. */
    private static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Between two looks at how long the computer has slept, which a tick can spare itself. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);

    /** Told of each gap by whoever noticed it; must not block. */
    @FunctionalInterface
    interface Gaps {

        /**
         * Nobody could record.
         *
         * @param nanos when that was noticed
         * @param lengthNanos for how long, the computer's sleep included
         */
        void gap(long nanos, long lengthNanos);
    }

    private final NanoClock clock;
    private final Gaps listener;

    @GuardedBy("this")
    private long startNanos;

    @GuardedBy("this")
    private long lastBeatNanos;

    /** How long the computer had slept at the last beat, from an arbitrary origin. */
    @GuardedBy("this")
    private long asleepNanos;

    /** When that was looked at. */
    @GuardedBy("this")
    private long lookedNanos;

    /** The last gap: moments in it are its beginning's. */
    @GuardedBy("this")
    private long gapFromNanos = Long.MIN_VALUE;

    @GuardedBy("this")
    private long gapUntilNanos = Long.MIN_VALUE;

    @GuardedBy("this")
    private int gaps;

    @GuardedBy("this")
    private long leftOutNanos;

    @GuardedBy("this")
    private long stoppedAtNanos = Long.MAX_VALUE;

    /** The end of the last pause. */
    @GuardedBy("this")
    private long goesOnFromNanos = Long.MIN_VALUE;

    /** The video begins now, or later by {@link #begin}. */
    Timeline(NanoClock clock, Gaps listener) {
        this.clock = clock;
        this.listener = listener;
        begin();
    }

    /**
     * The video begins now and did not before: what is made for it may have taken as long as two
     * pictures, where nothing of it was loaded. Called before anybody asks for a time.
     */
    synchronized void begin() {
        startNanos = clock.nanoTime();
        lastBeatNanos = startNanos;
        lookAt(startNanos);
    }

    @GuardedBy("this")
    private void lookAt(long nanos) {
        lookedNanos = nanos;
        asleepNanos = asleep();
    }

    /**
     * How long the computer has slept. The clock that goes on is read first: what passes between
     * the two is then never taken for sleep.
     */
    private long asleep() {
        long boot = clock.bootNanos();
        return boot - clock.nanoTime();
    }

    synchronized long startNanos() {
        return startNanos;
    }

    /** Presentation time in microseconds of a moment; never before the start. */
    @Override
    public synchronized long micros(long nanos) {
        long at = Math.min(nanos, stoppedAtNanos);
        long leftOut = leftOutNanos;
        if (at < gapUntilNanos) {
            leftOut -= gapUntilNanos - gapFromNanos;
            at = Math.min(at, gapFromNanos);
        }
        return Math.max(0, TimeUnit.NANOSECONDS.toMicros(at - startNanos - leftOut));
    }

    /**
     * Whether a moment is in the video: neither before its start, nor in a pause, a gap or after.
     */
    @Override
    public synchronized boolean runs(long nanos) {
        return nanos >= startNanos
                && nanos >= goesOnFromNanos
                && nanos < stoppedAtNanos
                && (nanos < gapFromNanos || nanos >= gapUntilNanos);
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
            goesOnFromNanos = nanos;
            lastBeatNanos = nanos;
            lookAt(nanos);
            gapUntilNanos = Long.MIN_VALUE;
        }
    }

    /**
     * Somebody who should come by many times a second came by: the pacer, a tick, or a picture that
     * was taken, whichever wakes first after the computer slept or the process was stopped, so that
     * no picture gets a time from before the hole was noticed. While the computer sleeps Linux's
     * monotonic clock stands still: that part of a hole is in no time anyway, and only told, a
     * tenth of a second later at most.
     *
     * @return the length of a gap that was noticed, 0 mostly
     */
    long beat(long nanos) {
        long length = note(nanos);
        if (length > 0) {
            LOG.warn("nobody could record for {} ms", TimeUnit.NANOSECONDS.toMillis(length));
            listener.gap(nanos, length);
        }
        return length;
    }

    private synchronized long note(long nanos) {
        long from = lastBeatNanos;
        long awake = Math.max(0, nanos - from);
        long slept = 0;
        lastBeatNanos = from + awake;
        if (nanos - lookedNanos >= LOOK_NANOS) {
            lookedNanos = nanos;
            slept = Math.max(0, asleep() - asleepNanos);
            asleepNanos += slept;
        }
        if (awake + slept <= GAP_NANOS || stoppedAtNanos != Long.MAX_VALUE) {
            return 0;
        }
        gapFromNanos = from;
        gapUntilNanos = nanos;
        leftOutNanos += awake;
        gaps++;
        return awake + slept;
    }

    /** How many gaps there were. */
    synchronized int gaps() {
        return gaps;
    }
}
