package dev.lastframe.core.capture.wayland;

/**
 * Puts a stream's times on our clock. A picture cannot come before it was made: the promptest of
 * the last ones tells how far the stream's clock is off. Used by one thread.
 */
final class StreamTimes {

    /** So many pictures are compared with one another, and so many before them. */
    private static final int BLOCK = 64;

    /** A picture that claims to be older than this has no time of its own. */
    private static final long OLDEST_NANOS = 1_000_000_000L;

    private long offset = Long.MAX_VALUE;
    private long offsetBefore = Long.MAX_VALUE;
    private int compared;

    /** The stream's clock is another one from now on. */
    void forget() {
        offset = Long.MAX_VALUE;
        offsetBefore = Long.MAX_VALUE;
        compared = 0;
    }

    /**
     * When a picture was made, on our clock.
     *
     * @param streamNanos on the stream's clock; negative where it has none
     * @param arrivedNanos when it came, on ours
     */
    long of(long streamNanos, long arrivedNanos) {
        if (streamNanos < 0) {
            return arrivedNanos;
        }
        if (compared++ >= BLOCK) {
            compared = 1;
            offsetBefore = offset;
            offset = Long.MAX_VALUE;
        }
        offset = Math.min(offset, arrivedNanos - streamNanos);
        long made = streamNanos + Math.min(offset, offsetBefore);
        return arrivedNanos - made > OLDEST_NANOS ? arrivedNanos : made;
    }
}
