package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One sample a second of the last minute: what the last 10 s brought, and the present rate.
 * Callable from any thread.
 */
final class Trend {

    private static final int SECONDS = 60;
    private static final int RECENT = 10;

    private record Sample(long ticks, long missed, long bytes) {}

    @GuardedBy("this")
    private final Deque<Sample> samples = new ArrayDeque<>();

    Trend() {
        samples.addLast(new Sample(0, 0, 0));
    }

    /** Called once a second of recorded time. */
    synchronized void sample(LedgerSnapshot ledger, long bytes) {
        samples.addLast(new Sample(ledger.ticks(), ledger.missed(), bytes));
        if (samples.size() > SECONDS + 1) {
            samples.removeFirst();
        }
    }

    /** Ticks and misses since ten samples ago. */
    synchronized long[] recent(LedgerSnapshot now) {
        int skip = Math.max(0, samples.size() - RECENT);
        Sample then = samples.stream().skip(skip).findFirst().orElseThrow();
        return new long[] {now.ticks() - then.ticks, now.missed() - then.missed};
    }

    /** Bytes a second over the last minute, or over all if that is shorter. */
    synchronized long bytesPerSecond() {
        int seconds = samples.size() - 1;
        return seconds == 0 ? 0 : (samples.getLast().bytes - samples.getFirst().bytes) / seconds;
    }
}
