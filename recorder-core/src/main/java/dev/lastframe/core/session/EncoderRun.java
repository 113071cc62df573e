package dev.lastframe.core.session;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.session.Outcome.Reason;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One part's encoder thread, from its start to its end. Used by the session's thread. */
final class EncoderRun {

    private static final Logger LOG = LoggerFactory.getLogger(EncoderRun.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration OPENING_PATIENCE = Duration.ofMillis(500);

    private final FrameQueue queue;
    private final Making.Encoding encoding;
    private final ExecutorService service =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("lastframe-encoder").factory());
    private final Future<?> prepared;
    private final Future<?> task;

    /**
     * Starts the thread.
     *
     * @param expected the shape of the first frame, as far as it is known
     * @param broke told on the encoder thread of what the encoder did not catch itself
     */
    EncoderRun(
            FrameQueue queue,
            Making.Encoding encoding,
            FrameFormat expected,
            Consumer<Throwable> broke) {
        this.queue = queue;
        this.encoding = encoding;
        this.prepared = service.submit(() -> encoding.prepare().accept(expected));
        this.task =
                service.submit(() -> {
                    try {
                        encoding.task().run();
                    } catch (RuntimeException | Error fault) {
                        broke.accept(fault);
                    }
                });
        service.shutdown();
    }

    /** Whether the encoder is open, or could not be opened ahead. Any thread. Never blocks. */
    boolean isPrepared() {
        return prepared.isDone();
    }

    /** Waits until the encoder is open, at most half a second: then it opens behind the queue. */
    void awaitPrepared() throws InterruptedException {
        try {
            prepared.get(OPENING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LOG.debug("the encoder opens slowly");
        } catch (ExecutionException broken) {
            LOG.warn("the encoder could not be opened ahead", broken.getCause());
        }
    }

    /** Asks it to end before the next whole picture. Never blocks. */
    void leave() {
        encoding.leave().run();
    }

    /**
     * Waits for an encoder that is known to end by itself, at most three seconds.
     *
     * @return what went wrong, null if nothing
     */
    @Nullable Failure awaitEnd() throws InterruptedException {
        try {
            task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (TimeoutException hung) {
            return new Failure(
                    Reason.ENCODER_HUNG,
                    "The encoder did not end: what it had not handed on by then is missing.");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the encoder's end was not caught", impossible);
        }
    }

    /**
     * Closes the queue and waits until the encoder has taken what is in it, at most three seconds.
     *
     * @return what went wrong, null if nothing
     */
    @Nullable Failure end() throws InterruptedException {
        queue.close();
        Failure problem = awaitEnd();
        if (problem != null) {
            LOG.error("the encoder hangs");
        }
        return problem;
    }
}
