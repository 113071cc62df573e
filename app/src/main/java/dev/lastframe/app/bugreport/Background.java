package dev.lastframe.app.bugreport;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what blocks on a thread of its own and brings what came of it to the FX thread, which calls
 * it.
 */
final class Background {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final Executor background;
    private final Executor ui;

    /**
     * @param background runs what blocks, each on a thread of its own that may be interrupted
     * @param ui runs a task on the FX thread, in order
     */
    Background(Executor background, Executor ui) {
        this.background = background;
        this.ui = ui;
    }

    /** Work that goes on. */
    static final class Running {

        private final Executor background;
        private FutureTask<?> task = new FutureTask<>(() -> {}, null);
        private boolean cancelled;

        /** What is to be done about what came of it where nobody was told of that yet. */
        private Optional<Runnable> untold = Optional.empty();

        Running(Executor background) {
            this.background = background;
        }

        /** Interrupts it; nothing that comes of it is told. Harmless when it is over. */
        void cancel() {
            Optional<Runnable> late;
            synchronized (this) {
                cancelled = true;
                late = untold;
                untold = Optional.empty();
            }
            task.cancel(true);
            late.ifPresent(background::execute);
        }

        /** Whether somebody may be told; else it was cancelled. */
        private synchronized boolean over(Runnable late) {
            if (!cancelled) {
                untold = Optional.of(late);
            }
            return !cancelled;
        }

        private synchronized boolean tells() {
            untold = Optional.empty();
            return !cancelled;
        }
    }

    /**
     * Begins it.
     *
     * @param done told what came of it
     * @param failed told why nothing did
     */
    <T> Running run(Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        return run(work, done, failed, late -> {});
    }

    /**
     * Begins it.
     *
     * @param late told what came of it all the same, where it was cancelled too late, by a thread
     *     that may block
     */
    <T> Running run(
            Callable<T> work, Consumer<T> done, Consumer<Throwable> failed, Consumer<T> late) {
        Running running = new Running(background);
        FutureTask<?> task = new FutureTask<>(() -> call(work, done, failed, late, running), null);
        running.task = task;
        background.execute(task);
        return running;
    }

    /** Runs something on the FX thread. */
    void tell(Runnable task) {
        ui.execute(task);
    }

    private <T> void call(
            Callable<T> work,
            Consumer<T> done,
            Consumer<Throwable> failed,
            Consumer<T> late,
            Running running) {
        Runnable answer;
        Runnable lateAnswer = () -> {};
        try {
            T result = work.call();
            answer = () -> done.accept(result);
            lateAnswer = () -> accept(late, result);
        } catch (Exception | Error fault) {
            answer = () -> failed.accept(fault);
        }
        if (!running.over(lateAnswer)) {
            lateAnswer.run();
            return;
        }
        Runnable told = answer;
        ui.execute(() -> {
            if (running.tells()) {
                told.run();
            }
        });
    }

    /** Nobody else would hear of its fault. */
    private static <T> void accept(Consumer<T> late, T result) {
        try {
            late.accept(result);
        } catch (RuntimeException fault) {
            LOG.warn("what came too late is still there", fault);
        }
    }
}
