package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.app.control.ControlClient;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Toggle, pause and stop at random moments: files and ledgers agree with what was pressed. {@code
 * -Dlastframe.presses=50} presses more often.
 */
@Timeout(600)
final class PressesIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long ONE_PRESS_NANOS = Duration.ofMillis(300).toNanos();
    private static final int LONGEST_WAIT_MILLIS = 1_200;

    @TempDir private Path home;

    private boolean wished;
    private boolean again;
    private int starts;

    /** At most so many starts were taken back before they came; the window's clock decides. */
    private int takenBack;

    private int pauses;
    private int continues;
    private long lastPress = Long.MIN_VALUE / 2;

    @Test
    void everyPressIsDoneOnceAndNoneIsLost() throws IOException {
        int presses = Integer.getInteger("lastframe.presses", 16);
        long seed = Long.getLong("lastframe.seed", System.nanoTime());
        Random random = new Random(seed);
        try (VirtualScreen screen = VirtualScreen.start(640, 480)) {
            screen.windowManager();
            Launcher.Running window = new Launcher(home, screen.display()).start();
            try {
                Waits.eventually(LIMIT, "it answers", () -> state().equals("idle"));
                for (int i = 0; i < presses; i++) {
                    Waits.pause(Duration.ofMillis(random.nextInt(LONGEST_WAIT_MILLIS)));
                    press(random.nextInt(10));
                }
                Waits.eventually(
                        LIMIT,
                        "it is as it was wished last, seed " + seed,
                        () ->
                                List.of("recording", "paused").contains(state()) == wished
                                        && (wished || state().equals("idle")));
            } finally {
                window.process().destroy();
            }
            assertThat(window.await().exitCode()).isLessThanOrEqualTo(3);
        }
        assertAgrees("seed " + seed);
    }

    private void press(int kind) throws IOException {
        if (kind < 6) {
            toggle();
        } else if (kind < 9) {
            pause();
        } else {
            stop();
        }
    }

    private void toggle() throws IOException {
        long now = System.nanoTime();
        JsonNode reply = client().ask(Request.toggle(now));
        assertThat(Reply.isOk(reply)).as("%s", reply).isTrue();
        if (now - lastPress < ONE_PRESS_NANOS) {
            return;
        }
        lastPress = now;
        wished = !wished;
        if (wished) {
            starts++;
        } else if (again) {
            takenBack++;
        }
        again = wished && Reply.sentence(reply).startsWith("Saving, then");
    }

    private void pause() throws IOException {
        JsonNode reply = client().ask(Request.of(Request.Command.PAUSE));
        if (Reply.sentence(reply).equals("Paused.")) {
            pauses++;
        } else if (Reply.sentence(reply).equals("Recording goes on.")) {
            continues++;
        } else {
            assertThat(Reply.isRefused(reply, Reply.Refusal.IDLE)).as("%s", reply).isTrue();
        }
    }

    private void stop() throws IOException {
        JsonNode reply = client().ask(Request.of(Request.Command.STOP));
        assertThat(Reply.isOk(reply) || Reply.isRefused(reply, Reply.Refusal.IDLE))
                .as("%s", reply)
                .isTrue();
        if (again) {
            takenBack++;
        }
        wished = false;
        again = false;
    }

    private void assertAgrees(String how) throws IOException {
        String log = Files.readString(home.resolve("state/lastframe/lastframe.log"));
        assertThat(count(log, "IDLE -> STARTING")).as(how).isBetween(starts - takenBack, starts);
        List<Path> videos = Recorded.published(home.resolve("Videos/Lastframe"));
        assertThat(videos).as(how).hasSize(count(log, "STOPPING -> SAVED"));
        assertThat(count(log, "-> FAILED")).as(how).isZero();
        int paused = 0;
        int resumed = 0;
        for (Path video : videos) {
            Recorded.assertWhole(video);
            List<String> types =
                    Recorded.events(video).stream().map(it -> it.path("type").asText()).toList();
            paused += (int) types.stream().filter("pause"::equals).count();
            resumed += (int) types.stream().filter("resume"::equals).count();
        }
        assertThat(List.of(paused, resumed)).as(how).isEqualTo(List.of(pauses, continues));
        assertThat(Recorded.files(home.resolve("Videos/Lastframe"), ".recording.ts")).isEmpty();
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    private String state() {
        try {
            return ControlClient.find(places())
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
            throw new UncheckedIOException(failed);
        }
    }

    private ControlClient client() throws IOException {
        return ControlClient.find(places()).orElseThrow();
    }

    private Places places() {
        return Places.of(Map.of("XDG_RUNTIME_DIR", home.resolve("run").toString()), home, "Linux");
    }
}
