package dev.lastframe.core.sound;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How loud a source is. Written by its reader, read by any thread; never blocks. */
final class Meter {

    /** Below this a microphone hears nothing: about -60 dB of full scale. */
    private static final int SILENT = Short.MAX_VALUE / 1000;

    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final double QUIETEST_DECIBELS = 60;

    /** The loudest sample since somebody asked, without its sign. */
    private final AtomicInteger peak = new AtomicInteger();

    private volatile long heardNanos;

    /** The source begins now. */
    void begin(long nanos) {
        heardNanos = nanos;
        peak.set(0);
    }

    /** Samples came, of all channels. */
    void heard(short[] samples, long nanos) {
        int most = 0;
        for (short sample : samples) {
            most = Math.max(most, Math.abs(sample));
        }
        peak.accumulateAndGet(most, Math::max);
        if (most > SILENT) {
            heardNanos = nanos;
        }
    }

    /** Nothing comes any more. */
    void nothing() {
        peak.set(0);
    }

    /** How loud it was at most since this was asked last, 0 to {@link SoundLevel#LOUDEST}. */
    int takeLevel() {
        int most = peak.getAndSet(0);
        if (most <= SILENT) {
            return 0;
        }
        double decibels = 20 * Math.log10((double) most / Short.MAX_VALUE);
        long steps = Math.round(SoundLevel.LOUDEST * (1 + decibels / QUIETEST_DECIBELS));
        return Math.clamp(steps, 0, SoundLevel.LOUDEST);
    }

    /** Whether nothing was heard for five seconds. */
    boolean silent(long nanos) {
        return nanos - heardNanos > SILENT_NANOS;
    }
}
