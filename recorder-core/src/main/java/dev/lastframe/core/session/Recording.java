package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.encode.EncoderException;
import dev.lastframe.core.encode.EncoderTask;
import dev.lastframe.core.encode.UnitSink;
import dev.lastframe.core.events.EventTrack;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.session.Outcome.Result;
import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.storage.OutputStats;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One recording from its start to its published file. Every public method may be called by any
 * thread, any number of times, and returns at once; what they ask for happens, in order, on the
 * session's own thread.
 */
public final class Recording implements AutoCloseable {

    /** Less room than this is not begun with, and ends a recording. */
    public static final long LEAST_FREE_BYTES = 64L * 1024 * 1024;

    /** The bound that is promised when the queue holds at most two frames. */
    public static final int LOSS_BOUND_MILLIS = 250;

    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final Duration CAPTURE_PATIENCE = Duration.ofSeconds(1);
    private static final Duration ENCODER_PATIENCE = Duration.ofSeconds(3);
    private static final Duration DISK_PATIENCE = Duration.ofSeconds(10);
    private static final int LEAST_SECONDS_LEFT = 30;

    private final RecordingRequest request;
    private final RecordingEnvironment environment;
    private final NanoClock clock;
    private final RecordingListener listener;
    private final Ledger ledger = new Ledger();
    private final FrameQueue queue;
    private final Trend trend = new Trend();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final ScheduledExecutorService session =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("lastframe-session").factory());

    private final Object stateLock = new Object();

    @GuardedBy("stateLock")
    private SessionState state = SessionState.IDLE;

    // Written by the session's thread, read by any.
    private volatile @Nullable Timeline timeline;
    private volatile @Nullable CaptureStage capture;
    private volatile @Nullable DurableOutput output;
    private volatile @Nullable Misses misses;
    private volatile @Nullable EventTrack events;
    private volatile RecordingStatus.Video video;
    private volatile int effectiveCapacity;
    private volatile @Nullable RecordingStatus finalStatus;

    // Used by the session's thread alone.
    private @Nullable RecordingFiles files;
    private @Nullable Pacer pacer;
    private @Nullable ExecutorService encoderService;
    private @Nullable Future<?> encoder;
    private @Nullable Future<?> everySecond;
    private @Nullable Future<?> timedStop;
    private int fps;

    private Recording(
            RecordingRequest request,
            RecordingEnvironment environment,
            RecordingListener listener) {
        this.request = request;
        this.environment = environment;
        this.clock = environment.clock();
        this.listener = listener;
        this.queue = new FrameQueue(request.queueCapacity(), ledger);
        this.fps = request.fps();
        this.effectiveCapacity = request.queueCapacity();
        this.video = new RecordingStatus.Video("", "", false, 0, 0, request.fps());
        warnings.addAll(request.warnings());
        ledger.countInFlightBy(queue::inFlight);
    }

    /** Begins a recording; whether it could arrives with {@link #outcome} and the listener. */
    public static Recording start(
            RecordingRequest request,
            RecordingEnvironment environment,
            RecordingListener listener) {
        Recording recording = new Recording(request, environment, listener);
        recording.transition(SessionState.STARTING, "asked for");
        recording.onSession(recording::begin);
        return recording;
    }

    public SessionState state() {
        synchronized (stateLock) {
            return state;
        }
    }

    /** Completed when the recording has ended, whatever became of it. */
    public CompletableFuture<Outcome> outcome() {
        return outcome.copy();
    }

    /** Keeps no picture from now on until {@link #resume}; does nothing when not recording. */
    public void pause() {
        onSession(this::pauseNow);
    }

    /** Goes on after {@link #pause}; does nothing when not paused. */
    public void resume() {
        onSession(this::resumeNow);
    }

    /** Ends and publishes the recording. */
    public CompletableFuture<Outcome> stop() {
        onSession(() -> finish(null, "asked for"));
        return outcome();
    }

    /** Ends and publishes the recording when so much was recorded, pauses included. */
    public void stopAfter(Duration length) {
        onSession(() -> {
            Duration left = length.minusNanos(TimeUnit.MICROSECONDS.toNanos(nowMicros()));
            timedStop =
                    session.schedule(
                            () -> finish(null, "its time is over"),
                            Math.max(0, left.toNanos()),
                            TimeUnit.NANOSECONDS);
        });
    }

    /** The same as {@link #stop}. */
    @Override
    public void close() {
        onSession(() -> finish(null, "closed"));
    }

    // ---- start, on the session's thread

    private record Failure(Reason reason, String sentence) {}

    private void begin() {
        if (state() != SessionState.STARTING) {
            return;
        }
        try {
            environment.encoders().candidates(request.encoder());
            if (request.encoder().isPresent()) {
                requireWorking(request.encoder().get());
            } else {
                environment.encoders().warmUp();
            }
            requireRoom(request.folder());
            RecordingFiles reserved =
                    RecordingFiles.reserve(request.folder(), request.name(), request.exactName());
            files = reserved;
            if (!reserved.noteActive(environment.activeFolder())) {
                warnings.add(
                        "This recording could not be noted in "
                                + environment.activeFolder()
                                + ": after a crash it is found only in its own folder.");
            }
            ScreenGrabber grabber = openGrabber();
            run(reserved, grabber);
        } catch (CaptureException refused) {
            fail(new Failure(reasonOf(refused), String.valueOf(refused.getMessage())));
        } catch (EncoderException refused) {
            fail(new Failure(reasonOf(refused), String.valueOf(refused.getMessage())));
        } catch (StorageException refused) {
            fail(new Failure(reasonOf(refused), String.valueOf(refused.getMessage())));
        } catch (InterruptedException | RuntimeException | Error broken) {
            LOG.error("the recording could not begin", broken);
            fail(new Failure(Reason.INTERNAL, "The recording could not begin: " + broken + "."));
        }
    }

    private void requireWorking(String encoder) throws EncoderException {
        if (!environment.encoders().works(encoder)) {
            throw EncoderException.rejected(
                    "The encoder "
                            + encoder
                            + " does not work on this computer: leave the choice to Lastframe.");
        }
    }

    private void requireRoom(Path folder) throws StorageException {
        if (!Files.isDirectory(folder)) {
            return; // reserving the names says so
        }
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new StorageException(
                        StorageException.Reason.DISK_FULL,
                        "Only "
                                + free / (1024 * 1024)
                                + " MiB are left in "
                                + folder
                                + " and a recording needs at least 64: free some room or choose"
                                + " another folder.");
            }
        } catch (IOException unknown) {
            LOG.debug("the room left in {} is unknown: {}", folder, unknown.toString());
        }
    }

    private ScreenGrabber openGrabber() throws CaptureException, InterruptedException {
        CompletableFuture<ScreenGrabber> opened = new CompletableFuture<>();
        environment
                .captureThread()
                .execute(() -> {
                    try {
                        opened.complete(
                                environment
                                        .grabbers()
                                        .open(request.target(), request.cursor(), clock));
                    } catch (CaptureException | RuntimeException | Error failed) {
                        opened.completeExceptionally(failed);
                    }
                });
        try {
            return opened.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CaptureException refused) {
                throw refused;
            }
            throw new IllegalStateException("the source of pictures broke", failed.getCause());
        }
    }

    private void run(RecordingFiles reserved, ScreenGrabber grabber)
            throws StorageException, InterruptedException {
        FrameFormat format = grabber.format();
        FramePool pool = new FramePool(grabber.memory(), request.poolBytes());
        rehearse(grabber, pool);
        effectiveCapacity = Math.clamp(pool.framesOf(format) - 2L, 1, request.queueCapacity());
        if (grabber.maxFps() < fps) {
            fps = Math.max(RecordingRequest.MIN_FPS, grabber.maxFps());
            warn(
                    Kind.CAPTURE_FALLBACK,
                    "The screen can only be read " + fps + " times a second here.");
        }
        video =
                new RecordingStatus.Video(
                        "",
                        grabber.name(),
                        grabber.announcesChange(),
                        format.width(),
                        format.height(),
                        fps);
        DurableOutput opened;
        try {
            opened =
                    DurableOutput.open(
                            reserved, DurableOutput.ForcePolicy.DEFAULT, clock, new OnDisk());
        } catch (StorageException refused) {
            environment.captureThread().execute(grabber::close);
            throw refused;
        }
        output = opened;
        EventTrack track = new EventTrack(opened::line);
        Misses missed = new Misses(fps, this::writeStretch);
        Timeline times = new Timeline(clock.nanoTime());
        events = track;
        misses = missed;
        timeline = times;
        writeHeader(track, times, grabber, format);
        if (!grabber.name().equals("x11-shm")) {
            warn(
                    Kind.CAPTURE_FALLBACK,
                    "Shared memory with the screen is not available; pictures are read by the"
                            + " slower way \""
                            + grabber.name()
                            + "\".");
        }
        if (!grabber.announcesChange()) {
            warn(
                    Kind.CAPTURE_FALLBACK,
                    "The screen does not say what changes; every picture is read whole.");
        }
        CaptureStage stage =
                new CaptureStage(
                        grabber, pool, queue, ledger, missed, times, clock, this::captureFailed);
        capture = stage;
        encoderService =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("lastframe-encoder").factory());
        encoder =
                encoderService.submit(
                        new EncoderTask(
                                queue,
                                new ToOutput(opened),
                                environment.encoders(),
                                new EncoderTask.Request(request.preset(), fps, request.encoder()),
                                new OnEncoder()));
        startPacer(times.startNanos());
        everySecond = session.scheduleAtFixedRate(this::eachSecond, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Takes one picture that is thrown away: the first one loads classes and touches fresh memory,
     * which would make the first ticks late.
     */
    private void rehearse(ScreenGrabber grabber, FramePool pool) throws InterruptedException {
        onCaptureThread(
                () -> {
                    FramePool.Slot slot = pool.tryAcquire(grabber.format());
                    if (slot == null) {
                        return;
                    }
                    try {
                        grabber.look();
                        grabber.grab(slot, true);
                    } catch (CaptureException lost) {
                        LOG.debug("the rehearsal failed: {}", lost.toString());
                    } finally {
                        slot.giveBack();
                    }
                },
                "the rehearsal");
    }

    private void startPacer(long firstDeadlineNanos) {
        Pacer started =
                new Pacer(
                        fps,
                        firstDeadlineNanos,
                        clock,
                        environment.captureThread(),
                        new OnDeadline());
        pacer = started;
        started.start();
    }

    private void fail(Failure failure) {
        LOG.warn("no recording: {} ({})", failure.sentence, failure.reason);
        RecordingFiles reserved = files;
        if (reserved != null) {
            discard(reserved);
        }
        complete(SessionState.FAILED, Result.FAILED, failure, List.of());
    }

    private void discard(RecordingFiles reserved) {
        try {
            reserved.discard();
            reserved.close();
        } catch (IOException stuck) {
            LOG.error("an empty recording could not be removed", stuck);
        }
    }

    // ---- pause, on the session's thread

    private void pauseNow() {
        Timeline times = timeline;
        if (state() != SessionState.RECORDING || times == null) {
            return;
        }
        try {
            stopPacer();
            lastTick();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        times.stop(clock.nanoTime());
        transition(SessionState.PAUSED, "asked for");
        writeEvent("pause");
        writeLedger();
    }

    private void resumeNow() {
        Timeline times = timeline;
        CaptureStage stage = capture;
        if (state() != SessionState.PAUSED || times == null || stage == null) {
            return;
        }
        environment.captureThread().execute(stage::wantWhole);
        long now = clock.nanoTime();
        times.resume(now);
        transition(SessionState.RECORDING, "asked for");
        writeEvent("resume");
        startPacer(now);
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
        CaptureStage stage = capture;
        if (stage == null) {
            return;
        }
        onCaptureThread(() -> stage.tick(true), "the last picture");
    }

    /** Runs a task on the capture thread and waits for it, but not for ever. */
    private void onCaptureThread(Runnable task, String what) throws InterruptedException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        environment
                .captureThread()
                .execute(
                        () -> {
                            try {
                                task.run();
                            } finally {
                                done.complete(null);
                            }
                        });
        try {
            done.get(CAPTURE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException busy) {
            LOG.warn("the window was too busy for {}", what);
        }
    }

    // ---- stop, on the session's thread

    private void finish(@Nullable Failure failure, String why) {
        boolean paused = state() == SessionState.PAUSED;
        DurableOutput out = output;
        RecordingFiles reserved = files;
        CaptureStage stage = capture;
        if (state() == SessionState.STOPPING || state().isEnd()) {
            return;
        }
        transition(SessionState.STOPPING, why);
        if (out == null || reserved == null || stage == null) {
            complete(
                    SessionState.EMPTY,
                    Result.EMPTY,
                    new Failure(Reason.NOTHING_CAPTURED, "Stopped before the first picture."),
                    List.of());
            return;
        }
        Failure problem = failure;
        try {
            stopPacer();
            if (!paused) {
                lastTick();
            }
            Timeline times = timeline;
            if (times != null) {
                times.stop(clock.nanoTime());
            }
            problem = awaitEncoder(problem);
            endEvents();
            if (!out.finish(DISK_PATIENCE) && problem == null) {
                problem = new Failure(Reason.WRITE_FAILED, "The disk did not answer in time.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            problem = new Failure(Reason.INTERNAL, "The stop was interrupted.");
        }
        StorageException disk = out.failure();
        if (disk != null) {
            problem = new Failure(reasonOf(disk), String.valueOf(disk.getMessage()));
        }
        environment.captureThread().execute(stage::close);
        publish(reserved, problem);
    }

    private @Nullable Failure awaitEncoder(@Nullable Failure problem) throws InterruptedException {
        queue.close();
        Future<?> task = encoder;
        ExecutorService service = encoderService;
        if (task == null || service == null) {
            return problem;
        }
        service.shutdown();
        try {
            task.get(ENCODER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return problem;
        } catch (TimeoutException hung) {
            int lost = queue.abandon();
            LOG.error("the encoder hangs; {} frames given up", lost);
            return new Failure(
                    Reason.ENCODER_HUNG,
                    "The encoder did not end: the last " + lost + " pictures are missing.");
        } catch (ExecutionException broken) {
            LOG.error("the encoder broke", broken.getCause());
            queue.abandon();
            return new Failure(Reason.ENCODER_FAILED, "The encoder broke: " + broken.getCause());
        }
    }

    private void endEvents() {
        Misses missed = misses;
        if (missed != null) {
            missed.flush(Long.MAX_VALUE / 2);
        }
        writeLedger();
    }

    private void publish(RecordingFiles reserved, @Nullable Failure problem) {
        if (ledger.snapshot().encoded() == 0) {
            discard(reserved);
            Failure nothing =
                    problem != null
                            ? problem
                            : new Failure(
                                    Reason.NOTHING_CAPTURED,
                                    "Nothing was recorded: it was stopped before the first"
                                            + " picture.");
            boolean empty = nothing.reason == Reason.NOTHING_CAPTURED;
            complete(
                    empty ? SessionState.EMPTY : SessionState.FAILED,
                    empty ? Result.EMPTY : Result.FAILED,
                    nothing,
                    List.of());
            return;
        }
        try {
            Path published = reserved.publish();
            reserved.close();
            complete(
                    SessionState.SAVED,
                    problem == null ? Result.SAVED : Result.CUT,
                    problem,
                    List.of(published));
        } catch (StorageException | IOException failed) {
            LOG.error("the recording could not be published", failed);
            Path temporary = reserved.recording();
            complete(
                    SessionState.FAILED,
                    Result.FAILED,
                    new Failure(
                            Reason.WRITE_FAILED,
                            "The recording could not be given its name; it is in "
                                    + temporary
                                    + "."),
                    List.of(temporary));
        }
    }

    private void complete(
            SessionState end, Result result, @Nullable Failure failure, List<Path> published) {
        transition(end, failure == null ? "done" : failure.reason.name());
        RecordingStatus last = status();
        finalStatus = last;
        if (everySecond != null) {
            everySecond.cancel(false);
        }
        if (timedStop != null) {
            timedStop.cancel(false);
        }
        session.shutdown();
        outcome.complete(
                new Outcome(
                        result,
                        failure == null ? Optional.empty() : Optional.of(failure.reason),
                        failure == null ? "" : failure.sentence,
                        published,
                        last));
    }

    // ---- what the stages tell

    /** Called by the pacer and capture threads. */
    private final class OnDeadline implements Pacer.Deadlines {

        /** Used by the pacer thread alone. */
        private int gapsSeen = gapsSoFar();

        @Override
        public void tick() {
            beat(clock.nanoTime());
            CaptureStage stage = capture;
            if (stage != null) {
                stage.tick(false);
            }
        }

        @Override
        public void late(long count, long firstNanos, long lastNanos) {
            ledger.late(count);
            Timeline times = timeline;
            Misses missed = misses;
            if (times != null && missed != null) {
                missed.missed("late", times.micros(firstNanos), times.micros(lastNanos), count);
            }
        }

        @Override
        public boolean gap(long nowNanos) {
            beat(nowNanos);
            int now = gapsSoFar();
            boolean another = now != gapsSeen;
            gapsSeen = now;
            return another;
        }
    }

    private int gapsSoFar() {
        Timeline times = timeline;
        return times == null ? 0 : times.gaps();
    }

    /** Called by the pacer and capture threads, many times a second. */
    private void beat(long nowNanos) {
        Timeline times = timeline;
        EventTrack track = events;
        long hole = times == null ? 0 : times.beat(nowNanos);
        if (hole > 0 && times != null && track != null) {
            long micros = TimeUnit.NANOSECONDS.toMicros(hole);
            LOG.warn("nobody could record for {} ms", TimeUnit.NANOSECONDS.toMillis(hole));
            track.write(
                    times.micros(nowNanos),
                    "gap",
                    json -> json.writeNumberField("micros", micros));
        }
    }

    /** Called by the encoder thread. */
    private final class OnEncoder implements dev.lastframe.core.encode.EncoderListener {

        @Override
        public void fellBack(String name, String why) {
            // Hardware that is not there is the normal case; only what was there and failed is
            // news.
            LOG.info("encoder {} was passed over: {}", name, why);
            warn(Kind.ENCODER_FALLBACK, "The encoder " + name + " did not open: " + why);
        }

        @Override
        public void opened(String name, int width, int height) {
            RecordingStatus.Video v = video;
            video =
                    new RecordingStatus.Video(
                            name, v.capture(), v.damageTrusted(), width, height, v.fps());
        }

        @Override
        public void firstUnit() {
            onSession(() -> {
                if (state() == SessionState.STARTING) {
                    transition(SessionState.RECORDING, "first packet written");
                }
            });
        }

        @Override
        public void verified(long ptsMicros, boolean same) {
            CaptureStage stage = capture;
            if (stage == null) {
                return;
            }
            long unchanged = stage.takeUnchangedBefore(ptsMicros);
            if (same) {
                return;
            }
            ledger.unverified(unchanged);
            RecordingStatus.Video v = video;
            video =
                    new RecordingStatus.Video(
                            v.encoder(), v.capture(), false, v.width(), v.height(), v.fps());
            environment.captureThread().execute(stage::distrustAnnouncements);
            warn(
                    Kind.DAMAGE_DISTRUSTED,
                    "The screen changed without saying so; from now on every picture is read"
                            + " whole.");
        }

        @Override
        public void sizeChanged(long ptsMicros, int width, int height) {
            health(
                    Kind.SIZE_CHANGED,
                    "The screen is now "
                            + width
                            + "x"
                            + height
                            + "; its picture is fitted into the video.");
        }

        @Override
        public void encodeFailed(long ptsMicros, String why) {
            Misses missed = misses;
            if (missed != null) {
                missed.missed("encodeFailed", ptsMicros, ptsMicros, 1);
            }
            health(Kind.ENCODE_FAILED, why);
        }

        @Override
        public void broken(EncoderException why) {
            String sentence = String.valueOf(why.getMessage());
            onSession(() -> finish(new Failure(reasonOf(why), sentence), sentence));
        }
    }

    /** Called by the disk thread. */
    private final class OnDisk implements DurableOutput.Listener {

        @Override
        public void failed(StorageException reason, int unitsLost) {
            ledger.lostAfterEncoding(unitsLost);
            String sentence = String.valueOf(reason.getMessage());
            health(Kind.DISK_FAILED, sentence);
            onSession(() -> finish(new Failure(reasonOf(reason), sentence), sentence));
        }

        @Override
        public void freeSpace(long bytes) {
            long limit = Math.max(LEAST_FREE_BYTES, LEAST_SECONDS_LEFT * trend.bytesPerSecond());
            if (bytes < limit) {
                String sentence =
                        "The disk is nearly full: the recording was stopped and everything until"
                                + " then is saved. Free some room.";
                health(Kind.DISK_LOW, sentence);
                onSession(() -> finish(new Failure(Reason.DISK_FULL, sentence), sentence));
            }
        }
    }

    /** Hands whole units to the disk. Called by the encoder thread. */
    private record ToOutput(DurableOutput output) implements UnitSink {

        @Override
        public boolean wouldBlock(int bytes) {
            return output.wouldBlock(bytes);
        }

        @Override
        public boolean unit(byte[] unit, long capturedNanos) throws InterruptedException {
            return output.unit(unit, capturedNanos);
        }
    }

    private void captureFailed(long tMicros, String why) {
        health(Kind.CAPTURE_FAILED, why);
    }

    // ---- events

    private void writeHeader(
            EventTrack track, Timeline times, ScreenGrabber grabber, FrameFormat format) {
        track.write(
                0,
                "start",
                json -> {
                    json.writeNumberField("version", EventTrack.VERSION);
                    json.writeStringField("wall", clock.wallTime().toString());
                    json.writeNumberField("nanoTime", times.startNanos());
                    json.writeStringField("target", request.target().toString());
                    json.writeNumberField("width", format.width());
                    json.writeNumberField("height", format.height());
                    json.writeStringField("capture", grabber.name());
                    json.writeStringField("preset", request.preset().id());
                    json.writeStringField(
                            "encoder",
                            request.encoder().or(() -> environment.encoders().proven()).orElse(""));
                    json.writeNumberField("fps", fps);
                    json.writeNumberField("lossBoundMillis", LOSS_BOUND_MILLIS);
                });
    }

    private void eachSecond() {
        try {
            Misses missed = misses;
            if (missed != null && state() == SessionState.RECORDING) {
                missed.flush(nowMicros());
                OutputStats stats = stats();
                trend.sample(ledger.snapshot(), stats == null ? 0 : stats.bytes());
                writeLedger();
            }
        } catch (RuntimeException broken) {
            LOG.error("the ledger line could not be written", broken);
        }
    }

    private void writeLedger() {
        EventTrack track = events;
        if (track != null) {
            RecordingStatus now = status();
            track.write(nowMicros(), "ledger", json -> LedgerJson.write(json, now));
        }
    }

    private void writeStretch(long from, long until, String reason, long count) {
        EventTrack track = events;
        if (track != null) {
            track.write(
                    from,
                    "missed",
                    json -> {
                        json.writeNumberField("until", until);
                        json.writeStringField("reason", reason);
                        json.writeNumberField("count", count);
                    });
        }
    }

    private void writeEvent(String type) {
        EventTrack track = events;
        if (track != null) {
            track.write(nowMicros(), type, json -> {});
        }
    }

    private void warn(Kind kind, String sentence) {
        if (!warnings.contains(sentence)) {
            warnings.add(sentence);
        }
        health(kind, sentence);
    }

    private void health(Kind kind, String detail) {
        HealthEvent event = new HealthEvent(nowMicros(), kind, detail);
        LOG.info("{}: {}", kind, detail);
        EventTrack track = events;
        if (track != null) {
            track.write(
                    event.tMicros(),
                    "health",
                    json -> {
                        json.writeStringField("kind", kind.name());
                        json.writeStringField("detail", detail);
                    });
        }
        listener.health(event);
    }

    // ---- status

    /** Everything that can be told at this moment. Callable by any thread; never blocks long. */
    public RecordingStatus status() {
        RecordingStatus last = finalStatus;
        if (last != null) {
            return last;
        }
        LedgerSnapshot now = ledger.snapshot();
        Misses missed = misses;
        CaptureStage stage = capture;
        long[] recent = trend.recent(now);
        return new RecordingStatus(
                state(),
                Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(nowMicros())),
                now,
                new RecordingStatus.Recent(
                        recent[0],
                        recent[1],
                        missed == null ? 0 : missed.longestMillis(),
                        missed == null ? -1 : missed.lastMicros()),
                video,
                new RecordingStatus.Queue(
                        request.queueCapacity(), effectiveCapacity, queue.fill(), queue.maxFill()),
                stage == null ? new RecordingStatus.Ticks(0, 0, 0) : stage.ticks(),
                diskStatus(),
                List.copyOf(warnings));
    }

    private RecordingStatus.Disk diskStatus() {
        OutputStats stats = stats();
        if (stats == null) {
            return new RecordingStatus.Disk(0, 0, 0, 0, -1, 0, 0, 0, 0, 0);
        }
        long oldest = Math.min(stats.oldestWaitingNanos(), queue.oldestCapturedNanos());
        long exposure = oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.nanoTime() - oldest);
        return new RecordingStatus.Disk(
                stats.bytes(),
                stats.writes(),
                stats.forces(),
                trend.bytesPerSecond(),
                stats.freeBytes(),
                TimeUnit.NANOSECONDS.toMillis(exposure),
                TimeUnit.NANOSECONDS.toMillis(stats.exposureNanosMax()),
                stats.waitingBytes(),
                stats.unforcedBytes(),
                stats.eventFailures());
    }

    private @Nullable OutputStats stats() {
        DurableOutput out = output;
        return out == null ? null : out.stats();
    }

    private long nowMicros() {
        Timeline times = timeline;
        return times == null ? 0 : times.micros(clock.nanoTime());
    }

    // ---- states

    private void transition(SessionState to, String why) {
        SessionState from;
        synchronized (stateLock) {
            from = state;
            if (!from.canBecome(to)) {
                throw new IllegalStateException("no way from " + from + " to " + to);
            }
            state = to;
        }
        LOG.info("{} -> {}: {}", from, to, why);
        listener.stateChanged(from, to, why);
    }

    private void onSession(Runnable task) {
        try {
            session.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.debug("the recording has ended already");
        }
    }

    private static Reason reasonOf(CaptureException refused) {
        return switch (refused.reason()) {
            case NO_DISPLAY -> Reason.NO_DISPLAY;
            case WAYLAND -> Reason.WAYLAND;
            case UNKNOWN_SCREEN -> Reason.UNKNOWN_SCREEN;
            case REGION_OUTSIDE -> Reason.REGION_OUTSIDE;
            case GRAB_FAILED -> Reason.CAPTURE_FAILED;
        };
    }

    private static Reason reasonOf(EncoderException refused) {
        return switch (refused.reason()) {
            case UNKNOWN -> Reason.ENCODER_UNKNOWN;
            case REJECTED -> Reason.ENCODER_REJECTED;
            case FAILED -> Reason.ENCODER_FAILED;
        };
    }

    private static Reason reasonOf(StorageException refused) {
        return switch (refused.reason()) {
            case FOLDER_MISSING -> Reason.FOLDER_MISSING;
            case FOLDER_UNWRITABLE -> Reason.FOLDER_UNWRITABLE;
            case OUTPUT_EXISTS -> Reason.OUTPUT_EXISTS;
            case DISK_FULL -> Reason.DISK_FULL;
            case READ_ONLY -> Reason.READ_ONLY;
            case WRITE_FAILED -> Reason.WRITE_FAILED;
        };
    }
}
