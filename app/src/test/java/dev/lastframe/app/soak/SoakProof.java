package dev.lastframe.app.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.bench.Machine;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.FlashWindow;
import dev.lastframe.core.testing.FlashWindow.Half;
import dev.lastframe.core.testing.FlashesAndBeeps;
import dev.lastframe.core.testing.Geometry;
import dev.lastframe.core.testing.PulseTone;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program records a window that flashes while beeps are played into a real sound server,
 * for an hour: each half of the window with the beeps of one source, both compared with what the
 * window's own log says.
 *
 * <p>Properties: {@code lastframe.soak.seconds}, {@code lastframe.soak.report} for the file with
 * the figures.
 */
@Timeout(36_000)
final class SoakProof {

    private static final int SECONDS = Integer.getInteger("lastframe.soak.seconds", 60);

    /** What is made of the recording afterwards takes time too. */
    private static final Duration SPARE = Duration.ofMinutes(30);

    private static final Geometry PLACE = new Geometry(640, 360, 0, 0);

    /** By then every device is open, and what has just begun is in step. */
    private static final double SETTLED_SECONDS = 5;

    private static final double MOST_SECONDS = 0.040;

    /** A few beeps tell no better. */
    private static final double MOST_TREND_SECONDS = SECONDS < 600 ? 0.020 : 0.010;

    /** Of all flashes: a busy computer shows the recorder one too late or not at all. */
    private static final double MISSING_PART = 0.01;

    private static final int RATE = 48_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path home;

    @Test
    void flashesAndBeepsStayTogether() throws IOException {
        Path video = home.resolve("soak.ts");
        Launcher.Run run;
        List<FlashWindow.Flash> system;
        List<FlashWindow.Flash> microphone;
        try (SoundServer server = SoundServer.start(Files.createDirectory(home.resolve("pa")));
                FlashWindow window = FlashWindow.open(PLACE);
                var _ = beeps(server, "speakers", 1000, window, Half.LEFT);
                var _ = beeps(server, "voice", 440, window, Half.RIGHT)) {
            run = record(server, video);
            system = window.flashes(Half.LEFT);
            microphone = window.flashes(Half.RIGHT);
        }
        assertThat(run.exitCode()).as(run.err()).isZero();
        long start = BarcodeTruth.startNanos(home.resolve("soak.events.jsonl"));
        double until = run.json().path("seconds").asDouble() - 1;
        Path track = home.resolve("soak.microphone.ts");
        Map<Half, List<Double>> flashes = FlashesAndBeeps.flashes(video);
        Together played =
                Together.of(
                        system,
                        start,
                        flashes.getOrDefault(Half.LEFT, List.of()),
                        FlashesAndBeeps.beeps(video),
                        SETTLED_SECONDS,
                        until);
        Together said =
                Together.of(
                        microphone,
                        start,
                        flashes.getOrDefault(Half.RIGHT, List.of()),
                        FlashesAndBeeps.beeps(track),
                        SETTLED_SECONDS,
                        until);
        report(run.json(), played, said);
        for (Together each : List.of(played, said)) {
            assertThat(each.expected()).isGreaterThan((int) (0.9 * (until - SETTLED_SECONDS)));
            assertThat((double) each.missing()).isLessThan(1 + MISSING_PART * each.expected());
            assertThat(each.distance(0.99)).isLessThanOrEqualTo(MOST_SECONDS);
            assertThat(each.trend()).isCloseTo(0, within(MOST_TREND_SECONDS));
        }
        for (String source : List.of("system", "microphone")) {
            balances(run.json().at("/ledger/sound/" + source), run.json());
        }
        Ffmpeg.requireUndamaged(video);
        Ffmpeg.requireUndamaged(track);
    }

    private static PulseTone beeps(
            SoundServer server, String sink, double hertz, FlashWindow window, Half half) {
        return PulseTone.beep(
                server,
                sink,
                hertz,
                0.5,
                heardAt -> window.flash(half, heardAt - System.nanoTime()));
    }

    private Launcher.Run record(SoundServer server, Path video) {
        Launcher.Running running =
                new Launcher(home, VirtualScreenListener.display())
                        .with("PULSE_SERVER", server.address())
                        .start(
                                "record",
                                "--for",
                                SECONDS + "s",
                                "--fps",
                                "60",
                                "--region",
                                "%d,%d,%dx%d"
                                        .formatted(
                                                PLACE.x(),
                                                PLACE.y(),
                                                PLACE.width(),
                                                PLACE.height()),
                                "--microphone-track",
                                "--json",
                                "--output",
                                video.toString());
        var _ =
                Waits.exitCode(
                        running.process(),
                        Duration.ofSeconds(SECONDS).plus(SPARE),
                        "the recording");
        return running.await();
    }

    /** Every sample is accounted for, and the sound is as long as the picture. */
    private static void balances(JsonNode sound, JsonNode outcome) {
        long written = sound.path("written").asLong();
        assertThat(written)
                .isEqualTo(
                        sound.path("read").asLong()
                                - sound.path("dropped").asLong()
                                + sound.path("silence").asLong()
                                + sound.path("corrected").asLong());
        assertThat((double) written / RATE)
                .isCloseTo(outcome.path("seconds").asDouble(), within(0.1));
    }

    private static void report(JsonNode outcome, Together played, Together said)
            throws IOException {
        String text =
                String.join(
                        "\n",
                        "# Flash and beep for " + SECONDS + " s",
                        "",
                        Machine.here().toString(),
                        "",
                        "- What the computer plays: " + played,
                        "- The microphone's own track: " + said,
                        "- The ledger: " + outcome.path("ledger"),
                        "- Warnings: " + outcome.path("warnings"),
                        "");
        System.out.println(text);
        Files.writeString(
                Path.of(System.getProperty("lastframe.soak.report", "target/soak-report.md")),
                text);
    }
}
