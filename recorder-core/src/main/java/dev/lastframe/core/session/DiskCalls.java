package dev.lastframe.core.session;

import dev.lastframe.core.storage.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Asks a disk for something where one that hangs holds up nobody for long. */
final class DiskCalls {

    private DiskCalls() {}

    /**
     * Waits for what the disk does.
     *
     * @param abort ends the waiting when it is completed
     * @param unwanted is given a result that comes too late
     * @throws StorageException what the task threw, or that the disk does not answer
     */
    static <T> T call(
            Path folder,
            Duration limit,
            CompletableFuture<?> abort,
            Callable<T> task,
            Consumer<T> unwanted)
            throws StorageException, InterruptedException {
        return await(folder, limit, abort, begin(task), unwanted);
    }

    /** Begins to ask; to be {@link #await awaited}. Never blocks. */
    static <T> CompletableFuture<T> begin(Callable<T> task) {
        return Elsewhere.run("lastframe-open", task);
    }

    /** Waits for what was {@link #begin begun}, as {@link #call}. */
    static <T> T await(
            Path folder,
            Duration limit,
            CompletableFuture<?> abort,
            CompletableFuture<T> begun,
            Consumer<T> unwanted)
            throws StorageException, InterruptedException {
        try {
            return Elsewhere.await(begun, limit, abort, unwanted);
        } catch (TimeoutException hung) {
            throw new StorageException(
                    StorageException.Reason.WRITE_FAILED,
                    "The disk that holds " + folder + " does not answer: choose another folder.",
                    hung);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StorageException refused) {
                throw refused;
            }
            throw new IllegalStateException("the disk was not asked well", failed.getCause());
        }
    }
}
