package dev.lastframe.app;

import dev.lastframe.core.capture.x11.DisplayLoss;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** What a stop may take at most: the encoder three seconds, the disk ten, and their ends. */
    private static final Duration SAVING = Duration.ofSeconds(20);

    /** Time for the program's own end, once all is saved. */
    private static final Duration ENDING = Duration.ofSeconds(3);

    private final NanoClock clock;
    private final Set<Recording> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable DisplayLoss watch;

    DisplayGuard(NanoClock clock) {
        this.clock = clock;
    }

    /** It is saved if the display is lost before it ends. */
    void add(Recording recording) {
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
            exitCode = saved.applyAsInt(save());
            clock.sleepUntil(clock.nanoTime() + ENDING.toNanos());
            LOG.error("the program did not end by itself");
        } catch (InterruptedException | RuntimeException | Error broken) {
            LOG.error("the end after a lost display broke", broken);
        } finally {
            end(exitCode);
        }
    }

    private List<Outcome> save() throws InterruptedException {
        List<Recording> open = List.copyOf(running);
        open.forEach(Recording::displayLost);
        long deadline = clock.nanoTime() + SAVING.toNanos();
        List<Outcome> outcomes = new ArrayList<>();
        for (Recording recording : open) {
            try {
                outcomes.add(
                        recording
                                .outcome()
                                .get(
                                        Math.max(1, deadline - clock.nanoTime()),
                                        TimeUnit.NANOSECONDS));
            } catch (ExecutionException | TimeoutException stuck) {
                LOG.error("a recording could not be ended", stuck);
            }
        }
        return outcomes;
    }
}
