package dev.lastframe.app.bugreport;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Does what blocks on a thread of its own and brings what came of it to the FX thread, which calls
 * it.
 */
final class Background {

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

        private FutureTask<?> task = new FutureTask<>(() -> {}, null);
        private boolean cancelled;

        /** Interrupts it; nothing that comes of it is told. Harmless when it is over. */
        void cancel() {
            cancelled = true;
            task.cancel(true);
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
     * @param late told what came of it all the same, where it was cancelled when it was over
     */
    <T> Running run(
            Callable<T> work, Consumer<T> done, Consumer<Throwable> failed, Consumer<T> late) {
        Running running = new Running();
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
            lateAnswer = () -> late.accept(result);
        } catch (Exception | Error fault) {
            answer = () -> failed.accept(fault);
        }
        Runnable told = answer;
        Runnable toldLate = lateAnswer;
        ui.execute(() -> (running.cancelled ? toldLate : told).run());
    }
}
