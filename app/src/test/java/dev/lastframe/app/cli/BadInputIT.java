package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Signals;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad input gets one sentence and its exit code, and loses nothing. */
@Timeout(600)
@Tag("beside")
final class BadInputIT {

    private static VirtualScreen screen;

    @TempDir private Path home;

    @BeforeAll
    static void startTheScreen() {
        screen = VirtualScreen.start(640, 480);
    }

    @AfterAll
    static void endTheScreen() {
        screen.close();
    }

    /** Refused as they are read, for which no process is needed. */
    static Stream<Arguments> unreadableWords() {
        return Stream.of(
                Arguments.of("fps", List.of("record", "--fps", "1000")),
                Arguments.of("fps", List.of("record", "--fps", "fast")),
                Arguments.of("duration", List.of("record", "--for", "-5s")),
                Arguments.of("duration", List.of("record", "--for", "0s")),
                Arguments.of("duration", List.of("record", "--for", "soon")),
                Arguments.of("screen", List.of("record", "--screen", "0")),
                Arguments.of("region", List.of("record", "--region", "everything")),
                Arguments.of("empty", List.of("record", "--region", "0,0,0x100")),
                Arguments.of(
                        "exclude", List.of("record", "--screen", "1", "--region", "0,0,10x10")),
                Arguments.of("preset", List.of("record", "--preset", "cinema")),
                Arguments.of("not a window", List.of("record", "--window", "xterm")),
                Arguments.of("no window", List.of("record", "--window", "0")),
                Arguments.of("no window", List.of("record", "--window", "0xfffffffff")),
                Arguments.of(
                        "exclude", List.of("record", "--window", "0x1", "--region", "0,0,10x10")),
                Arguments.of("--nonsense", List.of("record", "--nonsense")));
    }

    @ParameterizedTest
    @MethodSource("unreadableWords")
    void unreadableWordsAreOneSentenceAndTwo(String named, List<String> words) {
        Launcher.Run run = Here.run(home, words);

        assertOneSentence(run, 2);
        assertThat(run.err()).containsIgnoringCase(named);
        assertThat(run.out()).isEmpty();
    }

    static Stream<Arguments> wrongWords() {
        return Stream.of(
                Arguments.of("fps", List.of("record", "--fps", "0")),
                Arguments.of("screen 7", List.of("record", "--screen", "7")),
                Arguments.of("region", List.of("record", "--region", "5000,5000,100x100")),
                Arguments.of("libfoo", List.of("record", "--encoder", "libfoo")),
                Arguments.of(".ts", List.of("record", "--output", "video.mp4")),
                Arguments.of("--tail", List.of("record", "--tail", "/tmp")),
                Arguments.of("dance", List.of("dance")));
    }

