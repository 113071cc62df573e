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

    /** Every question from now on is answered with "changed". */
    @Override
    void close();
}
