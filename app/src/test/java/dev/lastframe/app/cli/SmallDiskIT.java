package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real file system runs full while the real program records into it. Where the test may not mount
 * one, {@code PartsTest} has tried the same on an injected layer.
 */
@Timeout(600)
@Tag("beside")
final class SmallDiskIT {

    private static final long MIB = 1024L * 1024;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static VirtualScreen screen;
    private static BarcodeContent content;

    @TempDir private Path home;

    @BeforeAll
    static void startTheScreen() {
        screen = VirtualScreen.start(640, 480);
        content = BarcodeContent.start(screen.display(), ContentMode.FULL, 20);
    }

    @AfterAll
    static void endTheScreen() {
        content.close();
        screen.close();
    }

    @Test
    void aDiskThatRunsFullLosesNothingThatWasWrittenAndTheRecordingGoesOnElsewhere()
            throws IOException {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 80 * MIB)) {
            Path video = disk.folder().resolve("bug.ts");
            Launcher.Running running = record(video);
            Waits.pause(Duration.ofSeconds(1));

            disk.leaveRoom(0);
            Path second = home.resolve("Videos/Lastframe/bug part 2.recording.ts");
            Waits.eventually(
                    LIMIT, "it goes on as part 2", () -> second.toFile().length() > 200_000);
            running.process().destroy();
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
            JsonNode json = run.json();
            assertThat(json.get("state").asText()).isEqualTo("cut");
            assertThat(json.get("reason").asText()).isEqualTo("DISK_FULL");
            List<Path> files = files(json);
            assertThat(files)
                    .containsExactly(
                            video,
                            home.resolve("Videos/Lastframe/bug part 2.ts"),
                            home.resolve("Videos/Lastframe/bug part 2.mp4"));
            assertDecodedIsEncoded(files.subList(0, 2), json);
            assertThat(json.get("warnings").toString()).contains("no room for bug.mp4");
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).contains("part 2").endsWith(".\n");
            assertThat(json.get("warnings").toString()).contains("part 2");
            assertThat(leftover(disk.folder())).isEmpty();
        }
    }

    @Test
    void withOnlyTheChosenFolderItStopsAndSaves() throws IOException {
        Path settings = home.resolve("config/lastframe/settings.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{\"onlyChosenFolder\": true}");
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 80 * MIB)) {
            Path video = disk.folder().resolve("bug.ts");
            Launcher.Running running = record(video);

            disk.leaveRoom(0);
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
            assertThat(files(run.json())).containsExactly(video);
            assertDecodedIsEncoded(List.of(video), run.json());
        }
    }

    @Test
    void aNearlyFullDiskEndsTheRecordingInTimeWithFiveAndOneSentence() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 200 * MIB)) {
            Path video = disk.folder().resolve("bug.ts");
            Launcher.Running running = record(video);

            disk.leaveRoom(60 * MIB);
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
            assertThat(run.json().get("reason").asText()).isEqualTo("DISK_FULL");
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).contains("nearly full");
            assertDecodedIsEncoded(List.of(video), run.json());
            assertThat(run.json().get("ledger").get("abandoned").asLong())
                    .as("there was room for everything")
                    .isZero();
        }
    }

    @Test
    void underTheLimitNothingIsBegun() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 60 * MIB)) {
            Launcher.Run run =
                    new Launcher(home, screen.display())
                            .run(
                                    "record",
                                    "--json",
                                    "--output",
                                    disk.folder().resolve("bug.ts").toString());

            assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
            assertThat(run.json().get("reason").asText()).isEqualTo("DISK_FULL");
            assertThat(run.err()).contains("at least 64");
            assertThat(leftover(disk.folder())).isEmpty();
        }
    }

    private Launcher.Running record(Path video) {
        Launcher.Running running =
                new Launcher(home, screen.display())
                        .start("record", "--json", "--output", video.toString());
        Path growing = BarcodeRecordingIT.growing(video);
        Waits.eventually(LIMIT, "it records", () -> growing.toFile().length() > 100_000);
        return running;
    }

    private static List<Path> files(JsonNode json) {
        List<Path> files = new ArrayList<>();
        json.get("files").forEach(file -> files.add(Path.of(file.asText())));
        return files;
    }

    private static void assertDecodedIsEncoded(List<Path> files, JsonNode json) {
        BarcodeRecordingIT.assertBalances(json.get("ledger"));
        long decoded = 0;
        for (Path file : files) {
            Ffmpeg.requireUndamaged(file);
            decoded += Ffmpeg.decode(file, content.layout()).pictures().size();
        }
        assertThat(decoded).isEqualTo(json.get("ledger").get("encoded").asLong()).isPositive();
    }

    private static List<String> leftover(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.contains("recording") || name.endsWith("lock"))
                    .toList();
        }
    }
}
