package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Kernel;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program records content that keeps its own log; the log is the truth. */
@Timeout(600)
public final class BarcodeRecordingIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration WATCHED = Duration.ofMillis(2500);
    private static final int ENOUGH_SPANS = 5;

    /** Two seconds are promised; the rest is for a computer that does other things too. */
    private static final Duration LONGEST_REST = Duration.ofMillis(3500);

    @TempDir private Path home;

    @Test
    void everyNumberThatWasShownIsInTheRecordingUnlessTheLedgerSaysSo() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(1280, 720);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 8)) {
            Path video = home.resolve("moving picture.ts");

            Launcher.Run run =
                    new Launcher(home, screen.display())
                            .run("record", "--for", "5s", "--json", "--output", video.toString());

            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isZero();
            JsonNode json = run.json();
            assertFastRoad(json);
            JsonNode ledger = json.get("ledger");
            assertBalances(ledger);
            assertThat(json.get("seconds").asDouble()).isBetween(4.9, 8.0);
            double seconds = json.get("seconds").asDouble();
            assertThat(ledger.get("ticks").asDouble())
                    .isBetween(seconds * 30 - 15, seconds * 30 + 15);

            DecodedVideo decoded = Ffmpeg.decode(video, content.layout());
            assertThat((long) decoded.pictures().size()).isEqualTo(ledger.get("encoded").asLong());
            TruthReport truth =
                    BarcodeTruth.of(content.shown(), BarcodeTruth.startNanos(events(video)))
                            .compare(decoded.pictures());
            assertThat(truth.implausible()).isEmpty();
            assertThat(truth.backwards()).isEmpty();
            assertThat(truth.unreadable()).isZero();
            assertThat(truth.torn()).isZero();
            assertThat(truth.expected()).isGreaterThan(10);
            // A number that is missing must have been missed by at least one tick.
            assertThat((long) truth.missing().size()).isLessThanOrEqualTo(missed(ledger));
            assertThat(truth.timing().medianMicros()).isBetween(-2_000L, 40_000L);
            assertNoLitter(video);
        }
    }

    @Test
    void onlyWhatChangedIsFetchedAndThePictureIsStillTheScreens() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(1280, 720);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.SMALL, 8)) {
            Path video = home.resolve("small.ts");

            Launcher.Run run =
                    new Launcher(home, screen.display())
                            .run("record", "--for", "3s", "--json", "--output", video.toString());

            assertFastRoad(run.json());
            JsonNode ledger = run.json().get("ledger");
            assertBalances(ledger);
            assertThat(ledger.get("unchanged").asLong())
                    .as("ticks between the numbers")
                    .isGreaterThan(20);
            assertThat(ledger.get("unverified").asLong()).isZero();
            DecodedVideo decoded = Ffmpeg.decode(video, content.layout());
            TruthReport truth =
                    BarcodeTruth.of(content.shown(), BarcodeTruth.startNanos(events(video)))
                            .compare(decoded.pictures());
            assertThat(truth.unreadable()).isZero();
            assertThat(truth.torn()).isZero();
            assertThat(truth.implausible()).isEmpty();
            assertThat((long) truth.missing().size()).isLessThanOrEqualTo(missed(ledger));
            assertThat(home.resolve("state/lastframe/lastframe.log"))
                    .content()
                    .as("the FX thread waits for no picture")
                    .contains("the event loop tells of each picture of the server")
                    .contains("tasks of the capture thread go straight to its event loop")
                    .contains(
                            "threads of the window with short turns: "
                                    + (Kernel.givesTurns() ? 2 : 0));
        }
    }

    @Test
    void theFileGrowsWhileThePictureMoves() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(1280, 720);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            Path video = home.resolve("grows.ts");
            Launcher.Running running =
                    new Launcher(home, screen.display())
                            .start("record", "--output", video.toString());
            Path growing = growing(video);

            FileGrowth growth = new FileGrowth(growing);
            Waits.eventually(LIMIT, "it records", () -> growing.toFile().length() > 0);
            FileGrowth.Spans spans = new FileGrowth.Spans(0, 0);
            // More than once only where the computer has no time for the content itself.
            for (int i = 0; i < 20 && !isEnough(spans); i++) {
                long end = System.nanoTime() + WATCHED.toNanos();
                growth.watchWhile(() -> System.nanoTime() < end);
                spans = growth.against(content.shown(), 20);
            }

            running.process().destroy();
            assertThat(running.await().exitCode()).isZero();
            assertThat(isEnough(spans))
                    .as("the quarters of a second after which it had grown: %s", spans)
                    .isTrue();
        }
    }

    /** One may be an encoder's, or a disk's, that waited while the content did not. */
    private static boolean isEnough(FileGrowth.Spans spans) {
        return spans.judged() >= ENOUGH_SPANS
                && spans.judged() - spans.grown() <= 1 + spans.judged() / 10;
    }

    @Test
    void onAStillScreenTheFilesClockGoesOnAndForcesFitThePolicy() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(1280, 720);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.STILL, 1)) {
            Path video = home.resolve("still.ts");
            Launcher.Running running =
                    new Launcher(home, screen.display())
                            .with("LASTFRAME_LOG_LEVEL", "debug")
                            .start("record", "--for", "5s", "--json", "--output", video.toString());

            Path growing = growing(video);
            Waits.eventually(LIMIT, "it records", () -> growing.toFile().length() > 0);
            FileGrowth growth = new FileGrowth(growing);
            growth.watchWhile(() -> growing.toFile().exists());
            Launcher.Run run = running.await();

            assertThat(growth.count()).as("its beginning, and heartbeats").isGreaterThan(2);
            assertThat(growth.longestRest()).isLessThan(LONGEST_REST);

            assertThat(content.shown()).isNotEmpty();
            JsonNode ledger = run.json().get("ledger");
            assertFastRoad(run.json());
            assertThat(ledger.get("captured").asLong()).isLessThan(15);
            assertThat(ledger.get("unchanged").asLong()).isGreaterThan(30);
            long forces = run.json().get("disk").get("forces").asLong();
            assertThat(forces).isBetween(1L, 10L);
            String log = Files.readString(home.resolve("state/lastframe/lastframe.log"));
            assertThat(log.lines().filter(line -> line.matches(".*forced \\d+ bytes in \\d+ ms")))
                    .hasSize((int) forces);
            VideoInfo info = Ffmpeg.probe(video);
            assertThat(info.spanMicros()).isGreaterThan(3_500_000);
        }
    }

    public static Path growing(Path video) {
        return video.resolveSibling(stem(video) + ".recording.ts");
    }

    /** Whether its clock runs: its file is there before that, for as long as the encoder opens. */
    public static boolean hasBegun(Path video) {
        try {
            return Files.readString(events(video)).contains("\n");
        } catch (NoSuchFileException notYet) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static Path events(Path video) {
        return video.resolveSibling(stem(video) + ".events.jsonl");
    }

    private static String stem(Path video) {
        return String.valueOf(video.getFileName()).replaceFirst("\\.ts$", "");
    }

    private static long missed(JsonNode ledger) {
        return ledger.get("missed").asLong();
    }

    /** The road that was meant, not a fallback that happens to give a file. */
    public static void assertFastRoad(JsonNode json) {
        assertThat(json.get("state").asText()).isEqualTo("saved");
        assertThat(json.get("video").get("capture").asText()).isEqualTo("x11-shm");
        assertThat(json.get("video").get("damageTrusted").asBoolean()).isTrue();
        assertThat(json.get("video").get("encoder").asText()).isEqualTo(encoder());
        assertThat(json.get("warnings")).isEmpty();
    }

    /** The best that works with this build of FFmpeg. */
    public static String encoder() {
        return EncoderChoice.forThisSystem().warmUp().orElseThrow();
    }

    public static void assertBalances(JsonNode ledger) {
        long captured = ledger.get("captured").asLong();
        assertThat(ledger.get("ticks").asLong())
                .isEqualTo(
                        captured
                                + ledger.get("unchanged").asLong()
                                + ledger.get("late").asLong()
                                + ledger.get("droppedQueueFull").asLong()
                                + ledger.get("captureFailed").asLong());
        assertThat(captured)
                .isEqualTo(
                        ledger.get("encoded").asLong()
                                + ledger.get("encodeFailed").asLong()
                                + ledger.get("abandoned").asLong());
        assertThat(ledger.get("inFlight").asLong()).isZero();
    }

    private void assertNoLitter(Path video) throws IOException {
        assertThat(growing(video)).doesNotExist();
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .noneMatch(name -> name.endsWith(".lock"));
        }
        try (Stream<Path> notes = Files.list(home.resolve("state/lastframe/active"))) {
            assertThat(notes).isEmpty();
        }
    }
}
