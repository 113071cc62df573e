package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever breaks at the start, the source of pictures is closed, and nothing is left. */
final class BeginningTest {

    @TempDir private Path home;

    @Test
    void aDiskThatBreaksAtTheStartLeavesNoSourceOpen() throws IOException {
        try (Studio studio = new Studio(home)) {
            studio.outputs((files, events, policy, clock, listener) -> {
                throw new IllegalStateException("of the test");
            });

            assertFailsAndCloses(studio);
        }
    }

    @Test
    void anEncoderThatBreaksAtTheStartLeavesNoSourceOpen() throws IOException {
        try (Studio studio = new Studio(home)) {
            studio.encoders((queue, sink, choice, request, listener) -> {
                throw new OutOfMemoryError("of the test");
            });

            assertFailsAndCloses(studio);
        }
    }

    /** By then memory for pictures is in use as well. */
    @Test
    void whatBreaksJustBeforeTheFirstPictureLeavesNoSourceOpen() throws IOException {
        try (Studio studio = new Studio(home)) {
            studio.screen().screensFail();

            assertFailsAndCloses(studio);
            assertThat(studio.names("chosen")).isEmpty();
            assertThat(studio.activeNotes()).isZero();
        }
    }

    private static void assertFailsAndCloses(Studio studio) {
        Outcome outcome = studio.awaitEnd(studio.records());

        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(studio.faults()).hasSize(1);
        Waits.eventually(Studio.LIMIT, "the source is closed", studio.screen()::isClosed);
        studio.awaitNoSession();
    }
}
