package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.PortalBackend;
import dev.lastframe.core.testing.PortalBackend.Person;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private static Path folder;

    private static VirtualScreen display;
    private static WaylandDesktop desktop;

    @TempDir private Path home;

    @BeforeAll
    static void start() {
        display = VirtualScreen.start(320, 240);
        desktop = WaylandDesktop.start(folder);
    }

    @AfterAll
    static void end() {
        try {
            if (desktop != null) {
                desktop.close();
            }
        } finally {
            display.close();
        }
    }

    private Launcher launcher() {
        desktop.backend().person(Person.ALLOWS);
        return new Launcher(home, display.display()).on(desktop);
    }

    @Test
    @Tag("wayland")
    void everyNumberOfTheStreamIsInTheRecordingUnlessTheLedgerSaysSo() {
        try (StreamedScreen screen = StreamedScreen.start(desktop, WIDTH, HEIGHT, "BGRx", 8)) {
            Path video = home.resolve("wayland.ts");

            Launcher.Run run =
                    launcher().run("record", "--for", "4s", "--json", "--output", video.toString());

            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isZero();
            JsonNode json = run.json();
            assertThat(json.get("video").get("capture").asText()).isEqualTo("wayland-portal");
            assertThat(json.get("video").get("width").asInt()).isEqualTo(WIDTH);
            assertThat(json.get("warnings")).isEmpty();
            JsonNode ledger = json.get("ledger");
            BarcodeRecordingIT.assertBalances(ledger);
            assertThat(ledger.get("unchanged").asLong()).as("between the numbers").isPositive();

            DecodedVideo decoded =
                    Ffmpeg.decode(video, BarcodePixels.layout(FrameFormat.packed(WIDTH, HEIGHT)));
            assertThat((long) decoded.pictures().size()).isEqualTo(ledger.get("encoded").asLong());
            TruthReport truth =
                    BarcodeTruth.of(
                                    screen.shown(),
                                    BarcodeTruth.startNanos(BarcodeRecordingIT.events(video)))
                            .compare(decoded.pictures());
            assertThat(truth.implausible()).isEmpty();
            assertThat(truth.backwards()).isEmpty();
            assertThat(truth.unreadable()).isZero();
            assertThat(truth.torn()).isZero();
            assertThat(truth.expected()).isGreaterThan(10);
            assertThat((long) truth.missing().size())
                    .isLessThanOrEqualTo(ledger.get("missed").asLong());
        }
    }

    @Test
    @Tag("wayland")
    void aScreenThatGoesAwayIsMissedNotFrozenAndTheRestIsSaved() throws IOException {
        try (StreamedScreen screen = StreamedScreen.start(desktop, WIDTH, HEIGHT, "BGRx", 8)) {
            Path video = home.resolve("gone.ts");
            Launcher.Running running =
                    launcher().start("record", "--json", "--output", video.toString());
            awaitPictures(video);

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
            assertThat(Files.readString(BarcodeRecordingIT.events(video))).contains("SCREEN_GONE");
            assertThat(Ffmpeg.probe(video).spanMicros()).isPositive();
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
    void aPipeWireThatIsKilledIsMissedNotFrozenAndTheRestIsSaved(@TempDir Path other)
            throws IOException {
        try (WaylandDesktop dying = WaylandDesktop.start(other);
                StreamedScreen screen = StreamedScreen.start(dying, WIDTH, HEIGHT, "BGRx", 8)) {
            Path video = home.resolve("daemon.ts");
            Launcher.Running running =
                    launcher().on(dying).start("record", "--json", "--output", video.toString());
            awaitPictures(video);
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
            BarcodeRecordingIT.assertBalances(ledger);
            assertThat(ledger.get("captureFailed").asLong())
                    .as("ticks without it: %s", json)
                    .isPositive();

            Path events = BarcodeRecordingIT.events(video);
            long goneMicros = goneMicros(events);
            DecodedVideo decoded =
                    Ffmpeg.decode(video, BarcodePixels.layout(FrameFormat.packed(WIDTH, HEIGHT)));
            assertThat((long) decoded.pictures().size()).isEqualTo(ledger.get("encoded").asLong());
            assertThat(decoded.pictures().getLast().ptsMicros())
                    .as("no picture that nobody gave")
                    .isLessThanOrEqualTo(goneMicros);
            TruthReport truth =
                    BarcodeTruth.of(screen.shown(), BarcodeTruth.startNanos(events))
                            .within(BarcodeTruth.startNanos(events), killedNanos)
                            .compare(decoded.pictures());
            assertThat(truth.implausible()).isEmpty();
            assertThat(truth.expected()).isGreaterThan(5);
            assertThat((long) truth.missing().size())
                    .as("%s", truth)
                    .isLessThanOrEqualTo(ledger.get("missed").asLong());
        }
    }

    /** When the recording noticed that its source was gone. */
    private static long goneMicros(Path events) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        for (String line : Files.readAllLines(events)) {
            JsonNode event = mapper.readTree(line);
            if (event.toString().contains("SCREEN_GONE")) {
                assertThat(event.toString()).contains("stream of pictures ended");
                return event.get("t").asLong();
            }
        }
        throw new AssertionError("nothing of it in " + events);
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
        Process interrupt =
                new ProcessBuilder("kill", "-INT", Long.toString(question.running.process().pid()))
                        .start();
        Waits.exitCode(interrupt, LIMIT, "kill");

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
