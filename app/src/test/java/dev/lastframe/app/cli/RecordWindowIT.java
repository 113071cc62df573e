package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.BarcodeLayout;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Geometry;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program records one window, which is moved about, covered and closed. */
@Tag("beside")
@Timeout(600)
final class RecordWindowIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MOVES = 40;

    @TempDir private Path home;

    @Test
    void itIsFollowedAndItsEndIsTheRecordings() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(1280, 720);
                BarcodeContent content =
                        BarcodeContent.start(
                                screen.display(),
                                ContentMode.FULL,
                                8,
                                "--geometry",
                                "640x360+0+0")) {
            String id = screen.run("xdotool", "search", "--name", "Lastframe barcodes").strip();
            Path video = home.resolve("window.ts");
            Launcher.Running running =
                    new Launcher(home, screen.display())
                            .start(
                                    "record",
                                    "--json",
                                    "--no-cursor",
                                    "--window",
                                    "0x" + Long.toHexString(Long.parseLong(id)),
                                    "--output",
                                    video.toString());
            Waits.eventually(LIMIT, "it records", () -> BarcodeRecordingIT.hasBegun(video));

            int begun = content.shown().size();
            for (int i = 1; i <= MOVES; i++) {
                screen.run(
                        "xdotool",
                        "windowmove",
                        id,
                        Integer.toString(17 * i),
                        Integer.toString(9 * i));
            }
            Waits.eventually(
                    LIMIT,
                    "enough was shown where its numbers can be read",
                    () -> content.shown().size() > begun + 10);
            // At another size its numbers are elsewhere: only that they are in the file is asked.
            long decodable = System.nanoTime();
            screen.run("xdotool", "windowsize", id, "800", "500");
            Path events = BarcodeRecordingIT.events(video);
            Waits.eventually(
                    LIMIT,
                    "the other size is told",
                    () -> told(events).contains("\"SIZE_CHANGED\""));
            content.process().destroy();
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err()).isEmpty();
            JsonNode json = run.json();
            BarcodeRecordingIT.assertFastRoad(json);
            assertThat(json.get("reason").asText()).isEqualTo("WINDOW_CLOSED");
            JsonNode ledger = json.get("ledger");
            BarcodeRecordingIT.assertBalances(ledger);
            assertThat(ledger.get("captureFailed").asLong()).isZero();
            assertThat(told(events)).contains("\"WINDOW_CLOSED\"", "\"target\":\"window 0x");
            VideoInfo info = Ffmpeg.probe(video);
            assertThat(info.width()).isEqualTo(640);
            assertThat(info.height()).isEqualTo(360);

            DecodedVideo decoded =
                    Ffmpeg.decode(video, BarcodeLayout.of(Geometry.parse("640x360+0+0")));
            assertThat((long) decoded.pictures().size()).isEqualTo(ledger.get("encoded").asLong());
            long start = BarcodeTruth.startNanos(events);
            long micros = (decodable - start) / 1000;
            TruthReport truth =
                    BarcodeTruth.of(content.shown(), start)
                            .within(start, decodable)
                            .compare(
                                    decoded.pictures().stream()
                                            .filter(one -> one.ptsMicros() < micros)
                                            .toList());
            assertThat(truth.expected()).isGreaterThan(5);
            assertThat(truth.unreadable()).isZero();
            assertThat(truth.torn()).isZero();
            assertThat(truth.implausible()).isEmpty();
            assertThat((long) truth.missing().size())
                    .isLessThanOrEqualTo(ledger.get("missed").asLong());
        }
    }

    @Test
    void whatIsNoWindowIsTwoAndWhatIsHiddenThree() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.STILL, 1)) {
            String id = screen.run("xdotool", "search", "--name", "Lastframe barcodes").strip();
            Launcher launcher = new Launcher(home, screen.display());
            Launcher.Run unknown = launcher.run("record", "--window", "0x7654321");
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.err().lines()).hasSize(1);
            assertThat(unknown.err()).contains("0x7654321");

            screen.run("xdotool", "windowunmap", "--sync", id);
            Launcher.Run hidden = launcher.run("record", "--json", "--window", id);
            assertThat(hidden.exitCode()).isEqualTo(3);
            assertThat(hidden.err().lines()).hasSize(1);
            assertThat(hidden.json().get("reason").asText()).isEqualTo("WINDOW_HIDDEN");
            assertThat(content.shown()).isNotEmpty();
        }
    }

    private static String told(Path events) {
        try {
            return Files.readString(events);
        } catch (IOException notYet) {
            throw new AssertionError(notYet);
        }
    }
}
