package dev.lastframe.app.conversion;

import dev.lastframe.app.settings.Keep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts on one background thread, one recording after the other. Made and closed by the main
 * thread; the work itself is done by child processes of low priority.
 */
public final class BackgroundConversions implements ConversionService, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundConversions.class);

    /** How long a closed window's process stays for what it has in hand. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A process that is asked to end leaves the rest to the next one. */
    private static final Duration HURRY = Duration.ofSeconds(3);

    /** For what was begun to be removed. */
    private static final Duration CLEANING = Duration.ofSeconds(2);

    private final Path activeNotes;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("lastframe-mp4").factory());
    private volatile Duration patience = PATIENCE;

    /**
     * @param activeNotes the state folder's {@code active}
     */
    public BackgroundConversions(Path activeNotes) {
        this.activeNotes = activeNotes;
    }

    @Override
    public void convert(Keep keep, List<Path> recordings, ConversionListener listener) {
        try {
            worker.execute(() -> run(keep, recordings, listener));
        } catch (RejectedExecutionException closed) {
            LOG.info("the program ends: the next one makes the MP4 of {}", recordings);
        }
    }

    private void run(Keep keep, List<Path> recordings, ConversionListener listener) {
        try {
            new Conversions(activeNotes, keep, listener).allAnd(recordings);
        } catch (InterruptedException ended) {
            LOG.info("the next start makes the rest");
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            LOG.error("MP4s could not be made", fault);
        }
    }

    /** The process is asked to end: closing waits only shortly. Callable from any thread. */
    public void hurry() {
        patience = HURRY;
    }

    /** Waits a little for what is in hand; the next start takes up what is not done then. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            for (long waited = 0; waited < patience.toSeconds(); waited++) {
                if (worker.awaitTermination(1, TimeUnit.SECONDS)) {
                    return;
                }
            }
            worker.shutdownNow();
            if (!worker.awaitTermination(CLEANING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("an unfinished MP4 stays until the next start");
            }
        } catch (InterruptedException ended) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
