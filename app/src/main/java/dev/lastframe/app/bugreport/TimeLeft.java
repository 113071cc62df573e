package dev.lastframe.app.bugreport;

import dev.lastframe.core.export.Progress;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows a piece of work and tells now and then how long it will take, so that a recording does
 * not fill with it. Made by the FX thread, called by the working one.
 */
final class TimeLeft implements Progress {

    /** The windows repaint no more often. */
    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Sooner no rate can be told. */
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final double LEAST_SHARE = 0.02;

    private final NanoClock clock;
    private final Consumer<At> told;
    private final long beganNanos;
    private long toldNanos;

    TimeLeft(NanoClock clock, Consumer<At> told) {
        this.clock = clock;
        this.told = told;
        this.beganNanos = clock.nanoTime();
        this.toldNanos = beganNanos;
    }

    /**
     * How far it is.
     *
     * @param share from 0 to 1
     * @param left at the rate so far; empty where that says nothing yet
     */
    record At(double share, Optional<Duration> left) {}

    @Override
    public synchronized void at(double share) {
        long now = clock.nanoTime();
        if (now - toldNanos < BETWEEN_NANOS) {
            return;
        }
        toldNanos = now;
        long took = now - beganNanos;
        boolean known = took >= FIRST_NANOS && share >= LEAST_SHARE;
        told.accept(
                new At(
                        Math.clamp(share, 0, 1),
                        known
                                ? Optional.of(
                                        Duration.ofNanos(Math.round(took * (1 - share) / share)))
                                : Optional.empty()));
    }
}
