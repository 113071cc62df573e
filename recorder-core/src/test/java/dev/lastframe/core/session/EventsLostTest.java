package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recording whose events cannot be written is saved, and says what is missing. */
@Timeout(300)
final class EventsLostTest {

    @TempDir private Path home;

    @Test
    void aFileOfEventsThatCannotBeMadeCostsNothingOfTheVideoAndIsTold() throws IOException {
        try (Studio studio = new Studio(home)) {
            studio.outputs((files, events, policy, clock, listener) -> {
                blocked(files.events());
                return DurableOutput.open(files, policy, clock, listener);
            });
            Recording recording = studio.records();
            studio.awaitEncoded(recording, 5);

            Outcome outcome = studio.awaitEnd(stopped(recording));

            assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
            studio.assertDecodedFramesAreTheEncoded(outcome);
            assertThat(outcome.status().disk().eventFailures()).isGreaterThan(1);
            assertThat(studio.health())
                    .as("told once")
                    .filteredOn(kind -> kind == HealthEvent.Kind.EVENTS_LOST)
                    .hasSize(1);
            assertThat(outcome.status().warnings()).hasSize(1);
            assertThat(outcome.status().warnings().getFirst())
                    .startsWith("Lines of the events beside the video are missing. ")
                    .contains(studio.folder().toString())
                    .endsWith(".");
            Files.delete(studio.folder().resolve("clip.events.jsonl"));
        }
    }

    private static Recording stopped(Recording recording) {
        var _ = recording.stop();
        return recording;
    }

    private static void blocked(Path name) throws StorageException {
        try {
            Files.createDirectory(name);
        } catch (IOException refused) {
            throw new StorageException(
                    StorageException.Reason.WRITE_FAILED, "the test could not begin", refused);
        }
    }
}
