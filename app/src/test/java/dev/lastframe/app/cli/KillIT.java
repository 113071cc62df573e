package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recording whose process is killed is there up to the last quarter of a second. */
@Timeout(240)
final class KillIT {

    private static final int KILLS = 4;
    private static final long BOUND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    @TempDir private Path home;

    @Test
    void whatWasOnTheScreenAQuarterOfASecondBeforeTheKillIsInTheFile() throws IOException {
        long seed = System.nanoTime();
        System.out.println("kill test: seed " + seed);
        Random random = new Random(seed);
        try (VirtualScreen screen = VirtualScreen.start(1280, 720);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            for (int i = 1; i <= KILLS; i++) {
                kill(screen, content, home.resolve("kill " + i + ".ts"), random.nextInt(2500));
            }
        }
    }

    private void kill(VirtualScreen screen, BarcodeContent content, Path video, int afterMillis)
            throws IOException {
        Launcher.Running running =
                new Launcher(home, screen.display()).start("record", "--output", video.toString());
        Path growing = BarcodeRecordingIT.growing(video);
        Waits.eventually(
                Duration.ofSeconds(30),
                "the first packet is on the disk",
                () -> growing.toFile().length() > 0);
        Waits.pause(Duration.ofMillis(300 + afterMillis));

        long killed = System.nanoTime();
        running.process().destroyForcibly();
        running.await();

        assertThat(growing).exists();
        assertThat(video).doesNotExist();
        DecodedVideo decoded = Ffmpeg.decodeLeniently(growing, content.layout());
        long start = BarcodeTruth.startNanos(BarcodeRecordingIT.events(video));
        TruthReport truth =
                BarcodeTruth.of(content.shown(), start)
                        .within(start + BOUND_NANOS, killed - BOUND_NANOS)
                        .compare(decoded.pictures());
        long last = start + TimeUnit.MICROSECONDS.toNanos(decoded.pictures().getLast().ptsMicros());
        System.out.printf(
                "killed %d ms after the first packet: the last picture is %d ms old%n",
                afterMillis + 300, TimeUnit.NANOSECONDS.toMillis(killed - last));
        assertThat(truth.implausible()).isEmpty();
        assertThat(truth.unreadable()).isZero();
        long missed = missedByTheLastLedgerLine(BarcodeRecordingIT.events(video));
        assertThat((long) truth.missing().size())
                .as("of %d expected, %s, ledger: %d missed", truth.expected(), truth, missed)
                .isLessThanOrEqualTo(missed);
        assertThat(killed - last).as("age of the last picture").isLessThan(BOUND_NANOS);
        assertThat(home.resolve("state/lastframe/active")).isNotEmptyDirectory();
    }

    private static long missedByTheLastLedgerLine(Path events) throws IOException {
        List<String> lines = Files.readAllLines(events);
        return lines.stream()
                .filter(line -> line.contains("\"type\":\"ledger\""))
                .reduce((first, second) -> second)
                .map(line -> Long.parseLong(line.replaceAll(".*\"missed\":(\\d+).*", "$1")))
                .orElse(0L);
    }
}
