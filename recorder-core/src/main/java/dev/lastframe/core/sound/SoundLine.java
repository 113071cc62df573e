package dev.lastframe.core.sound;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One source's samples on the video's clock, from its reader to the encoder: bounded, every sample
 * accounted for, silence where the source gave none. A position is a sample's number from the
 * recording's time 0 on. Called by the reader's thread and the encoder's; holds its monitor for
 * microseconds.
 */
final class SoundLine {

    /** More than this is not stretched, but inserted or left out at once. */
    static final int HARD = SoundFeed.RATE / 20;

    /** The same for the first samples, whose place is a guess. */
    private static final int SETTLED = SoundFeed.RATE / 100;

    /** Sound that the encoder does not fetch is kept for so long. */
    static final int ROOM = 5 * SoundFeed.RATE;

    /**
     * What a device handed over late says nothing: only the promptest block of each such time does.
     * Longer than the bursts of a bad driver.
     */
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

    private final float[] ring = new float[ROOM * SoundFeed.CHANNELS];
    private final DriftControl drift = new DriftControl();

    /** Run when samples came, without the monitor. */
    private volatile Runnable came = () -> {};

    @GuardedBy("this")
    private @Nullable SoundTimes times;

    /** Up to here there are samples. */
    @GuardedBy("this")
    private long filled;

    /** Up to here the encoder has them. */
    @GuardedBy("this")
    private long taken;

    /** Before this there was no room for them. */
    @GuardedBy("this")
    private long keptFrom;

    /** The next samples follow the last ones; otherwise they go where their time says. */
    @GuardedBy("this")
    private boolean follows;

    /** The first window since samples were put where their time says: that time may be late. */
    @GuardedBy("this")
    private boolean settling;

    @GuardedBy("this")
    private boolean attached;

    @GuardedBy("this")
    private long windowFrom;

    @GuardedBy("this")
    private long leastError;

    /** Samples of the source that are in the ring. */
    @GuardedBy("this")
    private long waiting;

    @GuardedBy("this")
    private long read;

    @GuardedBy("this")
    private long dropped;

    @GuardedBy("this")
    private long silence;

    @GuardedBy("this")
    private long corrected;

    @GuardedBy("this")
    private long written;

    /**
     * Has somebody told by the reader's thread, from now on, that samples came.
     *
     * @param told must not block
     */
    void whenMore(Runnable told) {
        came = told;
    }

    /** From now on samples count. */
    synchronized void begin(SoundTimes clock) {
        times = clock;
        follows = false;
    }

    /** A device is open, or is no more: where there is none, nobody waits for its samples. */
    synchronized void attached(boolean open) {
        attached = open;
        follows = false;
    }

    /**
     * Samples came. Called by the reader's thread.
     *
     * @param samples left and right in turn
     * @param count of one channel
     * @param nominal as many as the device gave, at 48 kHz, before they were stretched
     * @param endNanos when the last of them was captured, or later
     * @return the share by which what follows has to be stretched
     */
    double accept(float[] samples, int count, long nominal, long endNanos) {
        double stretch = place(samples, count, nominal, endNanos);
        came.run();
        return stretch;
    }

    private synchronized double place(float[] samples, int count, long nominal, long endNanos) {
        SoundTimes clock = times;
        if (clock == null) {
            return 0;
        }
        read += nominal;
        corrected += count - nominal;
        if (!clock.runs(endNanos)) {
            keepWhatRan(clock, samples, count, endNanos);
            return drift.rate();
        }
        long due = clock.micros(endNanos) * SoundFeed.RATE / 1_000_000 - count;
        long missing = due - filled;
        int skip = 0;
        if (!follows) {
            follows = true;
            settling = true;
            restart(endNanos);
            skip = align(missing, count);
        } else if (missing < (settling ? -SETTLED : -HARD)) {
            // It cannot have come before it was captured: there is too much.
            skip = align(missing, count);
            leastError = Long.MAX_VALUE;
        } else {
            leastError = Math.min(leastError, missing);
        }
        if (endNanos - windowFrom >= WINDOW_NANOS) {
            judge(endNanos);
        }
        put(samples, skip, count - skip);
        return drift.rate();
    }

    /** Of a block in which the clock was stopped, what was captured before that. */
    @GuardedBy("this")
    private void keepWhatRan(SoundTimes clock, float[] samples, int count, long endNanos) {
        long startNanos = endNanos - count * 1_000_000_000L / SoundFeed.RATE;
        int kept = 0;
        if (clock.runs(startNanos)) {
            long start = clock.micros(startNanos) * SoundFeed.RATE / 1_000_000;
            long until = clock.micros(endNanos) * SoundFeed.RATE / 1_000_000;
            kept = Math.clamp(until - start, 0, count);
            int skip = follows ? 0 : align(start - filled, kept);
            put(samples, skip, kept - skip);
        }
        dropped += count - kept;
        follows = false;
    }

