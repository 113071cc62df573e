package dev.lastframe.app.fx;

import java.time.Duration;

/** Runs something on the FX thread after a while. Called by the FX thread. Never blocks. */
public interface Later {

    /** Takes the wish back; harmless when it was fulfilled. */
    @FunctionalInterface
    interface Cancel {
        void cancel();
    }

    /** Runs the task once, on the FX thread. */
    Cancel after(Duration delay, Runnable task);
}
