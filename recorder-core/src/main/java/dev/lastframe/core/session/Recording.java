package dev.lastframe.core.session;

import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import dev.lastframe.core.sound.SoundPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
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

    /** A start that hangs is given up so long after a stop was asked for. */
    static final Duration START_PATIENCE = Duration.ofSeconds(3);

    /** Longer than all waits of a stop together: after that it has ended, whatever hangs. */
    public static final Duration STOP_BOUND = Duration.ofSeconds(45);

    private final Desk desk;
    private final Life life;
    private final Course course;
    private final Marks marks;
    private final OwnThread host = new OwnThread();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<?> clear;
    private final Duration startPatience;
    private final Duration stopBound;

    /** Completed when the end was asked for, with the reason, if there is one. */
    private final CompletableFuture<Optional<Failure>> stopAsked = new CompletableFuture<>();

    private final AtomicBoolean completed = new AtomicBoolean();
    private final ScheduledExecutorService session =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("lastframe-session").factory());

    private volatile @Nullable RecordingStatus finalStatus;

    private Recording(
            RecordingRequest request,
            RecordingEnvironment environment,
            RecordingListener listener,
            CompletableFuture<?> clear,
            Making making) {
        this.clear = clear;
        this.desk = Desk.of(request, environment, listener);
        this.life = new Life(listener, host::ownFault);
        this.course = new Course(desk, life, host, making);
        this.marks = new Marks(desk.clock(), desk.journal());
        this.startPatience = making.startPatience();
        this.stopBound = making.stopBound();
    }

    /** Begins a recording; whether it could arrives with {@link #outcome} and the listener. */
    public static Recording start(
            RecordingRequest request,
            RecordingEnvironment environment,
            RecordingListener listener) {
        return start(request, environment, listener, CompletableFuture.completedFuture(null));
    }

    /**
     * The same for a screen that is not ready to be seen yet.
     *
     * @param clear completed when the first picture may be taken, by any thread: until then all
     *     that takes time is prepared; exceptionally where it may not be taken at all, which ends
     *     the recording without a file, as a stop before that does
     */
    public static Recording start(
            RecordingRequest request,
            RecordingEnvironment environment,
            RecordingListener listener,
            CompletableFuture<?> clear) {
        return start(request, environment, listener, clear, Making.REAL);
    }

    static Recording start(
            RecordingRequest request,
            RecordingEnvironment environment,
            RecordingListener listener,
            CompletableFuture<?> clear,
            Making making) {
        Recording recording = new Recording(request, environment, listener, clear, making);
        recording.life.transition(SessionState.STARTING, "asked for");
        recording.host.later(recording::begin);
        return recording;
    }

    public SessionState state() {
        return life.state();
    }

    /** Everything that can be told at this moment. Never blocks long. */
    public RecordingStatus status() {
        RecordingStatus last = finalStatus;
        return last != null ? last : desk.board().status(life.state());
    }

    /** Where its parts are written, in order; each is there until it is published. Never blocks. */
    public List<Path> temporaryFiles() {
        return course.temporaryFiles();
    }

    /** Completed when the recording has ended, whatever became of it. */
    public CompletableFuture<Outcome> outcome() {
        return outcome.copy();
    }

    /** Keeps no picture from now on until {@link #resume}; does nothing when not recording. */
    public void pause() {
        host.later(course::pause);
    }

    /** Goes on after {@link #pause}; does nothing when not paused. */
    public void resume() {
        host.later(course::resume);
    }

    /**
     * Marks this very moment in the events.
     *
     * @param text what the person says about it; becomes one line without control characters, of at
     *     most {@link Mark#LONGEST_TEXT} characters
     * @return the mark; empty where none was kept, as the moment is in no picture: before the
     *     start, in a pause, after the stop
     */
    public Optional<Mark> mark(Optional<String> text) {
        return marks.mark(text);
    }

    /**
     * The same for another moment, such as that at which a key was pressed.
     *
     * @param nanos on the monotonic clock, not later than now
     */
    public Optional<Mark> mark(Optional<String> text, long nanos) {
        return marks.mark(text, nanos);
    }

    /**
     * What is heard of each source of sound, since this was asked last: for one caller. Never
     * blocks.
     *
     * @return nothing where no sound is recorded, and before the first picture
     */
    public Map<SoundKind, SoundLevel> soundLevels() {
        SoundKeeper sound = course.sound();
        return sound == null ? Map.of() : sound.levels();
    }

    /**
     * Changes how loud a source is from now on. Never blocks; does nothing where it is not
     * recorded.
     *
     * @param gain 0 to {@link SoundPlan.Source#MOST_GAIN}; 1 as loud as it is
     * @param muted whether it is silent
     */
    public void loudness(SoundKind kind, float gain, boolean muted) {
        SoundKeeper sound = course.sound();
        if (sound != null) {
            sound.loudness(kind, gain, muted);
        }
    }

    /** Ends and publishes the recording, within a bound. */
    public CompletableFuture<Outcome> stop() {
        host.endSoon(null, "asked for");
        return outcome();
    }

    /** Whether its end was asked for, by whomever, or has come. Never blocks. */
    public boolean stopAsked() {
        return stopAsked.isDone() || outcome.isDone();
    }

    /** Ends and publishes the recording so long after its start, pauses left in. */
    public void stopAfter(Duration length) {
        host.later(() -> {
            long left =
                    length.toNanos() - TimeUnit.MICROSECONDS.toNanos(desk.journal().nowMicros());
            untilTheEnd(() ->
                    session.schedule(
                            () -> host.endSoon(null, "its time is over"),
                            Math.max(0, left),
                            TimeUnit.NANOSECONDS));
        });
    }

    /** Schedules what is not wanted any more when the recording has ended, or never began. */
    private void untilTheEnd(Supplier<Future<?>> schedule) {
        try {
            Future<?> scheduled = schedule.get();
            var _ = outcome.whenComplete((ended, fault) -> scheduled.cancel(false));
        } catch (RejectedExecutionException over) {
            LOG.debug("the recording has ended already");
        }
    }

    /**
     * The display went away: what there is gets published, and nothing more is asked of the capture
     * thread, which may never answer again.
     */
    public void displayLost() {
        Stages all = course.stages();
        if (all != null) {
            all.capture().suspend();
        }
        host.endSoon(Failure.displayLost(), "the display is gone");
    }

    /** The program had a fault somewhere: ends and publishes the recording, and says so. */
    public void fault(Fault fault) {
        Steps steps = new Steps();
        steps.run(
                "telling a fault",
                () ->
                        desk.health()
                                .warn(
                                        Kind.FAULT,
                                        fault.sentence() + " The code is " + fault.code() + "."));
        Throwable deaf = steps.failure();
        if (deaf != null && !deaf.equals(fault.cause())) {
            fault.cause().addSuppressed(deaf);
        }
        host.endSoon(Failure.of(fault), "a fault, " + fault.code());
    }

    /** The same as {@link #stop}. */
    @Override
    public void close() {
        host.endSoon(null, "closed");
    }

    // ---- on the session's thread

    private void begin() {
        course.begin(
                clear,
                stopAsked,
                stopAsked.thenApplyAsync(
                        asked -> asked,
                        CompletableFuture.delayedExecutor(
                                startPatience.toMillis(), TimeUnit.MILLISECONDS)));
        if (!life.state().isEnd()) {
            untilTheEnd(
                    () -> session.scheduleAtFixedRate(this::eachSecond, 1, 1, TimeUnit.SECONDS));
        }
    }

    private void eachSecond() {
        try {
            course.eachSecond();
        } catch (RuntimeException | Error broken) {
            host.ownFault(broken);
        }
    }

    // ---- on any thread

    /** The last resort: somebody waits, and the session's own thread does not come. */
    private void endAtAnyRate() {
        if (outcome.isDone()) {
            return;
        }
        LOG.error("the recording did not end in time; the log says what hangs");
        Steps steps = new Steps();
        steps.run("giving up what is in flight", course::giveUp);
        host.complete(
                course.asItIs(
                        new Failure(
                                Reason.WRITE_FAILED,
                                "The recording did not end in time; what was written stays in "
                                        + desk.request().folder()
                                        + ".")));
    }

    private final class OwnThread implements Course.Host {

        @Override
        public void later(Runnable task) {
            try {
                session.execute(() -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error broken) {
                        ownFault(broken);
                    }
                });
            } catch (RejectedExecutionException ended) {
                LOG.debug("the recording has ended already");
            }
        }

        @Override
        public void endSoon(@Nullable Failure failure, String why) {
            if (stopAsked.complete(Optional.ofNullable(failure))) {
                CompletableFuture.delayedExecutor(stopBound.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(Recording.this::endAtAnyRate);
            }
            later(() -> course.finish(failure, why));
        }

        @Override
        public @Nullable Failure askedBecause() {
            return stopAsked.getNow(Optional.empty()).orElse(null);
        }

        @Override
        public void complete(Ending ending) {
            if (!completed.compareAndSet(false, true)) {
                return;
            }
            Failure failure = ending.failure();
            Steps steps = new Steps();
            steps.run(
                    "telling the end",
                    () ->
                            life.end(
                                    ending.state(),
                                    failure == null ? "done" : failure.reason().name()));
            steps.run("ending the session's thread", session::shutdown);
            try {
                RecordingStatus last = status();
                finalStatus = last;
                outcome.complete(
                        new Outcome(
                                ending.result(),
                                Optional.ofNullable(failure).map(Failure::reason),
                                failure == null ? "" : failure.sentence(),
                                ending.files(),
                                last));
            } catch (RuntimeException | Error broken) {
                outcome.completeExceptionally(broken);
            }
        }

        @Override
        public Fault noted(Throwable broken) {
            Fault fault = Fault.of(broken, Thread.currentThread());
            Steps steps = new Steps();
            steps.run("noting a fault", () -> desk.environment().faults().accept(fault));
            Throwable second = steps.failure();
            if (second != null && !second.equals(broken)) {
                broken.addSuppressed(second);
            }
            return fault;
        }

        @Override
        public void ownFault(Throwable broken) {
            fault(noted(broken));
        }
    }
}
