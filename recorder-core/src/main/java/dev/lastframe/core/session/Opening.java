package dev.lastframe.core.session;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.encode.EncoderException;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be there before a recording can begin: an encoder, room on the disk, names, a source
 * of pictures. Used by the session's thread; blocks.
 */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final Duration ENCODER_PATIENCE = Duration.ofSeconds(20);
    private static final Duration DISK_PATIENCE = Duration.ofSeconds(10);
    private static final int LEAST_SECONDS = 30;
    private static final long MIB = 1024L * 1024;

    private final RecordingRequest request;
    private final RecordingEnvironment environment;
    private final CaptureThread captureThread;
    private final Health health;
    private final CompletableFuture<?> stopAsked;
    private final CompletableFuture<?> abort;

    /**
     * @param stopAsked takes back a question to a person when it is completed: nobody is waited for
     *     who is not wanted any more
     * @param abort ends every waiting when it is completed, with a {@link
     *     java.util.concurrent.CancellationException}
     */
    Opening(
            RecordingRequest request,
            RecordingEnvironment environment,
            CaptureThread captureThread,
            Health health,
            CompletableFuture<?> stopAsked,
            CompletableFuture<?> abort) {
        this.request = request;
        this.environment = environment;
        this.captureThread = captureThread;
        this.health = health;
        this.stopAsked = stopAsked;
        this.abort = abort;
    }

    /**
     * Begins to find an encoder that works, or to make sure that the one asked for does, on a
     * thread of its own. Never blocks; to be {@link #requireEncoder awaited}.
     */
    CompletableFuture<Boolean> encoder() {
        return Elsewhere.run("lastframe-encoders", this::findEncoder);
    }

    /** Waits until there is one. */
    void requireEncoder(CompletableFuture<Boolean> finding)
            throws EncoderException, InterruptedException {
        try {
            Elsewhere.await(
                    finding,
                    ENCODER_PATIENCE,
                    abort,
                    found -> LOG.warn("an encoder was found too late"));
        } catch (TimeoutException hung) {
            throw EncoderException.rejected(
                    "The encoders of this computer do not answer: end Lastframe and start it"
                            + " again.");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof EncoderException refused) {
                throw refused;
            }
            throw new IllegalStateException("no encoder can be tried", failed.getCause());
        }
    }

    private boolean findEncoder() throws EncoderException {
        environment.encoders().candidates(request.encoder());
        if (request.encoder().isEmpty()) {
            return environment.encoders().warmUp().isPresent();
        }
        if (!environment.encoders().warmUp(request.encoder().get())) {
            throw EncoderException.rejected(
                    "The encoder "
                            + request.encoder().get()
                            + " does not work on this computer: leave the choice to Lastframe.");
        }
        return true;
    }

    /**
     * Begins to reserve the names; a disk that is nearly full is refused. Never blocks; to be
     * {@link #await(Reserving) awaited} by whoever owns them then, whatever else fails.
     */
    Reserving names() {
        return new Reserving(
                DiskCalls.begin(() -> {
                    requireRoom(Recording.LEAST_FREE_BYTES);
                    return reserveNow();
                }));
    }

    /** Names that are being reserved. */
    record Reserving(CompletableFuture<RecordingFiles> files) {}

    /** Waits for the names, which are the caller's. */
    RecordingFiles await(Reserving names) throws StorageException, InterruptedException {
        return DiskCalls.await(
                request.folder(), DISK_PATIENCE, abort, names.files(), Closing::discardNow);
    }

    /** Refuses a disk that has no room for half a minute of what the preset writes. */
    void requireRoom(FrameFormat format, int fps) throws StorageException, InterruptedException {
        long perSecond =
                request.preset().bitsPerSecond(format.width(), format.height(), fps) / Byte.SIZE;
        long least = Math.max(Recording.LEAST_FREE_BYTES, LEAST_SECONDS * perSecond);
        DiskCalls.call(
                request.folder(), DISK_PATIENCE, abort, () -> requireRoom(least), room -> {});
    }

    private boolean requireRoom(long leastBytes) throws StorageException {
        Path folder = request.folder();
        if (!Files.isDirectory(folder)) {
            return false; // reserving the names says so
        }
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < leastBytes) {
                throw new StorageException(
                        StorageException.Reason.DISK_FULL,
                        "Only "
                                + free / MIB
                                + " MiB are left in "
                                + folder
                                + " and a recording needs at least "
                                + (leastBytes + MIB - 1) / MIB
                                + ": free some room or choose another folder.");
            }
            return true;
        } catch (IOException unknown) {
            LOG.debug("the room left in {} is unknown: {}", folder, unknown.toString());
            return false;
        }
    }

    private RecordingFiles reserveNow() throws StorageException {
        RecordingFiles files =
                RecordingFiles.reserve(
                        request.folder(),
                        request.name(),
                        request.exactName(),
                        environment.activeFolder());
        if (!files.isNoted()) {
            health.keep(
                    "This recording could not be noted in "
                            + environment.activeFolder()
                            + ": after a crash it is found only in its own folder.");
        }
        return files;
    }

    /**
     * Begins to open the source of pictures on the capture thread, which owns it; where somebody
     * has to be asked before, a thread of its own does. Never blocks; to be {@link #await}ed or
     * {@link #forget forgotten}.
     */
    CompletableFuture<ScreenGrabber> grabber() {
        GrabberSource source = environment.grabbers();
        if (source.asks().isEmpty()) {
            return open(source);
        }
        return Elsewhere.run(
                        "lastframe-ask",
                        () ->
                                source.prepare(
                                        request.target(),
                                        request.cursor(),
                                        environment.clock(),
                                        stopAsked))
                .thenCompose(this::open);
    }

    private CompletableFuture<ScreenGrabber> open(GrabberSource source) {
        return captureThread.submit(
                () -> source.open(request.target(), request.cursor(), environment.clock()));
    }

    /** Nobody wants it any more: it is closed, also when it is open only later. */
    void forget(CompletableFuture<ScreenGrabber> opening) {
        var _ = opening.thenAccept(grabber -> captureThread.post(grabber::close));
    }

    /** Waits until it is open. */
    ScreenGrabber await(CompletableFuture<ScreenGrabber> opening)
            throws CaptureException, InterruptedException {
        try {
            Optional<Duration> asked = environment.grabbers().asks();
            return asked.isEmpty()
                    ? CaptureThread.await(opening, abort, ScreenGrabber::close)
                    : Elsewhere.await(
                            opening, asked.get(), abort, late -> captureThread.post(late::close));
        } catch (TimeoutException hung) {
            throw new CaptureException(
                    CaptureException.Reason.GRAB_FAILED,
                    "The window did not answer for ten seconds: close it and start again.",
                    hung);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CaptureException refused) {
                throw refused;
            }
            if (failed.getCause() instanceof CancellationException cancelled) {
                throw cancelled;
            }
            throw new IllegalStateException("the source of pictures broke", failed.getCause());
        }
    }

    /** The first line of the events. */
    Journal.Header header(
            Timeline timeline,
            ScreenGrabber grabber,
            int fps,
            InputKeeper input,
            SoundKeeper sound) {
        FrameFormat format = grabber.format();
        return new Journal.Header(
                environment.clock().wallTime().toString(),
                timeline.startNanos(),
                request.target().toString(),
                format.width(),
                format.height(),
                grabber.name(),
                request.preset().id(),
                request.encoder().or(() -> environment.encoders().proven()).orElse(""),
                fps,
                request.forcing(),
                grabber.screens(),
                input.name(),
                input.reason(),
                sound.names(),
                sound.isApart());
    }

    /** Says where the recording had to take a slower way. */
    void tellFallbacks(ScreenGrabber grabber, int fps) {
        if (fps < request.fps()) {
            health.warn(
                    Kind.CAPTURE_FALLBACK,
                    "The screen can only be read " + fps + " times a second here.");
        }
        if (!grabber.isFastest()) {
            health.warn(
                    Kind.CAPTURE_FALLBACK,
                    "Shared memory with the screen is not available; pictures are read by the"
                            + " slower way \""
                            + grabber.name()
                            + "\".");
        }
        grabber.limits().forEach(limit -> health.warn(Kind.CAPTURE_FALLBACK, limit));
        if (!grabber.announcesChange()) {
            health.warn(
                    Kind.CAPTURE_FALLBACK,
                    "The screen does not say what changes; every picture is read whole.");
        }
    }
}
