package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnLogTest {

    @TempDir private Path folder;

    @Test
    void theStretchAndTheLastErrorsAreTakenWithTheLinesThatBelongToThem() throws IOException {
        Path log = folder.resolve("lastframe.log");
        Files.writeString(
                folder.resolve("lastframe.log.1"),
                """
                2026-11-25T10:00:00.000 ERROR [main] d.l.App - an old error
                java.lang.IllegalStateException: deep
                \tat dev.lastframe.App.main(App.java:1)
                2026-11-25T10:00:01.000 INFO  [main] d.l.App - an old word
                """);
        Files.writeString(
                log,
                """
                2026-11-25T12:00:00.000 INFO  [main] d.l.App - too early
                2026-11-25T12:00:10.000 INFO  [main] d.l.App - inside
                and its second line
                2026-11-25T12:00:30.000 INFO  [main] d.l.App - too late
                """);

        String text =
                OwnLog.read(
                        log,
                        Optional.of(Instant.parse("2026-11-25T12:00:05Z")),
                        Optional.of(Instant.parse("2026-11-25T12:00:20Z")),
                        ZoneOffset.UTC);

        assertThat(text)
                .isEqualTo(
                        """
                        == this stretch ==
                        2026-11-25T12:00:10.000 INFO  [main] d.l.App - inside
                        and its second line

                        == the last errors and warnings ==
                        2026-11-25T10:00:00.000 ERROR [main] d.l.App - an old error
                        java.lang.IllegalStateException: deep
                        \tat dev.lastframe.App.main(App.java:1)
                        """);
    }

    /** Longer than everything that the section of errors holds. */
    @Test
    void aVeryLongLineIsCutAndPushesNothingOut() throws IOException {
        Path log = folder.resolve("lastframe.log");
        Files.writeString(
                log,
                "2026-11-25T12:00:00.000 ERROR [main] d.l.App - the first\n"
                        + "2026-11-25T12:00:01.000 ERROR [main] d.l.App - long "
                        + "x".repeat(300_000)
                        + "\n\tat dev.lastframe.App.main(App.java:1)\n"
                        + "2026-11-25T12:00:02.000 ERROR [main] d.l.App - the last\n");

        String text = OwnLog.read(log, Optional.empty(), Optional.empty(), ZoneOffset.UTC);

        String errors = text.substring(text.indexOf("== the last errors"));
        assertThat(errors).contains("- the first\n", "- long xxx", "xxx (cut)\n", "- the last\n");
        assertThat(errors.length()).isLessThan(20_000);
    }

    @Test
    void aLogThatIsNotThereIsSaidToBeEmpty() {
        assertThat(
                        OwnLog.read(
                                folder.resolve("none.log"),
                                Optional.empty(),
                                Optional.empty(),
                                ZoneOffset.UTC))
                .contains("(nothing)", "(none)");
    }
}
