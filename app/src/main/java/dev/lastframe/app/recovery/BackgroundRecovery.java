package dev.lastframe.app.recovery;

import dev.lastframe.core.recovery.FfmpegDecoder;
import dev.lastframe.core.recovery.Recovery;
import dev.lastframe.core.recovery.RecoveryListener;
import dev.lastframe.core.recovery.RecoveryPlaces;
import dev.lastframe.core.recovery.RecoveryResult;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Recovers on one background thread. Made by the main thread, begun once by the FX thread; closing
 * it gives up what is not done, which the next start finds again.
 */
public final class BackgroundRecovery implements RecoveryService, AutoCloseable {

    private final Path activeNotes;
    private final NanoClock clock;
    private final ExecutorService background;
    private volatile Future<?> running = CompletableFuture.completedFuture("");

    /**
     * @param activeNotes the state folder's {@code active}
     * @param background runs what blocks; its threads are interrupted to cancel
     */
    public BackgroundRecovery(Path activeNotes, NanoClock clock, ExecutorService background) {
        this.activeNotes = activeNotes;
        this.clock = clock;
        this.background = background;
    }

    @Override
    public CompletionStage<RecoveryResult> begin(List<Path> folders, RecoveryListener listener) {
        CompletableFuture<RecoveryResult> done = new CompletableFuture<>();
        running =
                background.submit(() -> {
                    try {
                        RecoveryPlaces places = new RecoveryPlaces(activeNotes, folders);
                        done.complete(
                                new Recovery(places, clock, new FfmpegDecoder()).run(listener));
                    } catch (RuntimeException | Error broken) {
                        done.completeExceptionally(broken);
                    }
                });
        return done;
    }

    /** Does not wait. May be called twice. */
    @Override
    public void close() {
        running.cancel(true);
    }
}