    @GuardedBy("this")
    private void judge(long nanos) {
        settling = false;
        if (leastError == Long.MAX_VALUE) {
            restart(nanos);
            return;
        }
        if (leastError > HARD) {
            insert(leastError);
        } else {
            drift.update((double) leastError / SoundFeed.RATE, (nanos - windowFrom) / 1e9);
        }
        restart(nanos);
    }

    @GuardedBy("this")
    private void restart(long nanos) {
        windowFrom = nanos;
        leastError = Long.MAX_VALUE;
    }

    /** Fills up to where the samples belong, or says how many of them are too many. */
    @GuardedBy("this")
    private int align(long missing, int count) {
        if (missing >= 0) {
            insert(missing);
            return 0;
        }
        int skip = (int) Math.min(count, -missing);
        dropped += skip;
        return skip;
    }

    @GuardedBy("this")
    private void insert(long count) {
        makeRoom(count);
        mute(filled, filled + count);
        filled += count;
    }

    @GuardedBy("this")
    private void put(float[] samples, int skip, int count) {
        makeRoom(count);
        // A block is never longer than the room.
        int at = index(filled);
        int first = Math.min(count * SoundFeed.CHANNELS, ring.length - at);
        int from = skip * SoundFeed.CHANNELS;
        System.arraycopy(samples, from, ring, at, first);
        System.arraycopy(samples, from + first, ring, 0, count * SoundFeed.CHANNELS - first);
        filled += count;
        waiting += count;
    }

    /** What finds no room any more is replaced by silence, the oldest first. */
    @GuardedBy("this")
    private void makeRoom(long count) {
        long kept = filled + count - ROOM;
        if (kept > Math.max(keptFrom, taken)) {
            throwAway(kept);
            keptFrom = kept;
        }
    }

    /** The samples that still wait before this position are dropped. */
    @GuardedBy("this")
    private void throwAway(long until) {
        long gone = 0;
        for (long at = Math.max(keptFrom, taken); at < Math.min(filled, until); at++) {
            gone += Float.isNaN(ring[index(at)]) ? 0 : 1;
        }
        dropped += gone;
        waiting -= gone;
    }

    /** Marks what no source gave. */
    @GuardedBy("this")
    private void mute(long from, long until) {
        for (long at = Math.max(from, until - ROOM); at < until; ) {
            int index = index(at);
            int run = (int) Math.min((until - at) * SoundFeed.CHANNELS, ring.length - index);
            Arrays.fill(ring, index, index + run, Float.NaN);
            at += run / SoundFeed.CHANNELS;
        }
    }

    private static int index(long position) {
        return (int) (position % ROOM) * SoundFeed.CHANNELS;
    }

    /** Up to where samples are there; everywhere, while no device is open. */
    synchronized long ready() {
        return attached ? filled : Long.MAX_VALUE;
    }

    /** What is before this position is in no file. */
    synchronized void skipTo(long position) {
        if (position <= taken) {
            return;
        }
        throwAway(position);
        if (position > filled) {
            filled = position;
            follows = false;
        }
        taken = position;
    }

    /** Nothing more is taken: what waits is in no file. */
    synchronized void end() {
        times = null;
        throwAway(filled);
        taken = filled;
    }

    /**
     * Adds the samples from one position to another to a mix. Called by the encoder's thread.
     *
     * @param into left and right in turn, from its first element on
     * @param gain 1 as it is, 0 for silence
     */
    synchronized void take(long from, long until, float[] into, float gain) {
        if (until > filled) {
            makeRoom(until - filled);
            mute(filled, until);
            filled = until;
            // What comes later goes where it belongs.
            follows = false;
        }
        // Before that it was given to a file that was given up, or found no room.
        long given = 0;
        for (long at = Math.max(from, Math.max(taken, keptFrom)); at < until; at++) {
            int source = index(at);
            if (!Float.isNaN(ring[source])) {
                int target = (int) (at - from) * SoundFeed.CHANNELS;
                into[target] += gain * ring[source];
                into[target + 1] += gain * ring[source + 1];
                given++;
            }
        }
        waiting -= given;
        silence += until - from - given;
        written += until - from;
        taken = Math.max(taken, until);
    }

    /** By how much the device's clock is off, as a share: positive where it gives too much. */
    synchronized double clockOff() {
        return -drift.steady();
    }

    /** What became of all samples that were dealt with. */
    synchronized SoundAccount account() {
        return new SoundAccount(read - waiting, dropped, silence, corrected, written);
    }
}
