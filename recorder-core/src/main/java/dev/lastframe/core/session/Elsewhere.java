package dev.lastframe.core.session;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs what may hang (a disk, a driver) on a thread of its own, and waits for it only so long. The
 * thread that hangs is left behind; it holds up neither the recording nor the process's end.
 */
final class Elsewhere {

    private Elsewhere() {}

    /** Runs the task on a thread of its own. Never blocks. */
    static <T> CompletableFuture<T> run(String thread, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name(thread)
                .start(() -> {
                    try {
                        result.complete(task.call());
                    } catch (Exception | Error failed) {
                        result.completeExceptionally(failed);
                    }
                });
        return result;
    }

    /**
     * Waits for a result, no longer than the limit.
     *
     * @param abort ends the waiting when it is completed
     * @param unwanted is given a result that comes too late, on the thread that made it
     * @throws CancellationException when the waiting was aborted
     */
    static <T> T await(
            CompletableFuture<T> result,
            Duration limit,
            CompletableFuture<?> abort,
            Consumer<T> unwanted)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            CompletableFuture.anyOf(result, abort).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hung) {
            var _ = result.thenAccept(unwanted);
            throw hung;
        }
        if (!result.isDone()) {
            var _ = result.thenAccept(unwanted);
            throw new CancellationException("no longer wanted");
        }
        return result.get();
    }
}
