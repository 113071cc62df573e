package dev.lastframe.core.session;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.encode.EncoderException;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Tries to begin a recording, once. Used by the session's thread; blocks. */
final class Beginning {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Desk desk;
    private final Parts parts;
    private final Opening opening;
    private final CompletableFuture<?> clear;
    private final CompletableFuture<?> stopAsked;
    private final CompletableFuture<?> abort;
    private final Course.Host host;

    private EncoderRun.Rehearsal rehearsal = EncoderRun.Rehearsal.BRIEF;

    /** Null before anything is opened. */
    private Parts.@Nullable Ahead ahead;

    /** The names belong to the first part, also while its disk hangs. */
    private boolean handedOver;

    /**
     * What came of it: a road, or how the recording ended.
     *
     * @param road null when it could not begin
     * @param ending null when it could
     */
    record Result(@Nullable Road road, @Nullable Ending ending) {}

    /**
     * @param clear completed when the first picture may be taken; what can be done before that is
     *     done meanwhile
     * @param stopAsked ends the waiting for a person or for the first picture when it is completed
     * @param abort ends every waiting when it is completed
     * @param host asked why the end was asked for, and told of faults and of ends that come later
     */
    Beginning(
            Desk desk,
            Parts parts,
            CompletableFuture<?> clear,
            CompletableFuture<?> stopAsked,
            CompletableFuture<?> abort,
            Course.Host host) {
        this.desk = desk;
        this.parts = parts;
        this.clear = clear;
        this.stopAsked = stopAsked;
        this.abort = abort;
        this.host = host;
        this.opening =
                new Opening(
                        desk.request(),
                        desk.environment(),
                        desk.captureThread(),
                        desk.health(),
                        stopAsked,
                        abort);
    }

    Result begin() {
        boolean begun = false;
        // Each takes its time, and none needs another.
        Opening.Reserving names = opening.names();
        CompletableFuture<ScreenGrabber> pictures = opening.grabber();
        // Nobody is heard before somebody allowed to be recorded.
        boolean asks = desk.environment().grabbers().asks().isPresent();
        // Whoever has everything to load and to look for may as well wait for all of it.
        rehearsal =
                desk.environment().encoders().isWarm()
                        ? EncoderRun.Rehearsal.BRIEF
                        : EncoderRun.Rehearsal.WHOLE;
        CompletableFuture<Boolean> encoder = opening.encoder();
        SoundKeeper sound = asks ? null : SoundKeeper.open(desk);
        try {
            try {
                opening.requireEncoder(encoder);
            } catch (EncoderException | InterruptedException | RuntimeException | Error refused) {
                opening.forget(pictures);
                throw refused;
            }
            ScreenGrabber grabber = opening.await(pictures);
            if (sound == null) {
                sound = SoundKeeper.open(desk);
            }
            Road road = run(names, grabber, sound);
            begun = true;
            return new Result(road, null);
        } catch (CaptureException refused) {
            return failed(names, Ending.failed(Failure.of(refused)));
        } catch (EncoderException refused) {
            return failed(names, Ending.failed(Failure.of(refused)));
        } catch (StorageException refused) {
            return failed(names, Ending.failed(Failure.of(refused)));
        } catch (CancellationException stopped) {
            return failed(names, Ending.empty());
        } catch (InterruptedException | RuntimeException | Error broken) {
            return failed(names, Ending.failed(Failure.of(host.noted(broken))));
        } finally {
            if (!begun && sound != null) {
                sound.close();
            }
        }
    }

    /** What ended it before it began is its reason, whatever failed because of that. */
    private Result failed(Opening.Reserving names, Ending ending) {
        Failure early = host.askedBecause();
        Steps steps = new Steps();
        Ending told = ending;
        // An encoder that has opened ends by that.
        desk.queue().close();
        if (parts.count() > 0) {
            parts.close(steps, () -> {});
        } else if (!handedOver) {
            told = giveBack(names, ending, steps);
        }
        Throwable thrown = steps.failure();
        if (thrown != null) {
            var _ = host.noted(thrown);
        }
        return new Result(null, early == null ? told : Ending.failed(early.beforeAnything()));
    }

