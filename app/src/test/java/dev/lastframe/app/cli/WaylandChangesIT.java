package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.Waits;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program records a stream that does not stay as it was. */
@Timeout(600)
@Tag("wayland")
final class WaylandChangesIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Numbers at half the size are as half as large: the video shows both at the same places. */
    private static final FrameFormat SHAPE = FrameFormat.packed(800, 452);

    private static final int SHOWN = 10;

    @TempDir private static Path folder;

    private static WaylandStage stage;

    @TempDir private Path home;

    @BeforeAll
    static void start() {
        stage = WaylandStage.start(folder);
    }

    @AfterAll
    static void end() {
        if (stage != null) {
            stage.close();
        }
    }

    private Launcher launcher() {
        return stage.launcher(home);
    }

    @Test
    void aScreenOfAnotherSizeIsFittedAndEachNumberIsReadOrCounted() {
        try (StreamedScreen screen = StreamedScreen.start(stage.desktop(), "800x452", "BGRx", 8)) {
            StreamedRecording recording = recording("sizes");
            Launcher.Running running =
                    launcher().start("record", "--json", "--output", recording.video().toString());
            awaitNumbers(screen);
            screen.shape("400x226/1664");
            recording.awaitTold("now 400x226", 1);
            awaitNumbers(screen);
            screen.shape("800x452/3328");
            awaitNumbers(screen);

            assertSaved(launcher().run("stop"));
            JsonNode json = running.await().json();
            assertThat(json.get("video").get("width").asInt()).isEqualTo(SHAPE.width());
            assertThat(json.get("video").get("height").asInt()).isEqualTo(SHAPE.height());
            assertNumbers(screen, recording, json.get("ledger"));
        }
    }

    /** What is shown meanwhile is shown to nobody: the source itself gives nothing. */
    @Test
    void aSourceThatRestsIsMissedAndRecordedAgainWhenItWorks() {
        try (StreamedScreen screen = StreamedScreen.start(stage.desktop(), "800x452", "BGRx", 8)) {
            StreamedRecording recording = recording("rests");
            Launcher.Running running =
                    launcher().start("record", "--json", "--output", recording.video().toString());
            awaitNumbers(screen);
            screen.rests(true);
            recording.awaitTold("SCREEN_GONE", 1);
            screen.rests(false);
            recording.awaitTold("SCREEN_BACK", 1);
            awaitNumbers(screen);

            assertSaved(launcher().run("stop"));
            JsonNode ledger = running.await().json().get("ledger");
            assertThat(ledger.get("captureFailed").asLong()).isPositive();
            assertNumbers(screen, recording, ledger);
        }
    }

    /** As wlroots' portal gives a turned monitor: as it is scanned out, and what was done to it. */
    @Test
    void aTurnedMonitorIsRecordedUprightAndTurnedOnItStaysSo() {
        FrameFormat upright = FrameFormat.packed(SHAPE.height(), SHAPE.width());
        try (StreamedScreen screen =
                StreamedScreen.startWithFiles(stage.desktop(), "800x452/3328", "BGRx", 8)) {
            screen.turn(1);
            StreamedRecording recording = new StreamedRecording(home.resolve("turned.ts"), upright);
            Launcher.Running running =
                    launcher().start("record", "--json", "--output", recording.video().toString());
            recording.awaitCaptured(SHOWN);
            screen.turn(3);
            recording.awaitCaptured(SHOWN);

            assertSaved(launcher().run("stop"));
            JsonNode json = running.await().json();
            assertThat(json.get("video").get("width").asInt()).isEqualTo(upright.width());
            assertThat(json.get("video").get("height").asInt()).isEqualTo(upright.height());
            assertNumbers(screen, recording, json.get("ledger"));
        }
    }

    private static void assertSaved(Launcher.Run stop) {
        assertThat(stop.exitCode()).as(stop.err()).isZero();
    }

    private static void awaitNumbers(StreamedScreen screen) {
        int before = screen.shown().size();
        Waits.eventually(LIMIT, "it shows", () -> screen.shown().size() > before + SHOWN);
    }

    private StreamedRecording recording(String name) {
        return new StreamedRecording(home.resolve(name + ".ts"), SHAPE);
    }

    private static void assertNumbers(
            StreamedScreen screen, StreamedRecording recording, JsonNode ledger) {
        recording.assertNumbers(
                screen,
                ledger,
                truth -> truth.tolerating(Duration.ofSeconds(3), Duration.ofMillis(100)),
                SHOWN);
    }
}
