package dev.lastframe.core.capture;

/**
 * Tells whether anything may have changed on the recorded screen, at next to no cost: what the
 * server has announced by itself is read, and it is not asked. A still screen then wakes up neither
 * the capture thread nor the server. It may say "changed" for nothing, and another part of the
 * screen may have changed than the one that is recorded.
 *
 * <p>Made and closed by the capture thread, asked by one other.
 */
public interface ChangeNotice extends AutoCloseable {

    /** Whether something may have changed since the call before. Does not block as a rule. */
    boolean mayHaveChanged();

    /**
     * Until when nobody has to ask, unless something is announced: there may be what is not
     * announced. Called by whoever asks.
     *
     * @return on the monotonic clock; {@code Long.MIN_VALUE} where announcements cannot be waited
     *     for, and {@code Long.MAX_VALUE} where everything is announced
     */
    default long quietUntil() {
        return Long.MIN_VALUE;
    }

    /**
     * Blocks until something is announced, which the next question tells, or somebody {@link #wake
     * wakes} it, or until a moment. Called by whoever asks, where {@link #quietUntil} allows it.
     *
     * @param untilNanos on the monotonic clock
     * @return the moment before which nothing was announced, at most that one
     */
    default long await(long untilNanos) {
        throw new UnsupportedOperationException("announcements cannot be waited for");
    }

    /**
     * Ends the waiting, of which there may be none; then the next one. Called by any thread; does
     * not block.
     */
    default void wake() {}

    /** Every question from now on is answered with "changed". */
    @Override
    void close();
}
