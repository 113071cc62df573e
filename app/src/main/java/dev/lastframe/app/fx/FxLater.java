package dev.lastframe.app.fx;

import java.time.Duration;
import java.util.concurrent.Executor;
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

    private final Executor application;

    public FxLater() {
        this(Platform::runLater);
    }

    /**
     * @param application runs tasks on the FX thread, or what stands for it
     */
    FxLater(Executor application) {
        this.application = application;
    }

    @Override
    public Cancel after(Duration delay, Runnable task) {
        Wish wish = new Wish(task);
        Future<?> waiting =
                timer.schedule(
                        () -> application.execute(wish), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            wish.takenBack = true;
            waiting.cancel(false);
        };
    }

    /** May wait among the FX thread's tasks when it is taken back. Used by that thread alone. */
    private static final class Wish implements Runnable {

        private final Runnable task;
        private boolean takenBack;

        Wish(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!takenBack) {
                task.run();
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
