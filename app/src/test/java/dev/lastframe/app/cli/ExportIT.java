package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.export.RecordingParts;
import dev.lastframe.core.export.StretchOrder;
import dev.lastframe.core.export.StretchVideo;
import dev.lastframe.core.testing.BarcodeRecording;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lastframe export}, the real program without any display. */
@Timeout(600)
@Tag("beside")
final class ExportIT {

    private static final long STEP_MICROS = 40_000;
    private static final int PICTURES = 250;
    private static final long MIB = 1024 * 1024;

    private static BarcodeRecording.Recorded recorded;

    /** Until something is interrupted in its middle. */
    private static final int MOST_TRIES = 20;

    @TempDir private Path home;
    private Path clip;

    @BeforeAll
    static void record() {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            micros.add(i * STEP_MICROS);
        }
        recorded = BarcodeRecording.of(320, 180, micros, 0, false);
    }

    @BeforeEach
    void write() throws IOException {
        clip = Files.write(home.resolve("a clip.ts"), recorded.bytes());
    }

    @Test
    void aStretchIsMadeAndItsPathPrinted() throws IOException {
        Launcher.Run run = export(clip, "--from", "1.5s", "--until", "0:03.5");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        Path made = home.resolve("a clip cut.mp4");
        assertThat(run.out()).isEqualTo(made + "\n");
        List<Integer> numbers = numbers(made);
        assertThat(numbers.getFirst()).isEqualTo(37);
        assertThat(numbers.getLast()).isEqualTo(87);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rw-------");
    }

    @Test
    void theWholeOfAnUnfinishedOneIsMadeAsFarAsItGoes() throws IOException {
        int end = recorded.unitEnds().get(99) + 188;
        Path growing =
                Files.write(home.resolve("b.recording.ts"), Arrays.copyOf(recorded.bytes(), end));
        Path made = home.resolve("out.mp4");

        Launcher.Run run = export(growing, "--output", made.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(numbers(made)).hasSize(100);
        assertThat(growing).hasSize(end);
    }

    @Test
    void anMp4IsCutToo() throws IOException {
        Path whole = home.resolve("whole.mp4");
        assertThat(export(clip, "--output", whole.toString()).exitCode()).isZero();
        Path made = home.resolve("part.mp4");

        Launcher.Run run = export(whole, "--from", "9", "--output", made.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(numbers(made)).hasSize(25).contains(225, 249).doesNotContain(224);
    }

    /** As they lie there under "keep": MP4. */
    @Test
    void allPartsOfARecordingAreMadeOfItsMp4sAndOneThatIsGoneIsNamed() throws Exception {
        List<Long> second = LongStream.range(0, 25).mapToObj(i -> i * STEP_MICROS).toList();
        Path later =
                Files.write(
                        home.resolve("later.ts"),
                        BarcodeRecording.of(320, 180, second, PICTURES, true).bytes());
        mp4Of(clip, home.resolve("whole.mp4"));
        mp4Of(later, home.resolve("whole part 2.mp4"));
        String part = "{\"t\":%d,\"type\":\"part\",\"part\":%d,\"file\":\"whole part %d.ts\"}\n";
        Files.writeString(
                home.resolve("whole.events.jsonl"),
                String.format(Locale.ROOT, part, PICTURES * STEP_MICROS, 2, 2)
                        + String.format(Locale.ROOT, part, 60_000_000, 3, 3));
        Path made = home.resolve("out.mp4");

        Launcher.Run run = export(home.resolve("whole.mp4"), "--output", made.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(numbers(made)).isEqualTo(IntStream.range(0, PICTURES + 25).boxed().toList());
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("whole part 3.ts is not there");
        assertNoLitter();
    }

    private static void mp4Of(Path stream, Path made) throws Exception {
        StretchVideo.make(
                new StretchOrder(
                        List.of(stream),
                        Duration.ZERO,
                        RecordingParts.end(List.of(stream)).plusMillis(40),
                        OptionalLong.empty(),
                        Map.of()),
                made,
                share -> {});
    }

    @Test
    void itFitsOrSaysBesideSixByHowMuchNot() throws IOException {
        Path made = home.resolve("small.mp4");

        Launcher.Run run = export(clip, "--fit", "60kB", "--output", made.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.size(made)).isLessThanOrEqualTo(60_000);
        Launcher.Run no = export(clip, "--fit", "2kB");
        assertOneSentence(no, 6);
        assertThat(no.err()).contains("bytes too large", "at most");
    }

    @Test
    void wrongWordsAreTwo() throws IOException {
        Path taken = Files.writeString(home.resolve("taken.mp4"), "precious");

        assertOneSentence(export(clip, "--from", "5", "--until", "5"), 2);
        for (List<String> unreadable :
                List.of(
                        List.of("--from", "1h"),
                        List.of("--from", "-3"),
                        List.of("--until", "soon"),
                        List.of("--fit", "small"),
                        List.of("--fit", "0"))) {
            List<String> words = new ArrayList<>(List.of("export", clip.toString(), "--to", "mp4"));
            words.addAll(unreadable);
            assertOneSentence(Here.run(home, words), 2);
        }
        assertOneSentence(export(clip, "--output", "x.webm"), 2);
        assertOneSentence(export(clip, "--output", taken.toString()), 2);
        assertOneSentence(run("export", clip.toString(), "--to", "webm"), 2);
        assertOneSentence(run("export", clip.toString()), 2);
        assertThat(taken).hasContent("precious");
        assertNoLitter();
    }

    @Test
    void whatCannotBeReadOrWrittenIsFour() throws IOException {
        Path text = Files.writeString(home.resolve("text.ts"), "text");
        Path fake = Files.writeString(home.resolve("fake.mp4"), "text");
        for (Path source : List.of(text, fake)) {
            Launcher.Run run = export(source, "--output", home.resolve("o.mp4").toString());

            assertOneSentence(run, 4);
            assertThat(run.err()).contains(source.toString());
        }
        assertOneSentence(export(clip, "--output", "missing/o.mp4"), 4);
        assertNoLitter();
    }

    @Test
    void aRecordingThatIsNotThereIsTwoInTheWordsOfAReport() throws IOException {
        for (Path source : List.of(home.resolve("missing.ts"), home)) {
            Launcher.Run export = export(source, "--output", home.resolve("o.mp4").toString());
            Launcher.Run report = run("report", source.toString());

            assertOneSentence(export, 2);
            assertOneSentence(report, 2);
            assertThat(export.err())
                    .isEqualTo("There is no recording " + source + ": name one that exists.\n")
                    .isEqualTo(report.err());
        }
        assertNoLitter();
    }

    @Test
    void aFullDiskIsFourAndLeavesNothing() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 64 * 1024)) {
            Launcher.Run run = export(clip, "--output", disk.folder().resolve("o.mp4").toString());

            assertOneSentence(run, 4);
            assertThat(run.err()).contains("full");
            assertThat(disk.folder()).isEmptyDirectory();
        }
    }

    /** There was room when it was looked for; then somebody else took it. */
    @Test
    void aDiskThatFillsWhileItIsMadeIsFourAndLeavesNothing() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 200 * MIB)) {
            Path made = disk.folder().resolve("o.mp4");
            Launcher.Run run;
            int tries = 0;
            do { // again where it was over, or not yet begun, when the disk was full
                Files.deleteIfExists(made);
                disk.leaveRoom(200 * MIB);
                Launcher.Running running =
                        new Launcher(home, null)
                                .start(
                                        "export",
                                        clip.toString(),
                                        "--to",
                                        "mp4",
                                        "--fit",
                                        "90kB",
                                        "--output",
                                        made.toString());
                Waits.promptly(
                        Duration.ofMinutes(2),
                        "it begins",
                        () -> !running.process().isAlive() || isGrowing(disk.folder()));

                disk.leaveRoom(0);
                run = running.await();
                tries++;
            } while (!run.err().contains(" is full") && tries < MOST_TRIES);

            assertOneSentence(run, 4);
            assertThat(run.err()).contains(disk.folder() + " is full");
            assertThat(disk.folder()).isEmptyDirectory();
            assertThat(clip).hasBinaryContent(recorded.bytes());
        }
    }

    @Test
    void aSignalLeavesNothing() throws IOException {
        Path made = home.resolve("a clip cut.mp4");
        Launcher.Run run;
        int tries = 0;
        do { // again where it was over before the signal came
            Files.deleteIfExists(made);
            Launcher.Running running =
                    new Launcher(home, null)
                            .start("export", clip.toString(), "--to", "mp4", "--fit", "90kB");
            Waits.promptly(
                    Duration.ofMinutes(2),
                    "it begins",
                    () -> !running.process().isAlive() || !unfinished().isEmpty());
            running.process().destroy();
            run = running.await();
            tries++;
        } while (run.exitCode() == 0 && tries < MOST_TRIES);

        assertOneSentence(run, 4);
        assertThat(run.err()).contains("Stopped");
        assertNoLitter();
    }

    @Test
    void theHelpNamesIt() {
        assertThat(run("--help").out()).contains("export");
        assertThat(run("export", "--help").out())
                .contains("FILE", "--to", "--from", "--until", "--fit", "--output", "Exit codes");
    }

    private Launcher.Run export(Path source, String... more) {
        List<String> words = new ArrayList<>(List.of("export", source.toString(), "--to", "mp4"));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private Launcher.Run run(String... words) {
        return new Launcher(home, null).run(words);
    }

    private static List<Integer> numbers(Path made) {
        return Ffmpeg.decodeEveryPacket(made, recorded.layout()).pictures().stream()
                .map(DecodedPicture::number)
                .toList();
    }

    private void assertNoLitter() throws IOException {
        assertThat(unfinished()).isEmpty();
        assertThat(home.resolve("a clip cut.mp4")).doesNotExist();
    }

    private List<String> unfinished() {
        return unfinished(home);
    }

    private static List<String> unfinished(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(".lastframe-unfinished"))
                    .toList();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static boolean isGrowing(Path folder) {
        return unfinished(folder).stream()
                .anyMatch(name -> folder.resolve(name).toFile().length() > 0);
    }

    private static void assertOneSentence(Launcher.Run run, int code) {
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err().strip()).endsWith(".").doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }
}
