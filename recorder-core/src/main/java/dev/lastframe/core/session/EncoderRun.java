package dev.lastframe.core.session;

import dev.lastframe.core.encode.EncoderTask;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The encoder's thread, from its start to its end. Used by the session's thread. */
final class EncoderRun {

    private static final Logger LOG = LoggerFactory.getLogger(EncoderRun.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration OPENING_PATIENCE = Duration.ofMillis(500);

    private final FrameQueue queue;
    private final ExecutorService service =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("lastframe-encoder").factory());
    private final Future<?> prepared;
    private final Future<?> task;

    /**
     * Starts the thread.
     *
     * @param expected the shape of the first frame
     */
    EncoderRun(FrameQueue queue, EncoderTask encoder, FrameFormat expected) {
        this.queue = queue;
        this.prepared = service.submit(() -> encoder.prepare(expected));
        this.task = service.submit(encoder);
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

    /**
     * Closes the queue and waits until the encoder has taken what is in it, at most three seconds;
     * then it is given up.
     *
     * @return what went wrong, null if nothing
     */
    @Nullable Failure end() throws InterruptedException {
        queue.close();
        service.shutdown();
        try {
            task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (TimeoutException hung) {
            int lost = queue.abandon();
            LOG.error("the encoder hangs; {} frames given up", lost);
            return new Failure(
                    Reason.ENCODER_HUNG,
                    "The encoder did not end: the last " + lost + " pictures are missing.");
        } catch (ExecutionException broken) {
            LOG.error("the encoder broke", broken.getCause());
            queue.abandon();
            return new Failure(
                    Reason.ENCODER_FAILED, "The encoder broke: " + broken.getCause() + ".");
        }
    }
}
