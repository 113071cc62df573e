package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.PulsePlayer;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program beside a real sound server into which a tone is played. */
@Timeout(600)
final class SoundIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int RATE = PulsePlayer.RATE;

    /** So that it goes on while a busy computer does not let its thread run. */
    private static final int AHEAD_MILLIS = 2000;

    @TempDir private static Path place;

    private static VirtualScreen screen;
    private static BarcodeContent content;
    private static SoundServer server;
    private static Thread tone;
    private static volatile boolean over;

    @TempDir private Path home;

    @BeforeAll
    static void startScreenAndServer() {
        screen = VirtualScreen.start(640, 480);
        content = BarcodeContent.start(screen.display(), ContentMode.FULL, 20);
        server = SoundServer.start(place);
        tone = Thread.ofPlatform().daemon().start(SoundIT::play);
    }

    @AfterAll
    static void endThem() throws InterruptedException {
        over = true;
        tone.join(LIMIT);
        server.close();
        content.close();
        screen.close();
    }

    private static void play() {
        short[] samples = new short[RATE / 50];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 1000 * i / RATE));
        }
        try (PulsePlayer player = PulsePlayer.open(server.address(), "speakers", 1, AHEAD_MILLIS)) {
            boolean taken = true;
            while (taken && !over) {
                taken = player.write(samples);
            }
        }
    }

    @Test
    void whatIsPlayedIsInTheRecordingAndInItsMp4() throws IOException {
        Path video = home.resolve("a.ts");

        Launcher.Run run =
                launcher().run("record", "--for", "5s", "--json", "--output", video.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.json().path("warnings")).isEmpty();
        JsonNode sound = run.json().at("/ledger/sound/system");
        assertThat(sound.path("written").asLong())
                .isEqualTo(
                        sound.path("read").asLong()
                                - sound.path("dropped").asLong()
                                + sound.path("silence").asLong()
                                + sound.path("corrected").asLong());
        assertThat(sound.path("written").asDouble() / RATE)
                .isCloseTo(run.json().path("seconds").asDouble(), within(0.1));
        for (Path file : List.of(video, home.resolve("a.mp4"))) {
            assertThat(Ffmpeg.probe(file).audioCodec()).isEqualTo("aac");
            Ffmpeg.requireUndamaged(file);
            assertThat(loudness(file)).isCloseTo(8000 / 32768.0 / Math.sqrt(2), within(0.03));
        }
        try (Stream<String> lines = Files.lines(home.resolve("a.events.jsonl"))) {
            assertThat(lines.findFirst().orElseThrow()).contains("\"sound\":\"system\"");
        }
    }

    @Test
    void whatWasHeardBeforeAKillIsRecoveredWithThePicture() throws IOException {
        Path folder = Files.createDirectories(home.resolve("Videos/Lastframe"));
        Path video = folder.resolve("killed.ts");
        Launcher.Running running =
                launcher().start("record", "--microphone-track", "--output", video.toString());
        Path events = folder.resolve("killed.events.jsonl");
        Waits.eventually(LIMIT, "three seconds are recorded", () -> ledgerLines(events) >= 3);
        running.process().destroyForcibly();
        running.await();

        Launcher.Run recovered = launcher().run("recover", "--json");

        assertThat(recovered.err()).isEmpty();
        VideoInfo info = Ffmpeg.probe(video);
        assertThat(info.audioCodec()).isEqualTo("aac");
        Ffmpeg.requireUndamaged(video);
        double pictures = info.packets().getLast().ptsMicros() / 1e6;
        assertThat(pictures).isGreaterThan(2.5);
        assertThat(samples(video).length / 2.0 / RATE)
                .as("seconds of sound")
                .isGreaterThan(pictures - 2);
        assertThat(recovered.out().lines()).as("one recording is told of").hasSize(1);
        Path track = folder.resolve("killed.microphone.ts");
        assertThat(samples(track).length / 2.0 / RATE)
                .as("seconds of the microphone")
                .isGreaterThan(pictures - 2);
        assertThat(folder.resolve("killed.microphone.recording.ts")).doesNotExist();

        Path zip = home.resolve("r.zip");
        Launcher.Run reported =
                launcher()
                        .run(
                                "report",
                                video.toString(),
                                "--microphone",
                                "--output",
                                zip.toString());
        assertThat(reported.err()).isEmpty();
        try (ZipFile packed = new ZipFile(zip.toFile())) {
            Path mp4 = home.resolve("r.mp4");
            Files.copy(packed.getInputStream(packed.getEntry("recording.mp4")), mp4);
            assertThat(DecodedSound.tracks(mp4)).isEqualTo(2);
        }
    }

    private static long ledgerLines(Path events) {
        try (Stream<String> lines = Files.lines(events)) {
            return lines.filter(line -> line.contains("\"ledger\"")).count();
        } catch (IOException | UncheckedIOException notYet) {
            return 0;
        }
    }

    private static double loudness(Path file) {
        byte[] samples = samples(file);
        double sum = 0;
        // the last second but one: the device is open by then
        int from = samples.length / 2 - 3 * RATE / 2;
        int until = from + RATE;
        for (int i = from; i < until; i++) {
            double value = (short) ((samples[2 * i] & 0xff) | samples[2 * i + 1] << 8) / 32768.0;
            sum += value * value;
        }
        return Math.sqrt(sum / RATE);
    }

    /** Of one channel, 16 bits each. */
    private static byte[] samples(Path file) {
        return Ffmpeg.output(
                List.of(
                        "-i",
                        file.toString(),
                        "-map",
                        "0:a:0",
                        "-ac",
                        "1",
                        "-f",
                        "s16le",
                        "pipe:1"));
    }

    private Launcher launcher() {
        return new Launcher(home, screen.display()).with("PULSE_SERVER", server.address());
    }
}
