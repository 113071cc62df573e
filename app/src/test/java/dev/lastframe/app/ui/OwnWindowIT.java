package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That a recording of a still screen does not fill with the pictures of Lastframe's own window. */
@Tag("beside")
@Timeout(600)
final class OwnWindowIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** From the key until the window has settled in its new state. */
    private static final int SETTLING_LINES = 3;

    private static final int LINES = 6;
    private static final String RECORDING = "● \\d+:\\d\\d – Lastframe";

    /**
     * One repaint a second, which a deadline may find half done: the window, and the frame with its
     * title that another program draws.
     */
    private static final double MOST_TICKS_A_SECOND = 2;

    @TempDir private Path home;

    @Test
    void theRunningTimeCostsATickASecond() {
        try (VirtualScreen screen = VirtualScreen.start(1280, 800)) {
            screen.windowManager();
            Desktop desktop = new Desktop(screen);
            // The pointer is a change of its own.
            screen.run("xdotool", "mousemove", "1279", "799");
            Launcher.Running running = new Launcher(home, screen.display()).start();
            try {
                desktop.awaitFocusedWindow("Lastframe");
                desktop.key("F9");
                desktop.awaitFocusedWindow(RECORDING);
                Waits.eventually(
                        LIMIT,
                        "it has recorded for a while",
                        () -> looks().size() >= SETTLING_LINES + LINES);
            } finally {
                running.process().destroy();
                running.await();
            }
        }
        List<JsonNode> settled = looks().subList(SETTLING_LINES, SETTLING_LINES + LINES);
        double seconds =
                (settled.getLast().path("t").asLong() - settled.getFirst().path("from").asLong())
                        / 1e6;
        long changed = settled.stream().mapToLong(line -> line.path("changed").asLong()).sum();
        long ticks = settled.stream().mapToLong(line -> line.path("ticks").asLong()).sum();

        assertThat(changed).as("the running time is shown, and seen").isGreaterThan(LINES / 2);
        assertThat(changed).isLessThan(ticks / 2);
        assertThat(changed / seconds).isLessThanOrEqualTo(MOST_TICKS_A_SECOND);
    }

    /** What the recording's events say of how often something was drawn, once a second. */
    private List<JsonNode> looks() {
        List<JsonNode> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path events :
                    all.filter(file -> file.toString().endsWith(".events.jsonl")).toList()) {
                String text = Files.readString(events);
                // the last line may be half written
                for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                    JsonNode json = new ObjectMapper().readTree(line);
                    if (json.path("type").asText().equals("screen")) {
                        found.add(json);
                    }
                }
            }
            return found;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
