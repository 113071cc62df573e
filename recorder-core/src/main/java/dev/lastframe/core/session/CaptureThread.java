package dev.lastframe.core.session;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends work to the capture thread. Called by any other thread. */
final class CaptureThread {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureThread.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(10);

    private final Executor executor;

    CaptureThread(Executor executor) {
        this.executor = executor;
    }

    /** Runs the task some time. Never blocks. */
    void post(Runnable task) {
        executor.execute(task);
    }

    /** Runs the task and waits for it, at most a second: a window that hangs holds up no stop. */
    void run(Runnable task, String what) throws InterruptedException {
        await(begin(task), what);
    }

    /** Runs the task some time; to be {@link #await awaited}. Never blocks. */
    CompletableFuture<Boolean> begin(Runnable task) {
        return submit(() -> ran(task));
    }

    /** Waits for a task that was {@link #begin begun}, at most a second. */
    void await(CompletableFuture<Boolean> done, String what) throws InterruptedException {
        try {
            done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException broken) {
            LOG.error("{} failed", what, broken.getCause());
        } catch (TimeoutException busy) {
            LOG.warn("the window was too busy for {}", what);
        }
    }

    /**
     * Waits for the result of a task that was {@link #submit}ted, at most ten seconds.
     *
     * @param abort ends the waiting when it is completed
     * @param unwanted is given a result that comes too late, on the capture thread
     * @throws CancellationException when the waiting was aborted
     */
    static <T> T await(
            CompletableFuture<T> result, CompletableFuture<?> abort, Consumer<T> unwanted)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Elsewhere.await(result, LONG_PATIENCE, abort, unwanted);
    }

    private static boolean ran(Runnable task) {
        task.run();
        return true;
    }

    /** Runs the task some time; the result is completed there. Never blocks. */
    <T> CompletableFuture<T> submit(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                done.complete(task.call());
            } catch (Exception | Error failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }
}
