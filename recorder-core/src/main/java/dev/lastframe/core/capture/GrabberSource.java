package dev.lastframe.core.capture;

import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Opens the best grabber there is for a target. */
@FunctionalInterface
public interface GrabberSource {

    /**
     * Called by the capture thread, which owns the grabber from then on.
     *
     * @param cursor whether the pointer is drawn into the picture
     * @throws CaptureException when nothing can be captured; the message says what to do
     */
    ScreenGrabber open(CaptureTarget target, boolean cursor, NanoClock clock)
            throws CaptureException;

    /**
     * How long {@link #prepare} may take, where a person has to be asked before anything can be
     * opened; empty where {@link #open} is all that is needed.
     */
    default Optional<Duration> asks() {
        return Optional.empty();
    }

    /**
     * Asks whoever has to be asked. Called by a thread that may wait; blocks until there is an
     * answer.
     *
     * @param cursor whether the pointer is drawn into the picture
     * @param cancelled takes the question back when it is completed
     * @return what opens this one target, once; to be opened or {@link #forget forgotten}
     * @throws CaptureException when nothing can be captured; the message says what to do
     * @throws java.util.concurrent.CancellationException when it was cancelled
     */
    default GrabberSource prepare(
            CaptureTarget target, boolean cursor, NanoClock clock, CompletableFuture<?> cancelled)
            throws CaptureException, InterruptedException {
        return this;
    }

    /**
     * What was prepared is not wanted; nothing where it was opened. Callable by any thread; never
     * blocks.
     */
    default void forget() {}
}
