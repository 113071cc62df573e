package dev.lastframe.app.recording;

import dev.lastframe.core.session.HealthEvent;
import dev.lastframe.core.session.Mark;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.session.SessionState;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Starts, pauses and stops recordings as a person wishes, one after another. Called by the FX
 * thread only, which the executor stands for; never blocks. The recording itself is started by
 * whoever has prepared it.
 */
final class RecordingControl implements SoundModel.Recorded {

    /** Where requests come from. Called by the FX thread. */
    interface Requests {

        /** What to record now; empty where the choices do not allow it (the person was told). */
        Optional<CompletionStage<Wanted>> next();

        /**
         * Takes the start back that is being waited for; the request ends with a {@link
         * CancellationException} then.
         *
         * @return whether there was still time
         */
        default boolean takeBack() {
            return false;
        }
    }

    /**
     * A recording that may begin.
     *
     * @param clear completed when its first picture may be taken
     */
    record Wanted(RecordingRequest request, CompletableFuture<?> clear) {}

    /** Told by the FX thread. */
    interface Observer {

        void phaseChanged();

        /** Something happened to the recording that runs. */
        void happened(HealthEvent event);

        void ended(Outcome outcome);

        /** A fault of the program: no outcome came. */
        void broke(Throwable fault);
    }

    private final RecordingService service;
    private final Requests requests;
    private final Observer observer;
    private final Executor ui;
    private final PressFilter presses = new PressFilter();

    private Phase phase = Phase.IDLE;
    private @Nullable ActiveRecording active;

    /** A press while saving: the next recording starts when this one is saved. */
    private boolean again;

    /** Stop was wished before there was anything to stop. */
    private boolean stopWanted;

    private @Nullable CompletableFuture<Optional<Outcome>> finish;

    /** Who waits for the recording that runs. */
    private final List<CompletableFuture<Optional<Outcome>>> waiting = new ArrayList<>();

    RecordingControl(RecordingService service, Requests requests, Observer observer, Executor ui) {
        this.service = service;
        this.requests = requests;
        this.observer = observer;
        this.ui = ui;
    }

    Phase phase() {
        return phase;
    }

    boolean startsAgain() {
        return again;
    }

    /** The running recording's numbers, empty while there is none. */
    Optional<RecordingStatus> status() {
        return active == null ? Optional.empty() : Optional.of(active.status());
    }

    @Override
    public Map<SoundKind, SoundLevel> soundLevels() {
        return active == null ? Map.of() : active.soundLevels();
    }

    @Override
    public void loudness(SoundKind kind, float gain, boolean muted) {
        if (active != null) {
            active.loudness(kind, gain, muted);
        }
    }

    /**
     * Record or stop.
     *
     * @param nanos when it was pressed, on the monotonic clock
     */
    void press(long nanos) {
        if (finish != null || !presses.accept(nanos)) {
            return;
        }
        switch (phase) {
            case IDLE -> start();
            case STARTING, RECORDING, PAUSED -> halt();
            case STOPPING -> {
                again = !again;
                observer.phaseChanged();
            }
        }
    }

    /** Pause or continue; nothing where there is nothing to pause. */
    void pressPause() {
        if (active != null && phase == Phase.RECORDING) {
            active.pause();
        } else if (active != null && phase == Phase.PAUSED) {
            active.resume();
        }
    }

    /** Marks a moment, on the monotonic clock; empty where it is in no picture. */
    Optional<Mark> mark(Optional<String> text, long nanos) {
        return active == null ? Optional.empty() : active.mark(text, nanos);
    }

    /** Stops for good; completed on the FX thread when nothing runs, with what was saved last. */
    CompletionStage<Optional<Outcome>> finish() {
        again = false;
        if (phase == Phase.IDLE) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (finish != null) {
            return finish;
        }
        CompletableFuture<Optional<Outcome>> begun = new CompletableFuture<>();
        finish = begun;
        if (phase == Phase.STOPPING) {
            observer.phaseChanged();
        } else {
            halt();
        }
        return begun;
    }

