package dev.lastframe.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class DisplayGuardTest {

    private static final List<Path> FILES = List.of(Path.of("/videos/clip.recording.ts"));

    private final DisplayGuard guard = new DisplayGuard(NanoClock.system());

    @Test
    void itWaitsLongerThanAnyStopTakes() {
        assertThat(DisplayGuard.SAVING).isGreaterThan(Recording.STOP_BOUND);
    }

    @Test
    void whatBecameOfEachRecordingIsGiven() throws InterruptedException {
        Outcome saved =
                new Outcome(
                        Outcome.Result.SAVED, Optional.empty(), "", FILES, SampleStatus.stopping());
        Ending ending = new Ending(saved);
        guard.add(ending);

        assertThat(guard.save(DisplayGuard.SAVING)).containsExactly(saved);
    }

    @Test
    void ofARecordingThatDoesNotEndTheTemporaryFilesAreNamed() throws InterruptedException {
        guard.add(new Ending(null));

        List<Outcome> outcomes = guard.save(Duration.ofMillis(1));

        assertThat(outcomes).hasSize(1);
        Outcome stuck = outcomes.getFirst();
        assertThat(stuck.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(stuck.reason()).contains(Outcome.Reason.DISPLAY_LOST);
        assertThat(stuck.files()).isEqualTo(FILES);
        assertThat(stuck.sentence()).contains("/videos/clip.recording.ts").endsWith(".");
    }

    /** Ends when the display is lost, if it is given how. */
    private static final class Ending implements DisplayGuard.Guarded {

        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final Outcome end;

        Ending(Outcome end) {
            this.end = end;
        }

        @Override
        public void displayLost() {
            if (end != null) {
                outcome.complete(end);
            }
        }

        @Override
        public CompletableFuture<Outcome> outcome() {
            return outcome;
        }

        @Override
        public List<Path> temporaryFiles() {
            return FILES;
        }

        @Override
        public RecordingStatus status() {
            return SampleStatus.stopping();
        }
    }
}
