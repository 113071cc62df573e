package dev.lastframe.app.faults;

import dev.lastframe.core.session.Fault;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the recordings that run in this process, so that a fault in any thread and the process's
 * end save them. Callable by any thread.
 */
public final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final FaultFile file;
    private final Set<Recording> running = ConcurrentHashMap.newKeySet();

    /** The newest fault is noted last. */
    private final AtomicReference<CompletableFuture<Void>> noted =
            new AtomicReference<>(CompletableFuture.completedFuture(null));

    public Faults(FaultFile file) {
        this.file = file;
    }

    /** A recording runs from now on until its outcome comes. Never blocks. */
    public void follow(Recording recording) {
        running.add(recording);
        var _ = recording.outcome().whenComplete((outcome, broken) -> running.remove(recording));
    }

    /** Logs a fault, once, and keeps it for the next start, on a thread of its own. */
    public void note(Fault fault) {
        LOG.error("fault {}: {}", fault.code(), fault.sentence(), fault.cause());
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> before = noted.getAndSet(done);
        // Whatever became of the one before: each fault has a note of its own.
        var _ =
                before.thenRunAsync(() -> file.note(fault), Faults::run)
                        .whenComplete((nothing, refused) -> {
                            if (refused != null) {
                                LOG.error("fault {} could not be noted", fault.code(), refused);
                            }
                            done.complete(null);
                        });
    }

    private static void run(Runnable task) {
        Thread.ofPlatform().daemon().name("lastframe-fault").start(task);
    }

    /** An exception that nobody caught: everything that runs is saved, with its code. */
    public void uncaught(Thread thread, Throwable thrown) {
        Fault fault = Fault.of(thrown, thread);
        // First of all: noting may fail for the same reason, such as a full memory.
        for (Recording recording : running) {
            try {
                recording.fault(fault);
            } catch (RuntimeException | Error broken) {
                LOG.error("a recording could not be told of fault {}", fault.code(), broken);
            }
        }
        note(fault);
    }

    /**
     * Stops and saves everything that runs; completed with what came of it when all have ended, and
     * without those of which nothing could be told. Never blocks.
     */
    public CompletableFuture<List<Outcome>> endAll() {
        return all(running.stream().map(Recording::stop).toList());
    }

    static CompletableFuture<List<Outcome>> all(List<CompletableFuture<Outcome>> ending) {
        List<CompletableFuture<Optional<Outcome>>> told =
                ending.stream().map(each -> each.handle(Faults::told)).toList();
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                .thenApply(all ->
                        told.stream()
                                .map(CompletableFuture::join)
                                .flatMap(Optional::stream)
                                .toList());
    }

    private static Optional<Outcome> told(@Nullable Outcome outcome, @Nullable Throwable broken) {
        if (broken != null) {
            LOG.error("what became of a recording cannot be told", broken);
        }
        return Optional.ofNullable(outcome);
    }

    /** The same, and waits for it at most so long: the process is about to end. */
    public void endAll(Duration limit) {
        try {
            endAll().thenCombine(noted.get(), (outcomes, nothing) -> outcomes)
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException hung) {
            LOG.error("the process ends before its recordings were saved", hung);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
