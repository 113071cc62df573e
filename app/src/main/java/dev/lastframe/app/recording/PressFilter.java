package dev.lastframe.app.recording;

import java.util.concurrent.TimeUnit;

/**
 * Makes one of presses that follow each other faster than a person decides. They may arrive in
 * another order than they were made. For one thread.
 */
public final class PressFilter {

    static final long ONE_PRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private boolean pressed;
    private long lastNanos;

    /**
     * Whether this press counts.
     *
     * @param nanos when it was made, on the monotonic clock
     */
    public boolean accept(long nanos) {
        if (pressed && Math.abs(nanos - lastNanos) < ONE_PRESS_NANOS) {
            return false;
        }
        lastNanos = pressed ? Math.max(lastNanos, nanos) : nanos;
        pressed = true;
        return true;
    }
}
