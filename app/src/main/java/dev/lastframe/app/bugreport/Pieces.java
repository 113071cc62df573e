package dev.lastframe.app.bugreport;

import dev.lastframe.app.fx.Later;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Work for the FX thread that would hold it up if it were done at once: a piece at a time, and in
 * between whatever else waits for that thread, such as the next picture of a recording. Used by the
 * FX thread.
 */
final class Pieces {

    /** A recording takes a picture in this time. */
    private static final Duration BETWEEN = Duration.ofMillis(34);

    private final Later later;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean going;
    private boolean resting;

    Pieces(Later later) {
        this.later = later;
    }

    /** Does these after what waits already; none of them now. */
    void add(Collection<Runnable> more) {
        waiting.addAll(more);
        begin();
    }

    /** Does these before what waits already; none of them now. */
    void addFirst(List<Runnable> more) {
        more.reversed().forEach(waiting::addFirst);
        begin();
    }

    /** None of them is done, those to come neither, until {@link #goOn}. */
    void rest() {
        resting = true;
    }

    /** Goes on where it rested; harmless where it did not. */
    void goOn() {
        resting = false;
        begin();
    }

    /** Nothing more is done. */
    void clear() {
        waiting.clear();
    }

    private void begin() {
        if (!going && !resting && !waiting.isEmpty()) {
            going = true;
            next();
        }
    }

    private void next() {
        later.after(
                BETWEEN,
                () -> {
                    if (resting) {
                        going = false;
                        return;
                    }
                    Runnable piece = waiting.poll();
                    going = !waiting.isEmpty();
                    if (going) {
                        next();
                    }
                    if (piece != null) {
                        piece.run();
                    }
                });
    }
}
