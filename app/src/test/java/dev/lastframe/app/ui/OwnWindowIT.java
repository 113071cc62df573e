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
    private static final int SETTLING_SECONDS = 3;

    private static final int SECONDS = 6;
    private static final String RECORDING = "● \\d+:\\d\\d – Lastframe";

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
                        LIMIT, "it has recorded for a while", () -> calm().size() >= SECONDS);
            } finally {
                running.process().destroy();
                running.await();
            }
        }
        List<Second> seconds = calm().subList(0, SECONDS);
        long changed = seconds.stream().mapToLong(Second::changed).sum();
        long ticks = seconds.stream().mapToLong(Second::ticks).sum();

        assertThat(changed).as("the running time is shown, and seen").isGreaterThan(SECONDS / 2);
        assertThat(changed).isLessThan(ticks / 2);
        // One repaint a second, of the window and of its title, which another program draws. Every
        // other one may be found half done by a deadline, and one more lie on an edge.
        assertThat(changed).isLessThanOrEqualTo(SECONDS + SECONDS / 2 + 1);
        // And of the pictures that are only compared, one in five seconds: the window is announced
        // as a whole, but is not so new that it would have to be shown again, sharp.
        long captured = seconds.stream().mapToLong(Second::captured).sum();
        assertThat(captured).isBetween(changed, changed + 1 + SECONDS / 5 + 1);
    }

    private record Second(long ticks, long changed, long captured) {}

    /** Those in which, and before which, nothing was missed: the window tells of that, too. */
    private List<Second> calm() {
        List<Second> calm = new ArrayList<>();
        long ticks = 0;
        long changed = 0;
        long captured = 0;
        long missed = 0;
        boolean missedBefore = true;
        int seconds = 0;
        for (JsonNode line : lines()) {
            if (line.path("type").asText().equals("screen")) {
                ticks += line.path("ticks").asLong();
                changed += line.path("changed").asLong();
            } else if (line.path("type").asText().equals("ledger")) {
                seconds++;
                boolean misses = line.path("missed").asLong() > missed;
                if (seconds > SETTLING_SECONDS && !misses && !missedBefore) {
                    long since = line.path("captured").asLong() - captured;
                    calm.add(new Second(ticks, changed, since));
                }
                captured = line.path("captured").asLong();
                missedBefore = misses;
                missed = line.path("missed").asLong();
                ticks = 0;
                changed = 0;
            }
        }
        return calm;
    }

    /** What the recording's events say. */
    private List<JsonNode> lines() {
        List<JsonNode> found = new ArrayList<>();
        try {
            for (Path events : Recorded.files(home.resolve("Videos/Lastframe"), ".events.jsonl")) {
                String text = Files.readString(events);
                // the last line may be half written
                for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                    found.add(new ObjectMapper().readTree(line));
                }
            }
            return found;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
