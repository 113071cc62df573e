package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.PortalBackend;
import dev.lastframe.core.testing.PortalBackend.Person;
import dev.lastframe.core.testing.Signals;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program on a Wayland desktop, itself an X client as under XWayland. */
@Timeout(600)
final class WaylandIT {

    private static final FrameFormat SHAPE = FrameFormat.packed(640, 360);

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private static Path folder;

    private static WaylandStage stage;
    private static WaylandDesktop desktop;

    @TempDir private Path home;

    @BeforeAll
    static void start() {
        stage = WaylandStage.start(folder);
        desktop = stage.desktop();
    }

    @AfterAll
    static void end() {
        if (stage != null) {
            stage.close();
        }
    }

    private Launcher launcher() {
        desktop.backend().person(Person.ALLOWS);
        return stage.launcher(home);
    }

    private StreamedRecording recording(String name) {
        return new StreamedRecording(home.resolve(name + ".ts"), SHAPE);
    }

    @Test
    @Tag("wayland")
    void everyNumberOfTheStreamIsInTheRecordingUnlessTheLedgerSaysSo() {
        try (StreamedScreen screen =
                StreamedScreen.start(desktop, SHAPE.width(), SHAPE.height(), "BGRx", 8)) {
            StreamedRecording recording = recording("wayland");

            Launcher.Run run =
                    launcher()
                            .run(
                                    "record",
                                    "--for",
                                    "4s",
                                    "--json",
                                    "--output",
                                    recording.video().toString());

            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isZero();
            JsonNode json = run.json();
            assertThat(json.get("video").get("capture").asText()).isEqualTo("wayland-portal");
            assertThat(json.get("video").get("width").asInt()).isEqualTo(SHAPE.width());
            assertThat(json.get("warnings")).isEmpty();
            JsonNode ledger = json.get("ledger");
            assertThat(ledger.get("unchanged").asLong()).as("between the numbers").isPositive();
            recording.assertNumbers(screen, ledger, UnaryOperator.identity(), 10);
        }
    }

