package dev.lastframe.app;

import dev.lastframe.core.capture.x11.DisplayLoss;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the recordings of the process when the X server goes away, and ends the process whatever
 * hangs: the JavaFX application thread never answers again. Callable from any thread.
 */
final class DisplayGuard {

    private static final Logger LOG = LoggerFactory.getLogger(DisplayGuard.class);

    /** Longer than any stop takes: it says by itself what became of the recording. */
    static final Duration SAVING = Recording.STOP_BOUND.plusSeconds(5);

    /** Time for the program's own end, once all is saved. */
    private static final Duration ENDING = Duration.ofSeconds(3);

    /** What it needs of a recording. Callable by any thread; never blocks. */
    interface Guarded {

        /** See {@link Recording#displayLost}. */
        void displayLost();

        /** See {@link Recording#outcome}. */
        CompletableFuture<Outcome> outcome();

        /** See {@link Recording#temporaryFiles}. */
        List<Path> temporaryFiles();

        /** See {@link Recording#status}. */
        RecordingStatus status();
    }

    private record Running(Recording recording) implements Guarded {

        @Override
        public void displayLost() {
            recording.displayLost();
        }

        @Override
        public CompletableFuture<Outcome> outcome() {
            return recording.outcome();
        }

        @Override
        public List<Path> temporaryFiles() {
            return recording.temporaryFiles();
        }

        @Override
        public RecordingStatus status() {
            return recording.status();
        }
    }

    private final NanoClock clock;
    private final Set<Guarded> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable DisplayLoss watch;

    DisplayGuard(NanoClock clock) {
        this.clock = clock;
    }

    /** It is saved if the display is lost before it ends. */
    void add(Recording recording) {
        add(new Running(recording));
    }

    void add(Guarded recording) {
        running.add(recording);
        var _ = recording.outcome().whenComplete((outcome, fault) -> running.remove(recording));
    }

    /**
     * From now on. Called after JavaFX has started.
     *
     * @param saved given what became of the recordings that ran; the program should end then, and
     *     if it does not, the process does with this exit code
     */
    void watch(ToIntFunction<List<Outcome>> saved) {
        watch = DisplayLoss.watch(() -> lost(saved));
    }

    /** The program is over: does not return if the display was lost. */
    void end(int exitCode) {
        DisplayLoss watching = watch;
        if (watching != null) {
            watching.end(exitCode);
        }
    }

    private void lost(ToIntFunction<List<Outcome>> saved) {
        int exitCode = 1;
        try {
            exitCode = saved.applyAsInt(save(SAVING));
            clock.sleepUntil(clock.nanoTime() + ENDING.toNanos());
            LOG.error("the program did not end by itself");
        } catch (InterruptedException | RuntimeException | Error broken) {
            LOG.error("the end after a lost display broke", broken);
        } finally {
            end(exitCode);
        }
    }

    /**
     * Ends what runs. Blocks, at most so long.
     *
     * @return what became of each; of one that did not end, where it is
     */
    List<Outcome> save(Duration limit) throws InterruptedException {
        List<Guarded> open = List.copyOf(running);
        open.forEach(Guarded::displayLost);
        long deadline = clock.nanoTime() + limit.toNanos();
        List<Outcome> outcomes = new ArrayList<>();
        for (Guarded recording : open) {
            long left = Math.max(1, deadline - clock.nanoTime());
            try {
                outcomes.add(recording.outcome().get(left, TimeUnit.NANOSECONDS));
            } catch (ExecutionException | TimeoutException stuck) {
                List<Path> files = recording.temporaryFiles();
                LOG.error("a recording could not be ended; it is in {}", files, stuck);
                outcomes.add(stuck(recording.status(), files));
            }
        }
        return outcomes;
    }

    private static Outcome stuck(RecordingStatus status, List<Path> files) {
        return new Outcome(
                Outcome.Result.FAILED,
                Optional.of(Outcome.Reason.DISPLAY_LOST),
                "The display went away and the recording did not end; it is in "
                        + files
                        + " and is recovered at the next start.",
                files,
                status);
    }
}
