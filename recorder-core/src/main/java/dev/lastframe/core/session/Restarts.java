package dev.lastframe.core.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets an encoder be restarted three times a minute, and counts. Used by the session's thread. */
final class Restarts {

    static final int MOST_A_MINUTE = 3;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Deque<Long> recent = new ArrayDeque<>();

    /** Read by any thread. */
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Asks for one more.
     *
     * @return whether it may be; then it is counted
     */
    boolean allow(long nowNanos) {
        while (!recent.isEmpty() && nowNanos - recent.getFirst() >= MINUTE) {
            recent.removeFirst();
        }
        if (recent.size() >= MOST_A_MINUTE) {
            return false;
        }
        recent.addLast(nowNanos);
        count.incrementAndGet();
        return true;
    }

    /** How many there were. */
    int count() {
        return count.get();
    }
}
