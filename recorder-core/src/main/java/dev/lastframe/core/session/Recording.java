package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.encode.EncoderException;
import dev.lastframe.core.encode.EncoderTask;
import dev.lastframe.core.encode.UnitSink;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private static final Duration DISK_PATIENCE = Duration.ofSeconds(10);

    private final RecordingRequest request;
    private final RecordingEnvironment environment;
    private final NanoClock clock;
    private final RecordingListener listener;
    private final CaptureThread captureThread;
    private final Ledger ledger = new Ledger();
    private final FrameQueue queue;
    private final Journal journal;
    private final Health health;
    private final StatusBoard board;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final ScheduledExecutorService session =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("lastframe-session").factory());

    private final Object stateLock = new Object();

    @GuardedBy("stateLock")
    private SessionState state = SessionState.IDLE;

    /** Written by the session's thread, before the first tick; read by any. */
    private volatile @Nullable Stages stages;

    private volatile @Nullable RecordingStatus finalStatus;

    // Used by the session's thread alone.
    private @Nullable Pacer pacer;
    private @Nullable Future<?> everySecond;
    private @Nullable Future<?> timedStop;

    private Recording(
            RecordingRequest request,
            RecordingEnvironment environment,
            RecordingListener listener) {
        this.request = request;
        this.environment = environment;
        this.clock = environment.clock();
        this.listener = listener;
        this.captureThread = new CaptureThread(environment.captureThread());
        this.queue = new FrameQueue(request.queueCapacity(), ledger);
        this.journal = new Journal(clock);
        this.health = new Health(journal, listener, request.warnings());
        this.board = new StatusBoard(request, clock, ledger, queue, journal, health);
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

    /** Everything that can be told at this moment. Never blocks long. */
    public RecordingStatus status() {
        RecordingStatus last = finalStatus;
        return last != null ? last : board.status(state());
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

    /** Ends and publishes the recording so long after its start, pauses left in. */
    public void stopAfter(Duration length) {
        onSession(() -> {
            long left = length.toNanos() - TimeUnit.MICROSECONDS.toNanos(journal.nowMicros());
            timedStop =
                    session.schedule(
                            () -> finish(null, "its time is over"),
                            Math.max(0, left),
                            TimeUnit.NANOSECONDS);
        });
    }

    /**
     * The display went away: what there is gets published, and nothing more is asked of the capture
     * thread, which may never answer again.
     */
    public void displayLost() {
        Stages all = stages;
        if (all != null) {
            all.capture().suspend();
        }
        onSession(() -> finish(Failure.displayLost(), "the display is gone"));
    }

    /** The same as {@link #stop}. */
    @Override
    public void close() {
        onSession(() -> finish(null, "closed"));
    }

    // ---- the start, on the session's thread

    private void begin() {
        if (state() != SessionState.STARTING) {
            return;
        }
        Opening opening = new Opening(request, environment, captureThread, health);
        RecordingFiles files = null;
        try {
            opening.requireEncoder();
            opening.requireRoom();
            files = opening.reserve();
            run(opening, files, opening.grabber());
        } catch (CaptureException refused) {
            complete(Ending.failed(files, Failure.of(refused)));
        } catch (EncoderException refused) {
            complete(Ending.failed(files, Failure.of(refused)));
        } catch (StorageException refused) {
            complete(Ending.failed(files, Failure.of(refused)));
        } catch (InterruptedException | RuntimeException | Error broken) {
            LOG.error("the recording could not begin", broken);
            String sentence = "The recording could not begin: " + broken + ".";
            complete(Ending.failed(files, new Failure(Reason.INTERNAL, sentence)));
        }
    }

    private void run(Opening opening, RecordingFiles files, ScreenGrabber grabber)
            throws StorageException, InterruptedException {
        FramePool pool = new FramePool(grabber.memory(), request.poolBytes());
        StageEvents told = new StageEvents(ledger, board, health, new OwnThread());
        DurableOutput output;
        try {
            output = DurableOutput.open(files, request.forcing(), clock, told);
        } catch (StorageException refused) {
            captureThread.post(grabber::close);
            throw refused;
        }
        int fps = Math.clamp(grabber.maxFps(), RecordingRequest.MIN_FPS, request.fps());
        int effective =
                Math.clamp(pool.framesOf(grabber.format()) - 2L, 1, request.queueCapacity());
        EncoderTask.Request wanted =
                new EncoderTask.Request(request.preset(), fps, request.encoder());
        EncoderRun encoder =
                new EncoderRun(
                        queue,
                        new EncoderTask(
                                queue, new ToOutput(output), environment.encoders(), wanted, told),
                        grabber.format());
        captureThread.run(() -> CaptureStage.rehearse(grabber, pool), "the rehearsal");
        Journal.rehearse();
        encoder.awaitPrepared();
        Timeline timeline = new Timeline(clock, journal::gap);
        board.opened(grabber, fps, effective);
        queue.limit(effective);
        journal.begin(output::line, timeline);
        journal.start(opening.header(timeline, grabber, fps));
        opening.tellFallbacks(grabber, fps);
        Misses misses = new Misses(fps, journal::missed);
        CaptureStage capture =
                new CaptureStage(
                        grabber,
                        pool,
                        queue,
                        ledger,
                        misses,
                        timeline,
                        clock,
                        new CaptureProblems(health, new OwnThread()::end));
        Stages all = new Stages(files, output, timeline, misses, capture, encoder, fps);
        stages = all;
        board.running(all);
        startPacer(all, timeline.startNanos());
        everySecond = session.scheduleAtFixedRate(this::eachSecond, 1, 1, TimeUnit.SECONDS);
    }

    // ---- while it runs, on the session's thread

    private void startPacer(Stages all, long firstDeadlineNanos) {
        Pacer started =
                new Pacer(
                        all.fps(),
                        firstDeadlineNanos,
                        clock,
                        environment.captureThread(),
                        new Deadlines(all, ledger, journal, clock));
        pacer = started;
        started.start();
    }

    private void stopPacer() throws InterruptedException {
        Pacer running = pacer;
        if (running != null) {
            running.stop();
            pacer = null;
        }
    }

    private void pauseNow() {
        Stages all = stages;
        if (state() != SessionState.RECORDING || all == null) {
            return;
        }
        try {
            stopPacer();
            lastTick(all);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        all.timeline().stop(clock.nanoTime());
        transition(SessionState.PAUSED, "asked for");
        journal.moment("pause");
        journal.ledger(status());
    }

    private void resumeNow() {
        Stages all = stages;
        if (state() != SessionState.PAUSED || all == null) {
            return;
        }
        captureThread.post(all.capture()::proceed);
        long now = clock.nanoTime();
        all.timeline().resume(now);
        transition(SessionState.RECORDING, "asked for");
        journal.moment("resume");
        startPacer(all, now);
    }

    /** The one extra tick: the picture as it is now, so that the last change is not lost. */
    private void lastTick(Stages all) throws InterruptedException {
        captureThread.run(() -> all.capture().tick(true), "the last picture");
        all.capture().suspend();
    }

    private void eachSecond() {
        try {
            Stages all = stages;
            if (all != null && state() == SessionState.RECORDING) {
                all.misses().flush(journal.nowMicros());
                board.sample();
                journal.ledger(status());
            }
        } catch (RuntimeException broken) {
            LOG.error("the ledger line could not be written", broken);
        }
    }

    // ---- the end, on the session's thread

    private void finish(@Nullable Failure failure, String why) {
        SessionState before = state();
        if (before == SessionState.STOPPING || before.isEnd()) {
            return;
        }
        transition(SessionState.STOPPING, why);
        Stages all = stages;
        if (all == null) {
            complete(Ending.empty());
            return;
        }
        Ending ending;
        try {
            ending = end(all, failure, before == SessionState.PAUSED);
        } catch (InterruptedException | RuntimeException | Error broken) {
            LOG.error("the stop broke", broken);
            ending =
                    Ending.temporary(
                            all.files(),
                            "The stop failed ("
                                    + broken
                                    + "); the recording is in "
                                    + all.files().recording()
                                    + ".");
        }
        complete(ending);
    }

    private Ending end(Stages all, @Nullable Failure failure, boolean paused)
            throws InterruptedException {
        Failure problem = drain(all, failure, paused);
        boolean written = all.output().finish(DISK_PATIENCE);
        captureThread.post(all.capture()::close);
        if (!written) {
            ledger.lostAfterEncoding(all.output().giveUp());
            return Ending.temporary(
                    all.files(),
                    "The disk did not answer in time; what it took is in "
                            + all.files().recording()
                            + ".");
        }
        LedgerSnapshot last = ledger.snapshot();
        if (problem == null && last.captured() == 0 && last.captureFailed() > 0) {
            problem =
                    new Failure(
                            Reason.CAPTURE_FAILED,
                            "No picture could be taken of the screen: the log says why.");
        }
        StorageException disk = all.output().failure();
        return Ending.publish(
                all.files(), last.encoded(), disk == null ? problem : Failure.of(disk));
    }

    private @Nullable Failure drain(Stages all, @Nullable Failure failure, boolean paused)
            throws InterruptedException {
        stopPacer();
        if (!paused && !Failure.isDisplayLost(failure)) {
            lastTick(all);
        }
        all.timeline().stop(clock.nanoTime());
        Failure problem = all.encoder().end();
        all.misses().flush(Long.MAX_VALUE / 2);
        journal.ledger(status());
        return failure != null ? failure : problem;
    }

    private void complete(Ending ending) {
        Failure failure = ending.failure();
        transition(ending.state(), failure == null ? "done" : failure.reason().name());
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
                        ending.result(),
                        Optional.ofNullable(failure).map(Failure::reason),
                        failure == null ? "" : failure.sentence(),
                        ending.files(),
                        last));
    }

    // ---- states and threads

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
        try {
            listener.stateChanged(from, to, why);
        } catch (RuntimeException deaf) {
            LOG.error("a listener failed", deaf);
        }
    }

    private void onSession(Runnable task) {
        try {
            session.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.debug("the recording has ended already");
        }
    }

    /** Takes what the stages tell to the thread where it is decided. */
    private final class OwnThread implements StageEvents.Session {

        @Override
        public void firstUnit() {
            onSession(() -> {
                if (state() == SessionState.STARTING) {
                    transition(SessionState.RECORDING, "first packet written");
                }
            });
        }

        @Override
        public void end(Failure why) {
            onSession(() -> finish(why, why.sentence()));
        }

        @Override
        public long unchangedBefore(long ptsMicros) {
            Stages all = stages;
            return all == null ? 0 : all.capture().takeUnchangedBefore(ptsMicros);
        }

        @Override
        public void distrust() {
            Stages all = stages;
            if (all != null) {
                captureThread.post(all.capture()::distrustAnnouncements);
            }
        }

        @Override
        public void lost(int frames) {
            Stages all = stages;
            if (all != null && frames > 0) {
                long now = journal.nowMicros();
                all.misses().missed("abandoned", now, now, frames);
                all.misses().flush(Long.MAX_VALUE / 2);
            }
            journal.ledger(status());
        }

        @Override
        public void missed(String reason, long tMicros) {
            Stages all = stages;
            if (all != null) {
                all.misses().missed(reason, tMicros, tMicros, 1);
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

        @Override
        public void trailer(byte[] bytes) throws InterruptedException {
            output.trailer(bytes);
        }
    }
}
