package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.app.control.ControlClient;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program, spoken to by its own commands, as keys bound in a desktop's settings do. */
@Tag("beside")
@Timeout(600)
final class ControlIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int STARTS = 8;

    private static VirtualScreen screen;

    @TempDir private Path home;

    @BeforeAll
    static void startTheScreen() {
        screen = VirtualScreen.start(800, 600);
        screen.windowManager();
    }

    @AfterAll
    static void endTheScreen() {
        screen.close();
    }

    @AfterEach
    void endThePrograms() {
        Waits.kill(programs());
        Waits.eventually(LIMIT, "no window is left", () -> windows().isEmpty());
    }

    @Test
    void manyStartsAtOnceAreOneWindowAndASentenceEach() {
        List<Launcher.Running> all =
                IntStream.range(0, STARTS).mapToObj(i -> launcher().start()).toList();

        Waits.eventually(
                Duration.ofMinutes(5),
                "all but one end",
                () -> all.stream().filter(it -> it.process().isAlive()).count() == 1);
        Waits.eventually(LIMIT, "the window shows", () -> windows().size() == 1);
        List<Launcher.Run> ended =
                all.stream()
                        .filter(it -> !it.process().isAlive())
                        .map(Launcher.Running::await)
                        .toList();

        assertThat(ended)
                .hasSize(STARTS - 1)
                .allSatisfy(run -> {
                    assertThat(run.exitCode()).as(run.err()).isZero();
                    assertThat(run.err()).isEmpty();
                    assertThat(run.out()).startsWith("Lastframe ").hasLineCount(1);
                });
        Launcher.Running first =
                all.stream().filter(it -> it.process().isAlive()).findFirst().orElseThrow();
        first.process().destroy();
        assertThat(first.await().exitCode()).isZero();
        assertThat(home.resolve("run/lastframe/socket")).doesNotExist();
    }

    @Test
    void aSecondStartBringsTheWindowBackWhereItWasPutAway() {
        Launcher.Running first = launcher().start();
        Waits.eventually(LIMIT, "the window shows", () -> windows().size() == 1);
        screen.run("xdotool", "windowminimize", windows().getFirst());
        Waits.eventually(LIMIT, "it is put away", () -> windows().isEmpty());

        Launcher.Run second = launcher().run();

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).isEqualTo("Lastframe runs already; its window is in front now.\n");
        Waits.eventually(LIMIT, "it is back", () -> windows().size() == 1);
        assertThat(first.process().isAlive()).isTrue();
    }

    @Test
    void theNumbersOfStatusAreTheLedgersAndAMarkIsOfItsMoment() throws IOException {
        Launcher.Run started = launcher().run("toggle");
        assertThat(started.exitCode()).as(started.err()).isZero();
        assertThat(started.out()).isEqualTo("Recording.\n");
        awaitState("recording");

        long before = System.nanoTime();
        Launcher.Run mark = launcher().run("mark", " the button", "is\u001b gone ");
        long after = System.nanoTime();
        Launcher.Run pause = launcher().run("pause");
        Launcher.Run refused = launcher().run("mark");
        JsonNode status = launcher().run("status", "--json").json();
        Launcher.Run stop = launcher().run("stop");

        assertThat(mark.out()).as(mark.err()).matches("Mark 1 at \\d+:\\d\\d\\.\n");
        assertThat(pause.out()).as(pause.err()).isEqualTo("Paused.\n");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("paused").hasLineCount(1);
        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(stop.err()).isEmpty();
        Path video = Path.of(stop.out().strip());
        assertThat(video.getParent()).isEqualTo(home.resolve("Videos/Lastframe"));
        Recorded.assertWhole(video);
        List<JsonNode> events = Recorded.events(video);
        assertLedger(status, Recorded.ledger(video));
        assertThat(status.path("instance").asText()).isEqualTo("window");
        assertThat(status.path("state").asText()).isEqualTo("paused");
        assertThat(status.path("target").asText())
                .isEqualTo(events.getFirst().path("target").asText());
        assertThat(status.path("file").asText())
                .isEqualTo(video.toString().replace(".ts", ".recording.ts"));
        assertThat(status.path("events").path(0).asText())
                .isEqualTo(video.toString().replace(".ts", ".events.jsonl"));
        List<JsonNode> marks =
                events.stream().filter(it -> it.path("type").asText().equals("mark")).toList();
        assertThat(marks).hasSize(1);
        assertThat(marks.getFirst().path("text").asText()).isEqualTo("the button is gone");
        long moment =
                events.getFirst().path("nanoTime").asLong()
                        + marks.getFirst().path("t").asLong() * 1000;
        assertThat(moment).isBetween(before, after);
    }

    @Test
    void withoutAWindowTheRecordProcessIsSpokenTo() {
        Launcher.Running record = launcher().start("record", "--json");
        awaitState("recording");

        assertThat(launcher().run("pause").out()).isEqualTo("Paused.\n");
        JsonNode status = launcher().run("status", "--json").json();
        Launcher.Run plain = launcher().run("status");
        Launcher.Run stop = launcher().run("stop");

        Launcher.Run ended = record.await();
        JsonNode outcome = ended.json();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(stop.out().strip()).isEqualTo(outcome.path("files").path(0).asText());
        assertThat(status.path("instance").asText()).isEqualTo("record");
        assertThat(status.path("ledger")).isEqualTo(outcome.path("ledger"));
        assertThat(plain.out()).startsWith("Paused screen 1, ").hasLineCount(1);
        assertThat(home.resolve("run/lastframe")).isEmptyDirectory();
    }

    @Test
    void withNobodyToSpeakToItIsOneSentenceAndThree() {
        for (String command : List.of("stop", "pause", "mark", "status")) {
            Launcher.Run run = launcher().run(command);

            assertThat(run.exitCode()).as(command).isEqualTo(3);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("No Lastframe is running").hasLineCount(1);
        }
        Launcher.Run nowhere = new Launcher(home, null).run("toggle");
        assertThat(nowhere.exitCode()).isEqualTo(3);
        assertThat(nowhere.err()).contains("No X display can be reached").hasLineCount(1);
    }

    @Test
    void twoQuickPressesAreOneRecordingAlthoughTheProgramHasToStartFirst() throws IOException {
        List<Launcher.Running> presses =
                List.of(launcher().start("toggle"), launcher().start("toggle"));

        assertThat(presses)
                .map(Launcher.Running::await)
                .allSatisfy(run -> assertThat(run.exitCode()).as(run.err()).isZero());
        awaitState("recording");
        assertThat(launcher().run("toggle").out()).isEqualTo("Saving.\n");
        Path video = Recorded.awaitPublished(home.resolve("Videos/Lastframe"), 1).getFirst();

        Recorded.assertWhole(video);
        assertThat(windows()).hasSize(1);
        assertThat(Files.readString(home.resolve("state/lastframe/lastframe.log")))
                .containsOnlyOnce("IDLE -> STARTING");
    }

    /** A ledger line tells more than the ledger: what it has of that is the same. */
    private static void assertLedger(JsonNode status, JsonNode line) {
        ObjectNode last = line.deepCopy();
        List<String> fields = new ArrayList<>();
        status.path("ledger").fieldNames().forEachRemaining(fields::add);
        assertThat(fields).contains("ticks", "captured", "missed", "exposureMillisMax");
        assertThat(status.path("ledger")).isEqualTo(last.retain(fields));
    }

    private void awaitState(String state) {
        Waits.eventually(
                LIMIT,
                state,
                () -> {
                    try {
                        Optional<ControlClient> client = ControlClient.find(places());
                        return client.isPresent() && state(client.get()).equals(state);
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }

    private static String state(ControlClient client) throws IOException {
        return client.ask(Request.of(Request.Command.STATUS)).path("state").asText();
    }

    private Places places() {
        return Places.of(Map.of("XDG_RUNTIME_DIR", home.resolve("run").toString()), home, "Linux");
    }

    private Launcher launcher() {
        return new Launcher(home, screen.display());
    }

    /** The windows that can be seen. */
    private static List<String> windows() {
        try {
            return screen.run("xdotool", "search", "--onlyvisible", "--name", "Lastframe")
                    .lines()
                    .toList();
        } catch (IllegalStateException none) {
            return List.of();
        }
    }

    /** Those of this test, also such as outlive who started them. */
    private List<ProcessHandle> programs() {
        List<ProcessHandle> own = new ArrayList<>();
        ProcessHandle.allProcesses()
                .filter(it -> environment(it).contains("HOME=" + home + '\0'))
                .forEach(own::add);
        return own;
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "environ"),
                    java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
