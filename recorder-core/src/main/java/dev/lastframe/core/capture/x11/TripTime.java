package dev.lastframe.core.capture.x11;

import java.util.concurrent.TimeUnit;

/**
 * When the server took the pixels of a picture, of which it is known only when it was asked for and
 * when its answer was read: in the middle. Where the thread that reads was busy with something else
 * the answer has lain there for a while, so no more counts than answers took lately. Used by the
 * capture thread alone.
 */
final class TripTime {

    /** An answer may always take so long. */
    static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    /** The least lately; rises by an eighth with each that takes longer. */
    private long usualNanos = LEAST_NANOS;

    /**
     * The moment.
     *
     * @param askedNanos when it was asked for, on whatever clock
     * @param readNanos when the answer was read, on the same
     * @return when the pixels were taken, on the same
     */
    long taken(long askedNanos, long readNanos) {
        long nanos = readNanos - askedNanos;
        usualNanos = Math.min(nanos, usualNanos + usualNanos / 8);
        return askedNanos + Math.min(nanos, Math.max(LEAST_NANOS, 2 * usualNanos)) / 2;
    }
}
