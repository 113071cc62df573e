package dev.lastframe.core.session;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.encode.EncoderException;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries to begin a recording, once. Used by the session's thread; blocks. */
final class Beginning {

    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);
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

    private Opening.@Nullable Reserving names;

    /** Null while nobody has waited for the names, and where they could not be had. */
    private @Nullable RecordingFiles files;

    /** Somebody has waited for the names: what came of that is known. */
    private boolean waited;

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
        boolean asks = desk.environment().grabbers().asks().isPresent();
        SoundKeeper sound = null;
        try {
            if (asks) {
                // Nobody chooses a screen to be told of a full disk.
                own(names());
            }
            // Each takes its time, and none needs another.
            CompletableFuture<ScreenGrabber> pictures = opening.grabber();
            // Whoever has everything to load and to look for may as well wait for all of it.
            rehearsal =
                    desk.environment().encoders().isWarm()
                            ? EncoderRun.Rehearsal.BRIEF
                            : EncoderRun.Rehearsal.WHOLE;
            CompletableFuture<Boolean> encoder = opening.encoder();
            // Nobody is heard before somebody allowed to be recorded.
            sound = asks ? null : SoundKeeper.open(desk);
            try {
                Opening.Reserving reserving = names();
                if (rehearsal == EncoderRun.Rehearsal.WHOLE) {
                    // Who is to choose another folder does not wait for encoders first.
                    own(reserving);
                }
                opening.requireEncoder(encoder);
            } catch (EncoderException
                    | StorageException
                    | InterruptedException
                    | RuntimeException
                    | Error refused) {
                opening.forget(pictures);
                throw refused;
            }
            ScreenGrabber grabber = opening.await(pictures);
            if (sound == null) {
                sound = SoundKeeper.open(desk);
            }
            Road road = run(grabber, sound);
            begun = true;
            return new Result(road, null);
        } catch (CaptureException refused) {
            return failed(Ending.failed(Failure.of(refused)));
        } catch (EncoderException refused) {
            return failed(Ending.failed(Failure.of(refused)));
        } catch (StorageException refused) {
            return failed(Ending.failed(Failure.of(refused)));
        } catch (CancellationException stopped) {
            return failed(Ending.empty());
        } catch (InterruptedException | RuntimeException | Error broken) {
            return failed(Ending.failed(Failure.of(host.noted(broken))));
        } finally {
            if (!begun && sound != null) {
                sound.close();
            }
        }
    }

    /** What ended it before it began is its reason, whatever failed because of that. */
    private Result failed(Ending ending) {
        Failure early = host.askedBecause();
        Steps steps = new Steps();
        Ending told = ending;
        // An encoder that has opened ends by that.
        desk.queue().close();
        if (parts.count() > 0) {
            parts.close(steps, () -> {});
        } else if (!handedOver) {
            told = giveBack(ending, steps);
        }
        Throwable thrown = steps.failure();
        if (thrown != null) {
            var _ = host.noted(thrown);
        }
        return new Result(null, early == null ? told : Ending.failed(early.beforeAnything()));
    }

    /** Who has no folder to record to is told of that first, whatever else is missing. */
    private Ending giveBack(Ending ending, Steps steps) {
        Ending told = ending;
        Opening.Reserving begun = names;
        if (begun != null && !waited) {
            try {
                own(begun);
            } catch (StorageException refused) {
                told = Ending.failed(Failure.of(refused));
            } catch (CancellationException late) {
                LOG.debug("the names are given back when they come");
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error broken) {
                steps.run(
                        "reserving names",
                        () -> {
                            throw broken;
                        });
            }
        }
        RecordingFiles reserved = files;
        if (reserved != null) {
            steps.run("removing what was reserved", () -> Closing.discard(reserved, PATIENCE));
        }
        return told;
    }

    /** Begins to reserve names, once. */
    private Opening.Reserving names() {
        Opening.Reserving begun = names;
        if (begun == null) {
            begun = opening.names();
            names = begun;
        }
        return begun;
    }

    /** Waits for the names, which are ours from then on, once. */
    private RecordingFiles own(Opening.Reserving reserving)
            throws StorageException, InterruptedException {
        RecordingFiles known = files;
        if (known == null) {
            waited = true;
            known = opening.await(reserving);
            files = known;
        }
        return known;
    }

    /** What could not begin is closed where it was opened: on the capture thread. */
    private Road run(ScreenGrabber grabber, SoundKeeper sound)
            throws StorageException, InterruptedException {
        FramePool pool = null;
        try {
            pool = new FramePool(grabber.memory(), desk.request().poolBytes());
            return run(grabber, pool, sound);
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
    private Road run(ScreenGrabber grabber, FramePool pool, SoundKeeper sound)
            throws StorageException, InterruptedException {
        int fps = Math.clamp(grabber.maxFps(), RecordingRequest.MIN_FPS, desk.request().fps());
        // Whether there is a file for the microphone depends on it.
        sound.await();
        parts.sound(sound.mixed(), sound.apart());
        // The rehearsal may change it.
        FrameFormat format = grabber.format();
        Parts.Ahead opened = parts.ahead(format, fps, rehearsal);
        ahead = opened;
        var _ = abort.whenComplete((done, fault) -> opened.encoder().hurry());
        CompletableFuture<Boolean> rehearsing =
                Road.rehearse(desk, opened.encoder(), grabber, pool, () -> parts.count() > 0);
        InputKeeper.Opening toInput = InputKeeper.open(desk, grabber, host);
        InputKeeper input = null;
        try {
            Journal.rehearse();
            RecordingFiles reserved = own(names());
            opening.requireRoom(format, fps);
            handedOver = true;
            Part first = parts.first(reserved, opened, abort);
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