    @ParameterizedTest
    @MethodSource("wrongWords")
    void wrongUsageIsOneSentenceAndTwo(String named, List<String> words) {
        Launcher.Run run = new Launcher(home, screen.display()).run(words.toArray(String[]::new));

        assertOneSentence(run, 2);
        assertThat(run.err()).containsIgnoringCase(named);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theVersionIsTheOneThatWasBuilt() {
        Launcher.Run run = new Launcher(home, null).run("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).matches("Lastframe \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void theHelpOfRecordNamesWhatIsBuiltAndNothingElse() {
        Launcher.Run help = new Launcher(home, null).run("record", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("--for", "--output", "--screen", "--region", "--fps", "--preset")
                .contains("--encoder", "--no-cursor", "--json", "--window");
    }

    @Test
    void withoutADisplayNothingCanBeCaptured() {
        Launcher.Run run = new Launcher(home, null).run("record", "--json");

        assertOneSentence(run, 3);
        assertThat(run.err()).contains("display");
        assertThat(run.json().get("state").asText()).isEqualTo("failed");
        assertThat(run.json().get("reason").asText()).isEqualTo("NO_DISPLAY");
    }

    @Test
    void withoutADisplayTheWindowSaysSo() {
        assertOneSentence(new Launcher(home, null).run(), 3);
        assertOneSentence(new Launcher(home, ":987").run(), 3);
    }

    @Test
    void aWaylandSessionIsNamedInsteadOfABlackVideo() {
        Launcher.Run run =
                new Launcher(home, screen.display())
                        .with("XDG_SESSION_TYPE", "wayland")
                        .with("WAYLAND_DISPLAY", "wayland-0")
                        .run("record", "--for", "1s", "--json");

        assertOneSentence(run, 3);
        assertThat(run.err()).contains("Wayland");
        assertThat(run.json().get("reason").asText()).isEqualTo("WAYLAND");
    }

    @Test
    void aMissingFolderIsFour() {
        Launcher.Run run =
                new Launcher(home, screen.display())
                        .run("record", "--for", "1s", "--json", "--output", "missing/a.ts");

        assertOneSentence(run, 4);
        assertThat(run.json().get("reason").asText()).isEqualTo("FOLDER_MISSING");
    }

    @Test
    void anUnwritableFolderIsFour() throws IOException {
        // Nobody, not even root, can make a file in this one.
        Path folder = Path.of("/proc/self");

        Launcher.Run run =
                new Launcher(home, screen.display())
                        .run("record", "--for", "1s", "--json", "--output", folder + "/a.ts");

        assertOneSentence(run, 4);
        assertThat(run.json().get("reason").asText())
                .isIn("FOLDER_UNWRITABLE", "DISK_FULL", "READ_ONLY");
    }

    @Test
    void anOutputThatExistsIsTwoAndUntouched() throws IOException {
        Path file = Files.writeString(home.resolve("a.ts"), "precious");

        Launcher.Run run =
                new Launcher(home, screen.display()).run("record", "--output", file.toString());

        assertOneSentence(run, 2);
        assertThat(file).hasContent("precious");
    }

    @Test
    void anUnreadableSettingsFileIsSetAsideAndSaid() throws IOException {
        Path settings = home.resolve("config/lastframe/settings.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{ not json");

        Launcher.Run run =
                new Launcher(home, screen.display())
                        .run("record", "--for", "1s", "--json", "--output", "a.ts");

        assertThat(run.exitCode()).isZero();
        assertThat(run.json().get("warnings").toString()).contains("settings");
        try (Stream<Path> files = Files.list(settings.getParent())) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .anyMatch(name -> name.startsWith("settings.json.unreadable"));
        }
    }

    @Test
    void anUnreadableQueueCapacityIsSkippedWithAWarningAndTheNextIsAsked() {
        Launcher.Run run =
                new Launcher(home, screen.display())
                        .with("LASTFRAME_QUEUE_CAPACITY_INSTANT", "not_a_number")
                        .with("LASTFRAME_QUEUE_CAPACITY", "80")
                        .run("record", "--for", "1s", "--json", "--output", "a.ts");

        assertThat(run.json().get("queue").get("capacity").asInt()).isEqualTo(80);
        assertThat(run.json().get("warnings").toString()).contains("not_a_number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalStopsSavesAndEndsWithTheOutcomesCode(String signal) throws IOException {
        Path video = home.resolve("signal.ts");
        Launcher.Running running =
                new Launcher(home, screen.display())
                        .start("record", "--json", "--output", video.toString());
        Path growing = BarcodeRecordingIT.growing(video);
        Waits.eventually(Duration.ofMinutes(2), "it records", () -> growing.toFile().length() > 0);

        Signals.send(signal, running.process());
        Launcher.Run run = running.await();

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode json = run.json();
        BarcodeRecordingIT.assertBalances(json.get("ledger"));
        assertThat((long) Ffmpeg.probe(video).frames())
                .isEqualTo(json.get("ledger").get("encoded").asLong());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(video)))
                .isEqualTo("rw-------");
    }

    @Test
    void aRegionIsRecordedInItsOwnSize() {
        Launcher.Run run =
                new Launcher(home, screen.display())
                        .run(
                                "record",
                                "--for",
                                "1s",
                                "--region",
                                "-7,10,108x99",
                                "--json",
                                "--output",
                                "region.ts");

        assertThat(run.exitCode()).isZero();
        assertThat(run.json().get("video").get("width").asInt()).isEqualTo(100);
        assertThat(run.json().get("video").get("height").asInt()).isEqualTo(98);
        assertThat(Ffmpeg.probe(home.resolve("region.ts")).width()).isEqualTo(100);
    }

    @Test
    void withoutOutputItGoesToTheVideosFolderAndThePathIsPrintedBesideWhatIsNotHeard() {
        Launcher.Run run =
                new Launcher(home, screen.display())
                        .with("PULSE_SERVER", "unix:" + home.resolve("nowhere"))
                        .run("record", "--for", "500ms", "--microphone-track");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("What the computer plays is not rec"),
                        line -> assertThat(line).startsWith("The microphone is not recorded. "));
        Path printed = Path.of(run.out().strip());
        assertThat(printed.getParent()).isEqualTo(home.resolve("Videos/Lastframe"));
        assertThat(printed.getFileName().toString())
                .matches("Lastframe \\d{4}-\\d\\d-\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d\\.ts");
        assertThat(printed).exists();
    }

    private static void assertOneSentence(Launcher.Run run, int code) {
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err().strip()).endsWith(".").doesNotContain("Exception");
    }
}
