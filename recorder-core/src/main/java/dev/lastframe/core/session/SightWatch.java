package dev.lastframe.core.session;

import dev.lastframe.core.capture.Sight;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tells how a person sees the recorded window whenever that changes; what comes and goes within a
 * second, such as a window that is dragged over it, is told once. Used by the capture thread alone.
 */
final class SightWatch {

    /** So long nothing is told after it was told that others cover it, or do no more. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final Consumer<Sight> listener;
    private Sight told = Sight.SHOWN;
    private long toldNanos;
    private boolean anything;

    /**
     * @param listener told of each change; must not block
     */
    SightWatch(Consumer<Sight> listener) {
        this.listener = listener;
    }

    /** What a tick found. */
    void saw(Sight now, long nowNanos) {
        if (now == told) {
            return;
        }
        boolean over = told == Sight.HIDDEN || now == Sight.HIDDEN || now == Sight.CLOSED;
        if (over || !anything || nowNanos - toldNanos >= PAUSE.toNanos()) {
            told = now;
            toldNanos = nowNanos;
            anything = true;
            listener.accept(now);
        }
    }
}
