package dev.lastframe.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.NumberedTones;
import dev.lastframe.core.testing.NumberedTones.Tone;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a recording whose process is killed, sound is there up to the last quarter of a second,
 * whether pictures come or not.
 *
 * <p>What had been heard is known from tones with numbers and their player's log; what is left is
 * found in the decoded file by their pitch. The <b>loss</b> is the age, at the kill, of the oldest
 * tone that had been heard to its end and is not in the file. The moment of the kill is when all
 * threads of the recorder are stopped at once. Until then each may have waited for a core that
 * others had: how long is counted by the system, for the recorder and the sound server, and taken
 * off. The recorder of a still screen is killed when it has given no picture for a second.
 *
 * <p>A disk may hold up a write and a hypervisor the computer, which nobody counts: of the kills of
 * one test half must keep the bound, as in {@link KillIT}.
 *
 * <p>Properties: {@code lastframe.crash.sound.kills} for another number of kills.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
final class SoundKillIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double MOST_LOST_MILLIS = 250;
    private static final int KILLS = Integer.getInteger("lastframe.crash.sound.kills", 2);

    /** Longer than the bound, shorter than the time in which a still screen is looked at again. */
    private static final Duration WITHOUT_PICTURE = Duration.ofSeconds(1);

    /** Whom sound goes through, and who can hold them all up; the system keeps 15 letters. */
    private static final List<String> ON_ITS_WAY =
            List.of(
                    "lastframe-sound",
                    "lastframe-encod",
                    "lastframe-disk",
                    "threaded-ml",
                    "VM Thr");

    private static final List<String> SERVER = List.of("pulseaudio", "null-sink");

    /** Waiting for a core that ended before that time before the kill has cost nothing. */
    private static final Duration COUNTED = Duration.ofMillis(300);

    /** A busy computer may let a picture be later. */
    private static final int MOST_TRIES = 50;

    private static final int PACKET = 188;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path home;

    private final Random random = new Random();
    private SoundServer server;
    private final List<NumberedTones> tones = new ArrayList<>();

    @BeforeEach
    void startTheServer() throws IOException {
        server = SoundServer.start(Files.createDirectory(home.resolve("pa")));
    }

    @AfterEach
    void endAll() {
        tones.forEach(NumberedTones::close);
        server.close();
    }

    @Test
    void ofAStillScreenWhatWasHeardAndSaidIsThere() throws IOException {
        NumberedTones heard = tones("speakers");
        NumberedTones said = tones("voice");
        try (VirtualScreen screen = VirtualScreen.start(640, 480)) {
            List<Double> lost = new ArrayList<>();
            for (Left left : kills(screen, false, "--microphone", "--microphone-track")) {
                Path track = left.beside(".microphone.ts");
                double of = lost(left, heard, left.video, 0);
                double ofVoice = lost(left, said, track, 1);
                System.out.printf(Locale.ROOT, "still: lost %.0f and %.0f ms%n", of, ofVoice);
                lost.add(Math.max(of, ofVoice));
            }
            requireBound(lost);
        }
    }

    @Test
    void ofAStillScreenWhatIsMixedIsThere() throws IOException {
        NumberedTones heard = tones("speakers");
        try (VirtualScreen screen = VirtualScreen.start(640, 480)) {
            requireBound(lostOf(heard, kills(screen, false, "--microphone")));
        }
    }

    @Test
    void ofAMovingScreenWhatIsMixedIsThere() throws IOException {
        NumberedTones heard = tones("speakers");
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent _ = BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            requireBound(lostOf(heard, kills(screen, true, "--microphone")));
        }
    }

    private NumberedTones tones(String sink) {
        NumberedTones played = NumberedTones.start(server, sink);
        tones.add(played);
        return played;
    }

    private static List<Double> lostOf(NumberedTones heard, List<Left> kills) {
        List<Double> lost = new ArrayList<>();
        for (Left left : kills) {
            double of = lost(left, heard, left.video, 0);
            System.out.printf(Locale.ROOT, "mixed: lost %.0f ms%n", of);
            lost.add(of);
        }
        return lost;
    }

    private static void requireBound(List<Double> lost) {
        assertThat(lost.stream().filter(millis -> millis <= MOST_LOST_MILLIS))
                .as("kills that keep the bound, of %s ms", lost)
                .hasSizeGreaterThanOrEqualTo((KILLS + 1) / 2);
    }

    /**
     * A recovered recording.
     *
     * @param killNanos when it was killed, in {@code System.nanoTime()}
     * @param waitedNanos what others took from recorder and server before that
     */
    private record Left(Path video, long killNanos, long waitedNanos) {

        Path beside(String ending) {
            String name = String.valueOf(video.getFileName());
            return video.resolveSibling(name.substring(0, name.length() - 3) + ending);
        }

        long startNanos() {
            return EventLines.read(beside(".events.jsonl")).startNanos();
        }
    }

    /** Records and kills so often, and recovers all at once. */
    private List<Left> kills(VirtualScreen screen, boolean moves, String... options)
            throws IOException {
        Path folder = Files.createDirectory(home.resolve("videos"));
        Launcher launcher =
                new Launcher(home, screen.display()).with("PULSE_SERVER", server.address());
        List<Left> all = new ArrayList<>();
        for (int i = 1; i <= KILLS; i++) {
            List<String> words = new ArrayList<>(List.of("record"));
            words.addAll(List.of(options));
            Path video = folder.resolve("kill " + i + ".ts");
            words.addAll(List.of("--output", video.toString()));
            all.add(kill(launcher.start(words.toArray(String[]::new)), video, moves));
        }
        Launcher.Run recovered = launcher.run("recover", folder.toString(), "--json");
        assertThat(recovered.err()).isEmpty();
        assertThat(RecoverCommand.saved(recovered))
                .hasSize(KILLS)
                .allMatch(saved -> saved.state().equals("saved") || saved.state().equals("cut"));
        return all;
    }

    private Left kill(Launcher.Running running, Path video, boolean moves) {
        Process process = running.process();
        try {
            Path events = BarcodeRecordingIT.events(video);
            Waits.eventually(LIMIT, "sound is in step", () -> ledgerLines(events) >= 3);
            long before;
            if (moves) {
                Waits.pause(Duration.ofMillis(random.nextInt(500)));
                before = waited(process);
                Waits.pause(COUNTED);
            } else {
                before = awaitNoPicture(process, BarcodeRecordingIT.growing(video));
            }
            long killNanos = Frozen.at(process);
            return new Left(video, killNanos, waited(process) - before);
        } finally {
            Waits.kill(process);
        }
    }

    /**
     * Returns a second after the last picture.
     *
     * @return how long had been waited for cores before what counts
     */
    private long awaitNoPicture(Process process, Path growing) {
        for (int i = 0; i < MOST_TRIES; i++) {
            long before = pictures(growing);
            Waits.eventually(LIMIT, "it is looked again", () -> pictures(growing) > before);
            long after = pictures(growing);
            Waits.pause(WITHOUT_PICTURE.minus(COUNTED));
            long waited = waited(process);
            Waits.pause(COUNTED);
            if (pictures(growing) == after) {
                return waited;
            }
        }
        throw new AssertionError("the screen does not stand still");
    }

    private long waited(Process process) {
        return Frozen.waitedNanos(process.pid(), ON_ITS_WAY)
                + Frozen.waitedNanos(server.pid(), SERVER);
    }

    /** Pictures that begin in a transport stream. */
    private static long pictures(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        long count = 0;
        for (int at = 0; at + PACKET <= bytes.length; at += PACKET) {
            boolean video = (bytes[at + 1] & 0x1f) == 1 && bytes[at + 2] == 0;
            count += video && (bytes[at + 1] & 0x40) != 0 ? 1 : 0;
        }
        return count;
    }

    private static long ledgerLines(Path events) {
        try (Stream<String> lines = Files.lines(events)) {
            return lines.filter(line -> line.contains("\"ledger\"")).count();
        } catch (IOException | UncheckedIOException notYet) {
            return 0;
        }
    }

    /**
     * How much was lost, in milliseconds, less what others took.
     *
     * @param track of the MP4, which must have what the file has
     */
    private static double lost(Left left, NumberedTones played, Path file, int track) {
        Ffmpeg.requireUndamaged(file);
        Tone last =
                played.lastIn(DecodedSound.of(file), left.startNanos())
                        .orElseThrow(() -> new AssertionError("no tone is in " + file));
        assertThat(played.lastIn(DecodedSound.of(left.beside(".mp4"), track), left.startNanos()))
                .as("the MP4 has the last one, too")
                .contains(last);
        long lost =
                played.played().stream()
                        .filter(tone -> tone.number() > last.number())
                        .mapToLong(tone -> Math.max(0, left.killNanos - tone.endNanos()))
                        .findFirst()
                        .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f ms, of which others took %.0f; %.0f ms behind the last picture%n",
                file.getFileName(),
                lost / 1e6,
                left.waitedNanos / 1e6,
                (left.killNanos - left.startNanos()) / 1e6
                        - Ffmpeg.probe(left.video).packets().getLast().ptsMicros() / 1e3);
        return Math.max(0, lost - left.waitedNanos) / 1e6;
    }
}
