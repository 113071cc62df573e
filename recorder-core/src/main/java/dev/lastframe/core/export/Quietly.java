package dev.lastframe.core.export;

import dev.lastframe.core.threads.Niceness;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Does work of this process that takes a processor for seconds on a thread of the lowest priority,
 * and waits for it.
 */
final class Quietly {

    /** Such work. */
    @FunctionalInterface
    interface Work<T> {
        T call() throws IOException, InterruptedException;
    }

    private Quietly() {}

    /**
     * Does it. Callable from any thread.
     *
     * @throws InterruptedException when the caller is interrupted; the work has ended then
     */
    static <T> T call(Work<T> work) throws IOException, InterruptedException {
        Callable<T> nice =
                () -> {
                    Niceness.raise(Niceness.MOST);
                    return work.call();
                };
        FutureTask<T> task = new FutureTask<>(nice);
        Thread thread = Thread.ofPlatform().daemon().name("lastframe-compare").start(task);
        try {
            return task.get();
        } catch (InterruptedException cancelled) {
            thread.interrupt();
            thread.join();
            throw cancelled;
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException refused -> throw refused;
                case InterruptedException cancelled -> throw cancelled;
                case RuntimeException fault -> throw fault;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }
}
