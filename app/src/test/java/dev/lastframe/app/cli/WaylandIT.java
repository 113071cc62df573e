package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.PortalBackend.Person;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program on a Wayland desktop, itself an X client as under XWayland. */
@Timeout(600)
final class WaylandIT {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final Duration LIMIT = Duration.ofMinutes(2);

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
        desktop.backend().person(Person.ALLOWS);
        return new Launcher(home, display.display())
                .with("XDG_SESSION_TYPE", "wayland")
                .with("WAYLAND_DISPLAY", "wayland-0")
                .with("DBUS_SESSION_BUS_ADDRESS", desktop.address());
    }

    @Test
    @Tag("wayland")
    void everyNumberOfTheStreamIsInTheRecordingUnlessTheLedgerSaysSo() {
        try (StreamedScreen screen = StreamedScreen.start(desktop, WIDTH, HEIGHT, "BGRx", 8)) {
            Path video = home.resolve("wayland.ts");

            Launcher.Run run =
                    launcher().run("record", "--for", "4s", "--json", "--output", video.toString());

            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isZero();
            JsonNode json = run.json();
            assertThat(json.get("video").get("capture").asText()).isEqualTo("wayland-portal");
            assertThat(json.get("video").get("width").asInt()).isEqualTo(WIDTH);
            assertThat(json.get("warnings")).isEmpty();
            JsonNode ledger = json.get("ledger");
            BarcodeRecordingIT.assertBalances(ledger);
            assertThat(ledger.get("unchanged").asLong()).as("between the numbers").isPositive();

            DecodedVideo decoded =
                    Ffmpeg.decode(video, BarcodePixels.layout(FrameFormat.packed(WIDTH, HEIGHT)));
            assertThat((long) decoded.pictures().size()).isEqualTo(ledger.get("encoded").asLong());
            TruthReport truth =
                    BarcodeTruth.of(
                                    screen.shown(),
                                    BarcodeTruth.startNanos(BarcodeRecordingIT.events(video)))
                            .compare(decoded.pictures());
            assertThat(truth.implausible()).isEmpty();
            assertThat(truth.backwards()).isEmpty();
            assertThat(truth.unreadable()).isZero();
            assertThat(truth.torn()).isZero();
            assertThat(truth.expected()).isGreaterThan(10);
            assertThat((long) truth.missing().size())
                    .isLessThanOrEqualTo(ledger.get("missed").asLong());
        }
    }

    @Test
    @Tag("wayland")
    void aScreenThatGoesAwayIsMissedNotFrozenAndTheRestIsSaved() throws IOException {
        try (StreamedScreen screen = StreamedScreen.start(desktop, WIDTH, HEIGHT, "BGRx", 8)) {
            Path video = home.resolve("gone.ts");
            Launcher.Running running =
                    launcher().start("record", "--json", "--output", video.toString());
            Path growing = BarcodeRecordingIT.growing(video);
            Waits.eventually(LIMIT, "it has a file", () -> growing.toFile().length() > 0);
            // the file may be there before the desktop allowed anything
            long begun = growing.toFile().length();
            Waits.eventually(
                    LIMIT, "pictures come", () -> growing.toFile().length() > begun + 1000);

            screen.unplug();
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).isEqualTo(ExitCode.CUT);
            JsonNode json = run.json();
            assertThat(json.get("reason").asText()).isEqualTo("SCREEN_GONE");
            JsonNode ledger = json.get("ledger");
            BarcodeRecordingIT.assertBalances(ledger);
            assertThat(ledger.get("captureFailed").asLong())
                    .as("ticks without it: %s", json)
                    .isPositive();
            assertThat(Files.readString(BarcodeRecordingIT.events(video))).contains("SCREEN_GONE");
            assertThat(Ffmpeg.probe(video).spanMicros()).isPositive();
        }
    }

    @Test
    void aRefusalIsOneSentenceAndLeavesNothing() {
        Launcher refused = launcher();
        desktop.backend().person(Person.CANCELS);
        Path video = home.resolve("refused.ts");

        Launcher.Run run = refused.run("record", "--json", "--output", video.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_CAPTURED);
        assertThat(run.json().get("reason").asText()).isEqualTo("NOT_ALLOWED");
        assertThat(run.err()).contains("cancelled").hasLineCount(1);
        assertThat(video).doesNotExist();
    }
}
