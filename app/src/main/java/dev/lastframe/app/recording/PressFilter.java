package dev.lastframe.app.recording;

import dev.lastframe.core.time.NanoClock;
import java.util.concurrent.TimeUnit;

/** Makes one of presses that follow each other faster than a person decides. */
final class PressFilter {

    static final long ONE_PRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final NanoClock clock;
    private boolean pressed;
    private long lastNanos;

    PressFilter(NanoClock clock) {
        this.clock = clock;
    }

    /** Whether this press counts. */
    boolean accept() {
        long now = clock.nanoTime();
        if (pressed && now - lastNanos < ONE_PRESS_NANOS) {
            return false;
        }
        pressed = true;
        lastNanos = now;
        return true;
    }
}
