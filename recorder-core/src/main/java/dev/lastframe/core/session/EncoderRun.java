package dev.lastframe.core.session;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.session.Outcome.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One part's encoder thread, from its start to its end. Used by the session's thread. */
final class EncoderRun {

    private static final Logger LOG = LoggerFactory.getLogger(EncoderRun.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration OPENING_PATIENCE = Duration.ofMillis(500);

    /** For opening, too; most of it is for a computer that is busy. */
    private static final Duration REHEARSAL_PATIENCE = Duration.ofSeconds(2);

    /** What is encoded before the first picture. */
    enum Rehearsal {
        /** Nothing: another part's encoder has pictures waiting. */
        NONE,
        /** As much as there is time for while something else is waited for. */
        BRIEF,
        /** All of it, and the recording waits for it. */
        WHOLE
    }

    private final FrameQueue queue;
    private final Making.Encoding encoding;
    private final ExecutorService service =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("lastframe-encoder").factory());
    private final Rehearsal rehearsal;
    private final Future<?> prepared;
    private final Future<?> rehearsed;

    /** What the encoder rehearses with; empty for nothing. */
    private final CompletableFuture<Optional<Frame>> alike = new CompletableFuture<>();

    /** Completed when the encoder holds no picture of the rehearsal, nor will. */
    private final CompletableFuture<Boolean> rehearsalOver = new CompletableFuture<>();

    /** Completed when nobody waits for it any more. */
    private final CompletableFuture<Boolean> hurried = new CompletableFuture<>();

    /** Set by whoever gives the rehearsal's picture back: the encoder, or who cancels it. */
    private final AtomicBoolean claimed = new AtomicBoolean();

    private volatile boolean enough;
    private final Future<?> task;

    /**
     * Starts the thread.
     *
     * @param expected the shape of the first frame, as far as it is known
     * @param rehearsal if not none, the encoder waits for {@link #rehearseWith}, half a second at
     *     most
     * @param broke told on the encoder thread of what the encoder did not catch itself
     */
    EncoderRun(
            FrameQueue queue,
            Making.Encoding encoding,
            FrameFormat expected,
            Rehearsal rehearsal,
            Consumer<Throwable> broke) {
        this.queue = queue;
        this.encoding = encoding;
        this.rehearsal = rehearsal;
        if (rehearsal == Rehearsal.NONE) {
            alike.complete(Optional.empty());
        }
        this.prepared = service.submit(() -> encoding.prepare().accept(expected));
        this.rehearsed = service.submit(this::rehearse);
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

    /**
     * Gives the encoder a picture like the first one. Once, by any thread; never blocks.
     *
     * @param picture whole, the encoder's from now on; empty where there is none
     */
    void rehearseWith(Optional<Frame> picture) {
        if (!alike.complete(picture)) {
            picture.ifPresent(Frame::release);
        }
    }

    /**
     * Ends the rehearsal: the recording does not begin. Never blocks.
     *
     * @param then run when no picture of it is in use any more, by any thread
     */
    void cancelRehearsal(Runnable then) {
        hurry();
        rehearseWith(Optional.empty());
        if (claimed.compareAndSet(false, true)) {
            // the encoder still opens, and may never come to it
            alike.join().ifPresent(Frame::release);
            rehearsalOver.complete(true);
        }
        var _ = rehearsalOver.thenRun(then);
    }

    /** No more than the picture that it is at is rehearsed. Any thread. Never blocks. */
    void hurry() {
        enough = true;
        hurried.complete(true);
    }

    private void rehearse() {
        Optional<Frame> picture = awaitAlike();
        if (!claimed.compareAndSet(false, true)) {
            return;
        }
        try {
            picture.ifPresent(it -> encoding.rehearse().accept(it, () -> !enough));
        } finally {
            picture.ifPresent(Frame::release);
            rehearsalOver.complete(true);
        }
    }

    private Optional<Frame> awaitAlike() {
        try {
            return alike.get(OPENING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException slow) {
            LOG.debug("no picture to rehearse with");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a picture to rehearse with", impossible);
        }
        alike.complete(Optional.empty());
        return alike.join();
    }

    /**
     * Whether the encoder is open, or could not be opened ahead, and has rehearsed if the recording
     * waits for that. Any thread. Never blocks.
     */
    boolean isPrepared() {
        return prepared.isDone() && (rehearsal != Rehearsal.WHOLE || rehearsed.isDone());
    }

    /**
     * Waits until the encoder is open, at most half a second: then it opens behind the queue. Where
     * the whole rehearsal is wanted, waits for that too, two seconds at most and not after {@link
     * #hurry}. No more than what it is at is rehearsed afterwards.
     */
    void awaitPrepared() throws InterruptedException {
        try {
            if (rehearsal == Rehearsal.WHOLE) {
                CompletableFuture.anyOf(rehearsalOver, hurried)
                        .get(REHEARSAL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            prepared.get(OPENING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LOG.debug("the encoder opens slowly");
        } catch (ExecutionException broken) {
            LOG.warn("the encoder could not be opened ahead", broken.getCause());
        } finally {
            enough = true;
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
