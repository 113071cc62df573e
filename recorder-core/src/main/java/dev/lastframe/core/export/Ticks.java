package dev.lastframe.core.export;

import java.time.Duration;

/** Times in 90 kHz, the clock of transport streams. */
final class Ticks {

    static final long SECOND = 90_000;

    private static final long NANOS_A_SECOND = 1_000_000_000;

    private Ticks() {}

    static long of(Duration time) {
        return time.toSeconds() * SECOND + time.toNanosPart() * SECOND / NANOS_A_SECOND;
    }

    /** The first tick that is not before a time. */
    static long notBefore(Duration time) {
        long ticks = of(time);
        return duration(ticks).compareTo(time) < 0 ? ticks + 1 : ticks;
    }

    static long ofMicros(long micros) {
        return Math.multiplyExact(micros, 9L) / 100;
    }

    static Duration duration(long ticks) {
        long part = ticks % SECOND;
        return Duration.ofSeconds(ticks / SECOND, part * NANOS_A_SECOND / SECOND);
    }

    /** Seconds as FFmpeg's filters read them. */
    static double seconds(long ticks) {
        return (double) ticks / SECOND;
    }
}
