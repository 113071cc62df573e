package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.export.FfmpegProgram;
import dev.lastframe.core.export.Mp4Copy;
import dev.lastframe.core.export.ProgramRun;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.recovery.SampleRecording;
import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The MP4 that the real program makes after a recording, or after it was killed making it. */
@Timeout(600)
@Tag("beside")
final class Mp4IT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String NOT_YET =
            "The MP4 is not made yet: the next start of Lastframe makes it.\n";

    private static VirtualScreen screen;
    private static BarcodeContent content;

    @TempDir private Path home;
    private Path videos;

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

    @BeforeEach
    void makeTheFolder() throws IOException {
        videos = Files.createDirectories(home.resolve("Videos/Lastframe"));
    }

    @Test
    void afterTheStopItLiesThereWithTheSamePicturesAndTellsTheNumbers() throws Exception {
        Path video = videos.resolve("bug.ts");
        Path mp4 = videos.resolve("bug.mp4");

        Launcher.Run run =
                launcher().run("record", "--for", "3s", "--json", "--output", video.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(files(run.json())).containsExactly(video, mp4);
        assertThat(decoded(mp4)).hasSizeGreaterThan(20).isEqualTo(decoded(video));
        JsonNode ledger = run.json().get("ledger");
        assertThat(tags(mp4))
                .contains("title=bug\n")
                .contains(
                        "comment="
                                + ledger.get("missed").asText()
                                + " of "
                                + ledger.get("ticks").asText()
                                + " ticks missed");
        assertThat(names(videos)).containsExactly("bug.events.jsonl", "bug.mp4", "bug.ts");
        assertThat(home.resolve("state/lastframe/finished")).isEmptyDirectory();
    }

    @Test
    void whereOnlyTheMp4IsKeptThatIsTheRecording() throws IOException {
        keep("mp4");
        Path video = videos.resolve("bug.ts");

        Launcher.Run run = launcher().run("record", "--for", "1s", "--output", video.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(videos.resolve("bug.mp4") + "\n");
        assertThat(names(videos)).containsExactly("bug.events.jsonl", "bug.mp4");
        Ffmpeg.requireUndamaged(videos.resolve("bug.mp4"));
    }

    @Test
    void whereOnlyTheStreamIsKeptThereIsNoMp4() throws IOException {
        keep("ts");
        Path video = videos.resolve("bug.ts");

        Launcher.Run run =
                launcher().run("record", "--for", "1s", "--json", "--output", video.toString());

        assertThat(files(run.json())).containsExactly(video);
        assertThat(names(videos)).containsExactly("bug.events.jsonl", "bug.ts");
        assertThat(home.resolve("state/lastframe/finished")).isEmptyDirectory();
    }

    @Test
    void aFileInItsPlaceStaysAndTheRecordingIsSavedAllTheSame() throws IOException {
        Path video = videos.resolve("bug.ts");
        Files.writeString(videos.resolve("bug.mp4"), "somebody's");

        Launcher.Run run =
                launcher().run("record", "--for", "1s", "--json", "--output", video.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(files(run.json())).containsExactly(video);
        assertThat(run.json().get("warnings").toString()).contains("exists already");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(videos.resolve("bug.mp4")).hasContent("somebody's");
    }

    @Test
    void aSecondSignalEndsItAndTheNextStartMakesIt() throws Exception {
        Path video = videos.resolve("bug.ts");
        Launcher.Running running =
                launcher().start("record", "--json", "--output", video.toString());
        Path growing = BarcodeRecordingIT.growing(video);
        Waits.eventually(LIMIT, "it records", () -> growing.toFile().length() > 100_000);

        running.process().destroy();
        Waits.pause(Duration.ofMillis(20));
        running.process().destroy();
        Launcher.Run run = running.await();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().get("state").asText()).isEqualTo("saved");
        Ffmpeg.requireUndamaged(video);
        if (files(run.json()).size() == 1) { // else the MP4 was faster than the signal
            assertThat(run.err()).isEqualTo(NOT_YET);
            launcher().run("recover");
        }
        assertThat(decoded(videos.resolve("bug.mp4"))).isEqualTo(decoded(video));
        assertThat(names(videos)).containsExactly("bug.events.jsonl", "bug.mp4", "bug.ts");
    }

    @Test
    void killedWhileItIsMadeItIsTakenUpAtTheNextStartOfTheWindow() throws Exception {
        Path video = videos.resolve("long.ts");
        Path mp4 = videos.resolve("long.mp4");
        makeLong(video, 150);
        byte[] end = lastBytes(video);
        note(video);
        Launcher.Running killed = launcher().start("recover");
        Waits.promptly(LIMIT, "the MP4 is being made", () -> !unfinished().isEmpty());

        killed.process().destroyForcibly();
        killed.await();

        assertThat(mp4).doesNotExist();
        assertThat(lastBytes(video)).isEqualTo(end);
        Launcher.Running window = launcher().start();
        Waits.eventually(LIMIT.multipliedBy(2), "the MP4 is made", () -> Files.exists(mp4));
        window.process().destroy();
        assertThat(window.await().exitCode()).isZero();
        assertThat(Mp4Copy.holds(mp4, video)).isTrue();
        assertThat(names(videos)).containsExactly("long.mp4", "long.ts");

        Files.delete(mp4);
        launcher().run("recover");

        assertThat(mp4).as("a person deleted it").doesNotExist();
    }

    /** There was room when it was looked for; then somebody else took it. */
    @Test
    void aDiskThatFillsWhileItIsCopiedIsOneSentenceAndLeavesNothing() throws Exception {
        Path video = videos.resolve("long.ts");
        makeLong(video, 20);
        byte[] recording = Files.readAllBytes(video);
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 256L * 1024 * 1024)) {
            for (double moment : new double[] {0.05, 0.5}) {
                AtomicBoolean filled = new AtomicBoolean();
                Progress fills =
                        share -> {
                            if (share > moment && filled.compareAndSet(false, true)) {
                                leaveNoRoom(disk);
                            }
                        };

                assertThatThrownBy(() ->
                                Mp4Copy.make(
                                        video, disk.folder().resolve("long.mp4"), Map.of(), fills))
                        .isInstanceOfSatisfying(
                                ExportException.class,
                                full -> assertThat(full.kind()).isEqualTo(Kind.DISK_FULL))
                        .hasMessage(
                                "The disk that holds "
                                        + disk.folder()
                                        + " is full: free some room.");

                assertThat(filled).isTrue();
                assertThat(disk.folder()).isEmptyDirectory();
                disk.leaveRoom(256L * 1024 * 1024);
            }
        }
        assertThat(video).hasBinaryContent(recording);
    }

    private static void leaveNoRoom(SmallDisk disk) {
        try {
            disk.leaveRoom(0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Launcher launcher() {
        return new Launcher(home, screen.display());
    }

    private void keep(String what) throws IOException {
        Path settings = home.resolve("config/lastframe/settings.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{\"keep\": \"" + what + "\"}");
    }

    private void note(Path video) throws IOException {
        Path notes = Files.createDirectories(home.resolve("state/lastframe/finished"));
        Files.writeString(notes.resolve("a note"), video.toString());
    }

    /** So long that it is not copied in a moment: some seconds, so often and once more. */
    private void makeLong(Path video, int again) throws Exception {
        Path once = home.resolve("once.ts");
        Files.write(once, SampleRecording.of(60, 320, 240, 1).bytes());
        List<String> arguments =
                new ArrayList<>(List.of("-v", "error", "-stream_loop", "" + again));
        arguments.addAll(List.of("-i", once.toString(), "-c", "copy", "-f", "mpegts"));
        arguments.add(video.toString());
        assertThat(FfmpegProgram.find().run(arguments, input -> {}, LIMIT).succeeded()).isTrue();
    }

    private static byte[] lastBytes(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        return Arrays.copyOfRange(all, Math.max(0, all.length - 5000), all.length);
    }

    private List<String> unfinished() {
        return names(videos).stream().filter(name -> name.startsWith(NewFile.PREFIX)).toList();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Path> files(JsonNode json) {
        List<Path> files = new ArrayList<>();
        json.get("files").forEach(file -> files.add(Path.of(file.asText())));
        return files;
    }

    private static String tags(Path file) throws Exception {
        return FfmpegProgram.find()
                .run(
                        List.of("-v", "error", "-i", file.toString(), "-f", "ffmetadata", "-"),
                        input -> {},
                        LIMIT)
                .output();
    }

    /** Time and hash of each decoded picture. */
    private static List<String> decoded(Path file) throws Exception {
        List<String> pictures = new ArrayList<>();
        ProgramRun run =
                FfmpegProgram.find()
                        .run(
                                List.of(
                                        "-v",
                                        "error",
                                        "-i",
                                        file.toString(),
                                        "-fps_mode",
                                        "passthrough",
                                        "-enc_time_base",
                                        "1:90000",
                                        "-f",
                                        "framemd5",
                                        "-"),
                                input -> {},
                                line -> {
                                    if (!line.startsWith("#")) {
                                        String[] fields = line.split(",", -1);
                                        pictures.add(fields[2].strip() + " " + fields[5].strip());
                                    }
                                },
                                LIMIT);
        assertThat(run.errors()).isEmpty();
        return pictures;
    }
}