    @Test
    @Tag("wayland")
    void aScreenThatGoesAwayIsMissedNotFrozenAndTheRestIsSaved() {
        try (StreamedScreen screen =
                StreamedScreen.start(desktop, SHAPE.width(), SHAPE.height(), "BGRx", 8)) {
            StreamedRecording recording = recording("gone");
            Launcher.Running running =
                    launcher().start("record", "--json", "--output", recording.video().toString());
            awaitPictures(recording.video());

            screen.unplug();
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).isEqualTo(ExitCode.CUT);
            JsonNode json = run.json();
            assertThat(json.get("reason").asText()).isEqualTo("SCREEN_GONE");
            JsonNode ledger = json.get("ledger");
            BarcodeRecordingIT.assertBalances(ledger);
            assertThat(ledger.get("captureFailed").asLong())
                    .as("ticks without it: %s", json)
                    .isPositive();
            assertThat(recording.telling("SCREEN_GONE")).isNotEmpty();
            assertThat(Ffmpeg.probe(recording.video()).spanMicros()).isPositive();
        }
    }

    private static void awaitPictures(Path video) {
        Path growing = BarcodeRecordingIT.growing(video);
        Waits.eventually(LIMIT, "it has a file", () -> growing.toFile().length() > 0);
        // the file may be there before the desktop allowed anything
        long begun = growing.toFile().length();
        Waits.eventually(LIMIT, "pictures come", () -> growing.toFile().length() > begun + 1000);
    }

    /** The daemon of a desktop of its own. */
    @Test
    @Tag("wayland")
    void aPipeWireThatIsKilledIsMissedNotFrozenAndTheRestIsSaved(@TempDir Path other) {
        try (WaylandDesktop dying = WaylandDesktop.start(other);
                StreamedScreen screen =
                        StreamedScreen.start(dying, SHAPE.width(), SHAPE.height(), "BGRx", 8)) {
            StreamedRecording recording = recording("daemon");
            Launcher.Running running =
                    launcher()
                            .on(dying)
                            .start("record", "--json", "--output", recording.video().toString());
            awaitPictures(recording.video());
            int before = screen.shown().size();
            Waits.eventually(LIMIT, "it shows", () -> screen.shown().size() > before + 8);

            long killedNanos = System.nanoTime();
            dying.killPipeWire();
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.CUT);
            assertThat(run.err())
                    .contains("everything until then is saved", "stream of pictures ended")
                    .hasLineCount(1);
            JsonNode json = run.json();
            assertThat(json.get("reason").asText()).isEqualTo("SCREEN_GONE");
            JsonNode ledger = json.get("ledger");
            assertThat(ledger.get("captureFailed").asLong())
                    .as("ticks without it: %s", json)
                    .isPositive();
            DecodedVideo decoded =
                    recording.assertNumbers(
                            screen,
                            ledger,
                            truth ->
                                    truth.within(
                                            BarcodeTruth.startNanos(recording.events()),
                                            killedNanos),
                            5);
            JsonNode gone = recording.telling("SCREEN_GONE").getFirst();
            assertThat(gone.toString()).contains("stream of pictures ended");
            assertThat(decoded.pictures().getLast().ptsMicros())
                    .as("no picture that nobody gave")
                    .isLessThanOrEqualTo(gone.get("t").asLong());
        }
    }

    @Test
    void aStopTakesAQuestionBackThatNobodyAnswers() throws IOException {
        Launcher launcher = launcher();
        Question question = Question.put(launcher, home);

        Launcher.Run stop = launcher.run("stop");

        assertThat(stop.exitCode()).isEqualTo(ExitCode.NOTHING_CAPTURED);
        assertThat(stop.err()).contains("before the first picture").hasLineCount(1);
        assertThat(stop.out()).isEmpty();
        question.assertIsTakenBack(home);
    }

    @Test
    void anInterruptTakesItBackToo() throws IOException {
        Question question = Question.put(launcher(), home);
        Signals.send("INT", question.running.process());

        question.assertIsTakenBack(home);
    }

    @Test
    @Tag("wayland")
    void theWindowsQuestionIsTakenBackByAStopAsWell() {
        Launcher launcher = launcher();
        desktop.backend().person(Person.IS_AWAY);
        int dialogs = desktop.backend().dialogs();
        int takenBack = desktop.backend().takenBack();
        Launcher.Running window = launcher.start();
        try {
            Waits.eventually(
                    LIMIT,
                    "the window listens",
                    () -> Files.exists(home.resolve("run/lastframe/socket")));
            assertThat(launcher.run("toggle").out()).isEqualTo("Recording.\n");
            Waits.eventually(LIMIT, "it asks", () -> desktop.backend().dialogs() > dialogs);

            Launcher.Run stop = launcher.run("stop");

            assertThat(stop.err()).contains("before the first picture").hasLineCount(1);
            assertThat(stop.exitCode()).isEqualTo(ExitCode.NOTHING_CAPTURED);
            Waits.eventually(
                    LIMIT, "it went away", () -> desktop.backend().takenBack() > takenBack);
            Launcher.Run again = launcher.run("stop");
            assertThat(again.err()).isEqualTo("Nothing is being recorded.\n");
        } finally {
            window.process().destroy();
            window.await();
        }
        assertThat(home.resolve("Videos/Lastframe"))
                .satisfiesAnyOf(
                        none -> assertThat(none).doesNotExist(),
                        empty -> assertThat(empty).isEmptyDirectory());
    }

    /** A recording that waits for a person who is away. */
    private record Question(Launcher.Running running, int takenBack, int openSessions) {

        static Question put(Launcher launcher, Path home) {
            PortalBackend backend = desktop.backend();
            backend.person(Person.IS_AWAY);
            int dialogs = backend.dialogs();
            int takenBack = backend.takenBack();
            int openSessions = backend.openSessions();
            Launcher.Running running =
                    launcher.start(
                            "record", "--json", "--output", home.resolve("asked.ts").toString());
            Waits.eventually(LIMIT, "somebody is asked", () -> backend.dialogs() > dialogs);
            return new Question(running, takenBack, openSessions);
        }

        void assertIsTakenBack(Path home) throws IOException {
            Launcher.Run run = running.await();
            assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_CAPTURED);
            assertThat(run.err()).contains("before the first picture").hasLineCount(1);
            assertThat(run.json().get("state").asText()).isEqualTo("empty");
            assertThat(run.json().get("reason").asText()).isEqualTo("NOTHING_CAPTURED");
            assertThat(run.json().get("files")).isEmpty();
            PortalBackend backend = desktop.backend();
            Waits.eventually(LIMIT, "it went away", () -> backend.takenBack() == takenBack + 1);
            Waits.eventually(
                    LIMIT,
                    "the desktop's session is over",
                    () -> backend.openSessions() == openSessions);
            try (Stream<Path> files = Files.list(home)) {
                assertThat(files.map(file -> String.valueOf(file.getFileName())))
                        .noneMatch(name -> name.contains("asked"));
            }
            assertThat(home.resolve("state/lastframe/active")).isEmptyDirectory();
            assertThat(home.resolve("state/lastframe/wayland-screen")).doesNotExist();
        }
    }

    @Test
    void aRefusalIsOneSentenceAndLeavesNothing() {
        Launcher refused = launcher();
        desktop.backend().person(Person.CANCELS);
        Path video = home.resolve("refused.ts");

        Launcher.Run run = refused.run("record", "--json", "--output", video.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_CAPTURED);
        assertThat(run.json().get("reason").asText()).isEqualTo("NOT_ALLOWED");
        assertThat(run.err()).contains("cancelled").hasLineCount(1);
        assertThat(video).doesNotExist();
    }
}