    /** Who has no folder to record to is told of that first, whatever else is missing. */
    private Ending giveBack(Opening.Reserving names, Ending ending, Steps steps) {
        try {
            RecordingFiles files = opening.await(names);
            steps.run("removing what was reserved", () -> Closing.discard(files, PATIENCE));
            return ending;
        } catch (StorageException refused) {
            return Ending.failed(Failure.of(refused));
        } catch (CancellationException late) {
            return ending; // they are given back when they come
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ending;
        }
    }

    /** What could not begin is closed where it was opened: on the capture thread. */
    private Road run(Opening.Reserving names, ScreenGrabber grabber, SoundKeeper sound)
            throws StorageException, InterruptedException {
        FramePool pool = null;
        try {
            pool = new FramePool(grabber.memory(), desk.request().poolBytes());
            return run(names, grabber, pool, sound);
        } catch (StorageException | InterruptedException | RuntimeException | Error failed) {
            FramePool opened = pool;
            Runnable close = () -> desk.captureThread().post(() -> close(grabber, opened));
            Parts.Ahead begun = ahead;
            if (begun == null) {
                close.run();
            } else {
                begun.encoder().cancelRehearsal(close);
            }
            throw failed;
        }
    }

    private static void close(ScreenGrabber grabber, @Nullable FramePool pool) {
        if (pool != null) {
            pool.close();
        }
        if (pool == null || pool.closeReturned()) {
            grabber.close();
        }
    }

    /** The encoder opens, and pictures are rehearsed, while the disk takes its time. */
    private Road run(
            Opening.Reserving names, ScreenGrabber grabber, FramePool pool, SoundKeeper sound)
            throws StorageException, InterruptedException {
        int fps = Math.clamp(grabber.maxFps(), RecordingRequest.MIN_FPS, desk.request().fps());
        // Whether there is a file for the microphone depends on it.
        sound.await();
        parts.sound(sound.mixed(), sound.apart());
        Parts.Ahead opened = parts.ahead(grabber.format(), fps, rehearsal);
        ahead = opened;
        var _ = abort.whenComplete((done, fault) -> opened.encoder().hurry());
        CompletableFuture<Boolean> rehearsing =
                Road.rehearse(desk, opened.encoder(), grabber, pool, () -> parts.count() > 0);
        InputKeeper.Opening toInput = InputKeeper.open(desk, grabber, host);
        InputKeeper input = null;
        try {
            Journal.rehearse();
            RecordingFiles files = opening.await(names);
            opening.requireRoom(grabber.format(), fps);
            handedOver = true;
            Part first = parts.first(files, opened, abort);
            Road.endRehearsal(desk, rehearsing, pool);
            input = toInput.await(abort);
            awaitClear();
            Road road =
                    Road.open(
                            desk,
                            parts,
                            grabber,
                            pool,
                            fps,
                            input,
                            sound,
                            why -> host.endSoon(why, why.sentence()),
                            host::ownFault);
            Timeline timeline = road.stages().timeline();
            Journal.Header header = opening.header(timeline, grabber, fps, input, sound);
            desk.journal().begin(first.output()::line, timeline);
            desk.journal().start(header);
            parts.header(header);
            opening.tellFallbacks(grabber, fps);
            sound.tell();
            input.begin();
            return road;
        } catch (StorageException | InterruptedException | RuntimeException | Error failed) {
            if (input == null) {
                toInput.forget();
            } else {
                input.close();
            }
            throw failed;
        }
    }

    private void awaitClear() throws InterruptedException {
        try {
            CompletableFuture.anyOf(clear, stopAsked).get();
        } catch (ExecutionException takenBack) {
            throw new CancellationException("the first picture may not be taken");
        }
        if (!clear.isDone() || clear.isCompletedExceptionally()) {
            throw new CancellationException("stopped before the first picture");
        }
    }
}
