package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the time of every miss as stretches: misses of one reason that follow each other within a
 * few ticks are one. Callable from any thread; never blocks long.
 */
final class Misses {

    /** Told of each stretch when it ended; must not block. */
    interface Stretches {
        void stretch(long fromMicros, long untilMicros, String reason, long count);
    }

    private final Stretches stretches;
    private final long periodMicros;

    @GuardedBy("this")
    private String reason = "";

    @GuardedBy("this")
    private long fromMicros;

    @GuardedBy("this")
    private long untilMicros;

    @GuardedBy("this")
    private long count;

    @GuardedBy("this")
    private long longestMicros;

    @GuardedBy("this")
    private long lastMicros = -1;

    Misses(int fps, Stretches stretches) {
        this.periodMicros = TimeUnit.SECONDS.toMicros(1) / fps;
        this.stretches = stretches;
    }

    /** Something was missed between two moments on the video's clock. */
    synchronized void missed(String why, long firstMicros, long lastOfThem, long howMany) {
        if (count > 0 && (!why.equals(reason) || firstMicros - untilMicros > 2 * periodMicros)) {
            end();
        }
        if (count == 0) {
            reason = why;
            fromMicros = firstMicros;
        }
        untilMicros = Math.max(fromMicros, lastOfThem) + periodMicros;
        count += howMany;
        lastMicros = lastOfThem;
        longestMicros = Math.max(longestMicros, untilMicros - fromMicros);
    }

    /** Reports a stretch that has ended by this moment; all of them at the end of a recording. */
    synchronized void flush(long nowMicros) {
        if (count > 0 && nowMicros - untilMicros > 2 * periodMicros) {
            end();
        }
    }

    synchronized long longestMillis() {
        return TimeUnit.MICROSECONDS.toMillis(longestMicros);
    }

    synchronized long lastMicros() {
        return lastMicros;
    }

    @GuardedBy("this")
    private void end() {
        stretches.stretch(fromMicros, untilMicros, reason, count);
        count = 0;
    }
}
