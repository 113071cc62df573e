package dev.lastframe.core.sound;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a device does that is made up for, but should be known: its clock is far from the
 * computer's, or it hands its sound over in bursts. {@link #gave} by its reader, {@link #odd} by
 * whoever watches; never blocks.
 */
final class Habits {

    /** What a usual clock is off is a tenth of this, or less. */
    static final double FAR_OFF = 0.005;

    /** Nothing that hands its sound over as it should leaves so much time between. */
    static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** A busy computer is late once; so many looks in turn it is the device. */
    private static final int LOOKS = 3;

    private static final int UNSETTLED_LOOKS = 2;
    private static final int BURSTS_A_LOOK = 2;

    /** A habit for a person: what stands around the device's name. */
    record Oddity(String before, String after) {

        String of(String device) {
            return before + '"' + device + '"' + after;
        }
    }

    /** Times of a quarter of a second and more since the last look, and how long they were. */
    private final AtomicLong bursts = new AtomicLong();

    private final AtomicLong burstNanos = new AtomicLong();

    /** Used by who watches, as is all that follows. */
    private int offLooks;

    private int burstLooks;
    private boolean clockTold;
    private boolean burstsTold;
    private volatile boolean fresh;

    /** A device was opened. */
    void begin() {
        fresh = true;
    }

    /** It gave something, so long after what it gave before. */
    void gave(long nanos) {
        if (nanos >= BURST_NANOS) {
            bursts.incrementAndGet();
            burstNanos.addAndGet(nanos);
        }
    }

    /**
     * Whether there is something to be told.
     *
     * @param clockOff the share of samples that its clock gives too many; negative for too few
     */
    Optional<Oddity> odd(double clockOff) {
        if (fresh) {
            fresh = false;
            // The correction may still be that of the device before.
            offLooks = -UNSETTLED_LOOKS;
            burstLooks = 0;
            clockTold = false;
            burstsTold = false;
        }
        long times = bursts.getAndSet(0);
        long nanos = burstNanos.getAndSet(0);
        burstLooks = times >= BURSTS_A_LOOK ? burstLooks + 1 : 0;
        boolean off = Math.abs(clockOff) >= FAR_OFF;
        offLooks = off || offLooks < 0 ? offLooks + 1 : 0;
        if (burstLooks >= LOOKS && !burstsTold) {
            burstsTold = true;
            long millis = TimeUnit.NANOSECONDS.toMillis(nanos / times);
            return Optional.of(
                    new Oddity(
                            "",
                            " hands its sound over in bursts of "
                                    + millis
                                    + " ms: it is put where it belongs."));
        }
        if (offLooks >= LOOKS && !clockTold) {
            clockTold = true;
            return Optional.of(
                    new Oddity(
                            "The clock of ",
                            String.format(
                                    Locale.ROOT,
                                    " is %.1f %% too %s: its sound is stretched to stay with the"
                                            + " picture.",
                                    100 * Math.abs(clockOff),
                                    clockOff > 0 ? "fast" : "slow")));
        }
        return Optional.empty();
    }
}