    /** Whether it is being stopped for good. */
    boolean finishing() {
        return finish != null;
    }

    /**
     * Stops what runs, and starts nothing after it; completed on the FX thread when it is saved,
     * with nothing where nothing ran or it was taken back before it began; exceptionally where no
     * outcome came.
     */
    CompletionStage<Optional<Outcome>> stop() {
        if (phase == Phase.IDLE) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<Outcome>> saved = new CompletableFuture<>();
        waiting.add(saved);
        if (phase != Phase.STOPPING) {
            halt();
        } else if (again) {
            again = false;
            observer.phaseChanged();
        }
        return saved;
    }

    /** Begins as soon as it may, while the window still shows that it was asked to. */
    private void start() {
        requests.next()
                .ifPresent(wanted -> {
                    stopWanted = false;
                    phase = Phase.STARTING;
                    CompletionStage<ActiveRecording> begins =
                            wanted.thenApply(made ->
                                    service.start(made.request(), new States(), made.clear()));
                    try {
                        observer.phaseChanged();
                    } finally {
                        // it may have begun, and must be able to be stopped
                        begins.whenComplete(
                                (started, fault) -> ui.execute(() -> begun(started, fault)));
                    }
                });
    }

    private void begun(@Nullable ActiveRecording started, @Nullable Throwable fault) {
        if (started == null) {
            Throwable why = unwrapped(fault);
            if (why instanceof CancellationException) {
                again = false;
                to(Phase.IDLE);
                next(Optional.empty());
            } else {
                broke(why);
            }
            return;
        }
        active = started;
        if (stopWanted) {
            started.stop();
        }
        started.outcome()
                .whenComplete((outcome, broken) -> ui.execute(() -> ended(outcome, broken)));
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable fault) {
        return fault instanceof CompletionException && fault.getCause() != null
                ? fault.getCause()
                : fault;
    }

    private void halt() {
        stopWanted = true;
        if (active != null) {
            active.stop();
        } else if (requests.takeBack()) {
            return;
        }
        to(Phase.STOPPING);
    }

    private void ended(@Nullable Outcome outcome, @Nullable Throwable fault) {
        if (outcome == null) {
            broke(fault);
            return;
        }
        active = null;
        phase = Phase.IDLE;
        observer.ended(outcome);
        next(Optional.of(outcome));
    }

    private void broke(@Nullable Throwable fault) {
        active = null;
        phase = Phase.IDLE;
        again = false;
        Throwable why = fault == null ? new IllegalStateException("no outcome") : fault;
        observer.broke(why);
        takeWaiting().forEach(saved -> saved.completeExceptionally(why));
        next(Optional.empty());
    }

    private void next(Optional<Outcome> outcome) {
        takeWaiting().forEach(saved -> saved.complete(outcome));
        CompletableFuture<Optional<Outcome>> last = finish;
        if (last != null) {
            finish = null;
            last.complete(outcome);
        } else if (again) {
            again = false;
            start();
        }
    }

    private List<CompletableFuture<Optional<Outcome>>> takeWaiting() {
        List<CompletableFuture<Optional<Outcome>>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void to(Phase next) {
        phase = next;
        observer.phaseChanged();
    }

    /** Follows one recording; what arrives late of it is ignored. */
    private final class States implements RecordingListener {

        @Override
        public void stateChanged(SessionState from, SessionState to, String reason) {
            ui.execute(() -> follow(to));
        }

        @Override
        public void health(HealthEvent event) {
            ui.execute(() -> observer.happened(event));
        }

        private void follow(SessionState state) {
            if (phase == Phase.IDLE || phase == Phase.STOPPING) {
                return;
            }
            switch (state) {
                case RECORDING -> to(Phase.RECORDING);
                case PAUSED -> to(Phase.PAUSED);
                case STOPPING -> to(Phase.STOPPING);
                case IDLE, STARTING, SAVED, EMPTY, FAILED -> {}
            }
        }
    }
}
