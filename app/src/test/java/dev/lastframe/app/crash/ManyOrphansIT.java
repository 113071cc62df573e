package dev.lastframe.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many crashes later: whoever finds hundreds of large files must neither choke nor take long. */
@Timeout(600)
@Tag("beside")
final class ManyOrphansIT {

    private static final int SPARSE = 490;
    private static final int SHORT = 10;

    /** 490 of them are 49 GB, of which the disk holds next to nothing. */
    private static final long SPARSE_BYTES = 100_000_000;

    private static final long TORN_BYTES = 50_000;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** The launcher's heap of 128 MiB, and as much again for the virtual machine around it. */
    private static final long MOST_RESIDENT_BYTES = 256L << 20;

    @TempDir private Path home;

    @Test
    void fiveHundredOrphansOfFiftyGigabytesAreToldAboutOneByOneInTheLaunchersMemory()
            throws IOException {
        Path folder = Files.createDirectory(home.resolve("crashes"));
        byte[] whole = recording();
        for (int i = 1; i <= SPARSE; i++) {
            orphan(folder.resolve("sparse %03d.recording.ts".formatted(i)), whole, SPARSE_BYTES);
        }
        for (int i = 1; i <= SHORT; i++) {
            long bytes = whole.length + TORN_BYTES;
            orphan(folder.resolve("torn %03d.recording.ts".formatted(i)), whole, bytes);
        }

        long began = System.nanoTime();
        Launcher.Running running =
                new Launcher(home, null).start("recover", folder.toString(), "--json");
        long resident = 0;
        while (running.process().isAlive() && System.nanoTime() - began < LIMIT.toNanos()) {
            resident = Math.max(resident, mostResidentBytes(running.process()));
            Waits.pause(Duration.ofMillis(50));
        }
        Launcher.Run run = running.await();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

        System.out.printf(
                "%d orphans: %d ms, %d MiB resident at most%n",
                SPARSE + SHORT, millis, resident >> 20);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(states(run)).isEqualTo(Map.of("kept", (long) SPARSE, "cut", (long) SHORT));
        assertThat(millis).isLessThan(LIMIT.toMillis());
        assertThat(resident).isBetween(1L << 20, MOST_RESIDENT_BYTES);
        for (int i = 1; i <= SPARSE; i++) {
            assertThat(folder.resolve("sparse %03d.recording.ts".formatted(i)))
                    .hasSize(SPARSE_BYTES);
        }
        for (int i = 1; i <= SHORT; i++) {
            Ffmpeg.requireUndamaged(folder.resolve("torn %03d.ts".formatted(i)));
            assertThat(folder.resolve("torn %03d.cut".formatted(i))).hasSize(TORN_BYTES);
        }
    }

    private static Map<String, Long> states(Launcher.Run run) {
        List<Recovery.Saved> saved = RecoverCommand.saved(run);
        return saved.stream()
                .map(Recovery.Saved::state)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private byte[] recording() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(320, 240);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            Path video = home.resolve("whole.ts");
            Launcher.Run run =
                    new Launcher(home, screen.display())
                            .run("record", "--for", "1s", "--output", video.toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(content.shown()).isNotEmpty();
            return Files.readAllBytes(video);
        }
    }

    /** A beginning as it was recorded, and nothing but a hole behind it. */
    private static void orphan(Path file, byte[] beginning, long bytes) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(beginning);
            sparse.setLength(bytes);
        }
    }

    private static long mostResidentBytes(Process process) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException gone) {
            // The process ended between the opening and the reading.
            if (process.isAlive()) {
                throw gone;
            }
            return 0;
        }
    }
}
