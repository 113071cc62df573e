package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.app.control.ControlClient;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program and its chords, pressed while a terminal has the focus. {@code
 * -Dlastframe.presses=50} presses more often.
 */
@Timeout(300)
final class ShortcutIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long ONE_PRESS_NANOS = Duration.ofMillis(300).toNanos();
    private static final int LONGEST_WAIT_MILLIS = 900;
    private static final String TERMINAL = "stty raw -echo; touch ready; exec cat > typed";

    @TempDir private Path home;

    private VirtualScreen screen;
    private Desktop desktop;
    private Launcher.Running window;
    private Process terminal;

    @BeforeEach
    void start() throws IOException {
        screen = VirtualScreen.start(800, 600);
        screen.windowManager();
        desktop = new Desktop(screen);
        window = new Launcher(home, screen.display()).start();
        Waits.eventually(LIMIT, "it answers", () -> state().equals("idle"));
        Waits.eventually(
                LIMIT, "it has its chords", () -> log().contains("shortcuts: {RECORD=TAKEN"));
        startTheTerminal();
    }

    @AfterEach
    void end() {
        Waits.kill(terminal);
        Waits.kill(window.process());
        screen.close();
    }

    @Test
    void theChordStartsMarksAndStopsWhileAnotherWindowHasTheFocusAndKeepsIt() throws IOException {
        type("begin ");
        desktop.key("super+F9");
        awaitState("recording");
        type("one ");
        long markedFrom = System.nanoTime();
        desktop.key("super+F8");
        long markedUntil = System.nanoTime();
        desktop.key("Num_Lock");
        type("two ");
        desktop.key("super+F10");
        awaitState("paused");
        desktop.key("Caps_Lock");
        desktop.key("super+F10");
        awaitState("recording");
        desktop.key("a");
        desktop.key("super+F9");
        Path video = Recorded.awaitPublished(videos(), 1).getFirst();
        desktop.key("b");

        Waits.eventually(LIMIT, "all is typed", () -> typed().endsWith("B"));
        assertThat(typed()).isEqualTo("begin one two AB");
        assertThat(desktop.focused()).isEqualTo("Typewriter");
        Recorded.assertWhole(video);
        List<JsonNode> events = Recorded.events(video);
        List<JsonNode> marks =
                events.stream().filter(it -> it.path("type").asText().equals("mark")).toList();
        assertThat(marks).hasSize(1);
        long moment =
                events.getFirst().path("nanoTime").asLong()
                        + marks.getFirst().path("t").asLong() * 1000;
        assertThat(moment).isBetween(markedFrom - 1_000_000, markedUntil);
    }

    @Test
    void everyPressAtARandomMomentIsDoneOnceAndNoneIsLost() throws IOException {
        int presses = Integer.getInteger("lastframe.presses", 12);
        long seed = Long.getLong("lastframe.seed", System.nanoTime());
        Random random = new Random(seed);
        Presses counted = new Presses();
        for (int i = 0; i < presses; i++) {
            // never about as long after the press before as decides whether it is another one
            Waits.pause(Duration.ofMillis(350 + random.nextInt(LONGEST_WAIT_MILLIS)));
            if (random.nextInt(4) == 0) {
                counted.twice();
            } else {
                counted.once();
            }
        }
        Waits.eventually(
                LIMIT,
                "it is as it was wished last, seed " + seed,
                () -> state().equals(counted.wished ? "recording" : "idle"));
        if (counted.wished) {
            Waits.pause(Duration.ofMillis(350));
            counted.once();
        }
        awaitState("idle");

        String how = "seed " + seed;
        int begun = count(log(), "IDLE -> STARTING");
        assertThat(begun)
                .as(how)
                .isBetween(counted.starts - counted.perhapsTakenBack, counted.starts);
        List<Path> files = Recorded.awaitPublished(videos(), count(log(), "STOPPING -> SAVED"));
        assertThat(files).as(how).isNotEmpty();
        assertThat(files.size() + count(log(), "STOPPING -> EMPTY")).as(how).isEqualTo(begun);
        files.forEach(Recorded::assertWhole);
        assertThat(typed()).isEmpty();
    }

    /** What was pressed, and what it must have done. */
    private final class Presses {

        private boolean wished;
        private int starts;

        /** Wished while another was being saved, and perhaps taken back before it began. */
        private int perhapsTakenBack;

        private boolean waits;

        void once() {
            boolean idle = state().equals("idle");
            desktop.key("super+F9");
            toggle(idle);
        }

        /** Two within the time of one; where the computer was too busy for that it is asked. */
        void twice() {
            boolean idle = state().equals("idle");
            long before = System.nanoTime();
            screen.run("xdotool", "key", "--delay", "10", "super+F9", "super+F9");
            toggle(idle);
            if (System.nanoTime() - before >= ONE_PRESS_NANOS) {
                Waits.eventually(
                        LIMIT, "it rests", () -> List.of("recording", "idle").contains(state()));
                if (state().equals("recording") != wished) {
                    toggle(false);
                }
            }
        }

        private void toggle(boolean idle) {
            wished = !wished;
            if (wished) {
                starts++;
                waits = !idle;
            } else if (waits) {
                perhapsTakenBack++;
                waits = false;
            }
        }
    }

    private void startTheTerminal() throws IOException {
        Programs.require("xterm");
        terminal =
                screen.command("xterm", "-title", "Typewriter", "-e", "sh", "-c", TERMINAL)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Waits.eventually(LIMIT, "the terminal is ready", () -> Files.exists(home.resolve("ready")));
        desktop.awaitFocusedWindow("Typewriter");
    }

    private void type(String text) {
        screen.run("xdotool", "type", "--delay", "15", text);
    }

    private String typed() {
        return read(home.resolve("typed"));
    }

    private String log() {
        return read(home.resolve("state/lastframe/lastframe.log"));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private Path videos() {
        return home.resolve("Videos/Lastframe");
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    private void awaitState(String state) {
        Waits.eventually(LIMIT, state, () -> state().equals(state));
    }

    private String state() {
        try {
            Places places =
                    Places.of(
                            Map.of("XDG_RUNTIME_DIR", home.resolve("run").toString()),
                            home,
                            "Linux");
            return ControlClient.find(places)
                    .map(client -> {
                        try {
                            return client.ask(Request.of(Request.Command.STATUS))
                                    .path("state")
                                    .asText();
                        } catch (IOException silent) {
                            return "";
                        }
                    })
                    .orElse("");
        } catch (IOException failed) {
            return "";
        }
    }
}
