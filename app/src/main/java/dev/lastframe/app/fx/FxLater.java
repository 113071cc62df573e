package dev.lastframe.app.fx;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/**
 * Delays by a thread of its own. JavaFX's timelines would do, but a playing one makes JavaFX beat
 * at the screen's rate, which costs more than all that a refresh a second does.
 */
public final class FxLater implements Later, AutoCloseable {

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("fx-later").factory());

    @Override
    public Cancel after(Duration delay, Runnable task) {
        Future<?> waiting =
                timer.schedule(
                        () -> Platform.runLater(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> waiting.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
