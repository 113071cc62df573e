package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

    private static VirtualScreen display;
    private static WaylandDesktop desktop;

    @TempDir private Path home;

    @BeforeAll
    static void start() {
        display = VirtualScreen.start(320, 240);
        desktop = WaylandDesktop.start(folder);
    }

    @AfterAll
    static void end() {
        try {
            if (desktop != null) {
                desktop.close();
            }
        } finally {
            display.close();
        }
    }

    private Launcher launcher() {
        return new Launcher(home, display.display()).on(desktop);
    }

    @Test
    void aScreenOfAnotherSizeIsFittedAndEachNumberIsReadOrCounted() {
        try (StreamedScreen screen = StreamedScreen.start(desktop, "800x452", "BGRx", 8)) {
            Path video = home.resolve("sizes.ts");
            Launcher.Running running =
                    launcher().start("record", "--json", "--output", video.toString());
            awaitNumbers(screen);
            screen.shape("400x226/1664");
            awaitEvent(video, "now 400x226");
            awaitNumbers(screen);
            screen.shape("800x452/3328");
            awaitNumbers(screen);

            assertSaved(launcher().run("stop"));
            JsonNode json = running.await().json();
            assertThat(json.get("video").get("width").asInt()).isEqualTo(SHAPE.width());
            assertThat(json.get("video").get("height").asInt()).isEqualTo(SHAPE.height());
            assertNumbers(screen, video, json.get("ledger"));
        }
    }

    /** What is shown meanwhile is shown to nobody: the source itself gives nothing. */
    @Test
    void aSourceThatRestsIsMissedAndRecordedAgainWhenItWorks() {
        try (StreamedScreen screen = StreamedScreen.start(desktop, "800x452", "BGRx", 8)) {
            Path video = home.resolve("rests.ts");
            Launcher.Running running =
                    launcher().start("record", "--json", "--output", video.toString());
            awaitNumbers(screen);
            screen.rests(true);
            awaitEvent(video, "SCREEN_GONE");
            screen.rests(false);
            awaitEvent(video, "SCREEN_BACK");
            awaitNumbers(screen);

            assertSaved(launcher().run("stop"));
            JsonNode ledger = running.await().json().get("ledger");
            assertThat(ledger.get("captureFailed").asLong()).isPositive();
            assertNumbers(screen, video, ledger);
        }
    }

    private static void assertSaved(Launcher.Run stop) {
        assertThat(stop.exitCode()).as(stop.err()).isZero();
    }

    private static void awaitNumbers(StreamedScreen screen) {
        int before = screen.shown().size();
        Waits.eventually(LIMIT, "it shows", () -> screen.shown().size() > before + SHOWN);
    }

    private static void awaitEvent(Path video, String words) {
        Path events = BarcodeRecordingIT.events(video);
        Waits.eventually(
                LIMIT,
                words + " is told",
                () -> {
                    try {
                        return Files.exists(events) && Files.readString(events).contains(words);
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                });
    }

    private static void assertNumbers(StreamedScreen screen, Path video, JsonNode ledger) {
        BarcodeRecordingIT.assertBalances(ledger);
        DecodedVideo decoded = Ffmpeg.decode(video, BarcodePixels.layout(SHAPE));
        assertThat((long) decoded.pictures().size()).isEqualTo(ledger.get("encoded").asLong());
        TruthReport truth =
                BarcodeTruth.of(
                                screen.shown(),
                                BarcodeTruth.startNanos(BarcodeRecordingIT.events(video)))
                        .tolerating(Duration.ofSeconds(3), Duration.ofMillis(100))
                        .compare(decoded.pictures());
        assertThat(truth.implausible()).isEmpty();
        assertThat(truth.backwards()).isEmpty();
        assertThat(truth.unreadable()).isZero();
        assertThat(truth.torn()).isZero();
        assertThat(truth.expected()).isGreaterThan(SHOWN);
        assertThat((long) truth.missing().size())
                .isLessThanOrEqualTo(ledger.get("missed").asLong());
    }
}
