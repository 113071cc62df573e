package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.session.Outcome.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of a recorded window, and what its end means. */
final class WindowSightTest {

    private static final long SECOND = 1_000_000_000L;

    private final List<Sight> told = new ArrayList<>();
    private final SightWatch watch = new SightWatch(told::add);

    @Test
    void eachChangeIsToldOnce() {
        watch.saw(Sight.SHOWN, 0);
        watch.saw(Sight.COVERED, 1);
        watch.saw(Sight.COVERED, 2 * SECOND);
        watch.saw(Sight.SHOWN, 3 * SECOND);
        watch.saw(Sight.HIDDEN, 3 * SECOND + 1);
        watch.saw(Sight.SHOWN, 3 * SECOND + 2);
        watch.saw(Sight.CLOSED, 3 * SECOND + 3);

        assertThat(told)
                .containsExactly(
                        Sight.COVERED, Sight.SHOWN, Sight.HIDDEN, Sight.SHOWN, Sight.CLOSED);
    }

    @Test
    void whatCoversItForAMomentIsNoTwoLines() {
        watch.saw(Sight.COVERED, SECOND);
        watch.saw(Sight.SHOWN, SECOND + 10);
        watch.saw(Sight.COVERED, SECOND + 20);
        assertThat(told).containsExactly(Sight.COVERED);

        watch.saw(Sight.SHOWN, SECOND + 30);
        watch.saw(Sight.SHOWN, 2 * SECOND);
        assertThat(told).containsExactly(Sight.COVERED, Sight.SHOWN);
    }

    @Test
    void itsEndTakesNothingFromTheRecording() {
        Ending ending = Ending.of(List.of(part(null)), Failure.windowClosed());

        assertThat(ending.state()).isEqualTo(SessionState.SAVED);
        assertThat(ending.result()).isEqualTo(Result.SAVED);
        assertThat(ending.failure()).isEqualTo(Failure.windowClosed());
    }

    @Test
    void aFailureThatComesWithItIsTheReason() {
        Failure full = new Failure(Reason.DISK_FULL, "The disk is full.");

        Ending ending = Ending.of(List.of(part(full)), Failure.windowClosed());

        assertThat(ending.result()).isEqualTo(Result.CUT);
        assertThat(ending.failure()).isEqualTo(full);
    }

    private static Closed part(@Nullable Failure problem) {
        return new Closed(Optional.of(Path.of("a.ts")), true, problem);
    }
}
