package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The X server dies under the real program, or the recorded monitor is unplugged: what was recorded
 * is saved, and the program ends.
 */
@Tag("beside")
@Timeout(600)
final class DisplayLostIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long ENDS_WITHIN_MILLIS = 40_000;

    @TempDir private Path home;

    @Test
    void theCommandSavesPrintsTheOutcomeAndEndsWithCodeFive() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            Path video = home.resolve("lost.ts");
            Launcher.Running running =
                    new Launcher(home, screen.display())
                            .start("record", "--json", "--output", video.toString());
            Path growing = home.resolve("lost.recording.ts");
            Waits.eventually(LIMIT, "it records", () -> growing.toFile().length() > 50_000);

            long crashed = System.nanoTime();
            screen.crash();
            Launcher.Run run = running.await();

            assertThat(Duration.ofNanos(System.nanoTime() - crashed).toMillis())
                    .isLessThan(ENDS_WITHIN_MILLIS);
            assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
            JsonNode outcome = run.json();
            assertThat(outcome.get("state").asText()).isEqualTo("cut");
            assertThat(outcome.get("reason").asText()).isEqualTo("DISPLAY_LOST");
            assertThat(outcome.get("files").get(0).asText()).isEqualTo(video.toString());
            assertThat(run.err().lines()).hasSize(1);
            assertThat(content.shown()).isNotEmpty();
            Recorded.assertWhole(video);
        }
    }

    @Test
    void theWindowSavesWhatItRecordedAndEnds() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(1366, 1000)) {
            screen.windowManager();
            Desktop desktop = new Desktop(screen);
            Launcher.Running running = new Launcher(home, screen.display()).start();
            desktop.awaitFocusedWindow("Lastframe");
            desktop.key("F9");
            Path videos = home.resolve("Videos/Lastframe");
            Recorded.awaitGrowing(videos);

            screen.crash();
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
            assertThat(run.err().lines()).hasSize(1);
            Recorded.assertWhole(Recorded.awaitPublished(videos, 1).getFirst());
        }
    }

    @Test
    void aMonitorThatDoesNotComeBackEndsTheRecordingAfterFiveSeconds() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(1280, 480)) {
            screen.run("xrandr", "--setmonitor", "left", "640/160x480/120+0+0", "screen");
            screen.run("xrandr", "--setmonitor", "right", "640/160x480/120+640+0", "none");
            Path video = home.resolve("gone.ts");
            Launcher.Running running =
                    new Launcher(home, screen.display())
                            .start(
                                    "record",
                                    "--json",
                                    "--screen",
                                    "2",
                                    "--output",
                                    video.toString());
            Path growing = home.resolve("gone.recording.ts");
            Waits.eventually(LIMIT, "it records", () -> growing.toFile().length() > 0);

            screen.run("xrandr", "--delmonitor", "right");
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
            JsonNode outcome = run.json();
            assertThat(outcome.get("state").asText()).isEqualTo("cut");
            assertThat(outcome.get("reason").asText()).isEqualTo("SCREEN_GONE");
            assertThat(outcome.get("ledger").get("captureFailed").asLong())
                    .as("5 s at 30 a second, of which a busy computer looks at fewer")
                    .isBetween(30L, 300L);
            assertThat(outcome.get("video").get("width").asInt()).isEqualTo(640);
            Recorded.assertWhole(video);
        }
    }

    @Test
    void aWindowThatRecordsNothingEndsToo() {
        try (VirtualScreen screen = VirtualScreen.start(1366, 1000)) {
            screen.windowManager();
            Desktop desktop = new Desktop(screen);
            Launcher.Running running = new Launcher(home, screen.display()).start();
            desktop.awaitFocusedWindow("Lastframe");

            screen.crash();
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
            assertThat(run.err().lines()).hasSize(1);
        }
    }
}
