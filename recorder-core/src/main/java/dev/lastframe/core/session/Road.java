package dev.lastframe.core.session;

import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.frame.FramePool;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What drives the capture of a recording that has begun: its deadlines, and the last picture before
 * a pause or the end. Used by the session's thread.
 */
final class Road {

    private final Stages stages;
    private final Desk desk;
    private final InputKeeper input;
    private final SoundKeeper sound;
    private final Consumer<Throwable> fault;
    private @Nullable Pacer pacer;

    private Road(
            Stages stages,
            Desk desk,
            InputKeeper input,
            SoundKeeper sound,
            Consumer<Throwable> fault) {
        this.sound = sound;
        this.stages = stages;
        this.desk = desk;
        this.input = input;
        this.fault = fault;
    }

    /**
     * Begins to rehearse the first picture, while the encoder and the files open. Never blocks; to
     * be {@link #endRehearsal awaited}.
     *
     * @param awaited whether nothing but this is waited for
     */
    static CompletableFuture<Boolean> rehearse(
            Desk desk,
            EncoderRun encoder,
            ScreenGrabber grabber,
            FramePool pool,
            BooleanSupplier awaited) {
        return desk.captureThread()
                .begin(() ->
                        CaptureStage.rehearse(
                                grabber,
                                pool,
                                desk.clock(),
                                encoder::rehearseWith,
                                () -> encoder.isPrepared() && awaited.getAsBoolean()));
    }

    /** Waits for it, a second at most. */
    static void endRehearsal(Desk desk, CompletableFuture<Boolean> rehearsal, FramePool pool)
            throws InterruptedException {
        desk.captureThread().await(rehearsal, "the rehearsal");
        // The encoder reads from it, and would meet the page faults that the server has met.
        Thread.ofPlatform().daemon().name("lastframe-memory").start(pool::provideFree);
    }

    /**
     * Starts the clock when the encoder is open and all else is made; no deadline passes yet.
     *
     * @param input ends with the road
     * @param sound ends when the encoder has taken the last of it
     * @param end asks for the recording's end; returns at once
     * @param fault told of what throws in capture and pacing; called by any thread
     */
    static Road open(
            Desk desk,
            Parts parts,
            ScreenGrabber grabber,
            FramePool pool,
            int fps,
            InputKeeper input,
            SoundKeeper sound,
            Consumer<Failure> end,
            Consumer<Throwable> fault)
            throws InterruptedException {
        int effective =
                Math.clamp(pool.framesOf(grabber.format()) - 2L, 1, desk.request().queueCapacity());
        parts.current().encoder().awaitPrepared();
        Timeline timeline = new Timeline(desk.clock(), desk.journal()::gap);
        desk.board().opened(grabber, fps, effective);
        desk.queue().limit(effective);
        Misses misses = new Misses(fps, desk.journal()::missed);
        CaptureStage capture =
                new CaptureStage(
                        grabber,
                        pool,
                        desk.queue(),
                        desk.ledger(),
                        misses,
                        timeline,
                        desk.clock(),
                        new CaptureProblems(desk.health(), end, fault));
        Stages stages = new Stages(parts, timeline, misses, capture, fps);
        Road road = new Road(stages, desk, input, sound, fault);
        timeline.begin();
        sound.begin(timeline);
        return road;
    }

    Stages stages() {
        return stages;
    }

    /** Any thread. */
    SoundKeeper sound() {
        return sound;
    }

    void startPacer(long firstDeadlineNanos) {
        Pacer started =
                new Pacer(
                        stages.fps(),
                        firstDeadlineNanos,
                        desk.clock(),
                        desk.environment().captureThread(),
                        new Deadlines(stages, desk.ledger(), desk.journal(), desk.clock(), fault));
        pacer = started;
        started.start();
    }

    /** No picture is taken any more; the last one is as the screen is now. Blocks, 2 s at most. */
    void pause() {
        try {
            stopPacer();
            lastTick();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        stages.timeline().stop(desk.clock().nanoTime());
    }

    /** The clock goes on; returns the moment. */
    long resume() {
        desk.captureThread().post(stages.capture()::proceed);
        long now = desk.clock().nanoTime();
        stages.timeline().resume(now);
        return now;
    }

    /**
     * No picture is taken any more. Blocks, 2 s at most.
     *
     * @param still whether not even a last one can be taken, or was already
     * @param steps keeps what is thrown
     */
    void end(boolean still, Steps steps) {
        steps.run("the pacer's end", this::stopPacer);
        if (!still) {
            steps.run("the last picture", this::lastTick);
        }
        steps.run("the capture's end", stages.capture()::suspend);
        steps.run("the end of pointer and keys", input::close);
        steps.run("the clock's end", () -> stages.timeline().stop(desk.clock().nanoTime()));
    }

    /** Nothing more is taken from the sources of sound. Any thread. Never blocks. */
    void endSound() {
        sound.close();
    }

    private void stopPacer() throws InterruptedException {
        Pacer running = pacer;
        if (running != null) {
            running.stop();
            pacer = null;
        }
    }

    /** The one extra tick: the picture as it is now, so that the last change is not lost. */
    private void lastTick() throws InterruptedException {
        desk.captureThread().run(() -> stages.capture().lastTick(), "the last picture");
        stages.capture().suspend();
    }
}
