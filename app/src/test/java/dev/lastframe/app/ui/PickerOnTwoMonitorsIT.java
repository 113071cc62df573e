package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.app.control.ControlClient;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.BarcodeLayout;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Geometry;
import dev.lastframe.core.testing.Shown;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program on two monitors, one left of the primary one: a region is chosen on that. */
@Tag("picker")
@Timeout(600)
final class PickerOnTwoMonitorsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String IDLE = "Lastframe";
    private static final String PICKER = "Choose what to record";

    @TempDir private Path home;

    @Test
    void escapeLeavesAndARegionOfTheLeftMonitorIsRecorded() throws IOException {
        Files.createDirectories(home.resolve("config/lastframe"));
        Files.writeString(
                home.resolve("config/lastframe/settings.json"),
                "{\"target\":\"region 500,150,200x100\",\"window\":{\"x\":520,\"y\":140}}");
        try (VirtualScreen screen = VirtualScreen.start(1100, 600)) {
            screen.run("xrandr", "--setmonitor", "*main", "640/160x480/120+460+120", "screen");
            screen.run("xrandr", "--setmonitor", "left", "460/120x600/150+0+0", "none");
            screen.windowManager();
            Desktop desktop = new Desktop(screen);
            try (BarcodeContent content =
                    BarcodeContent.start(
                            screen.display(),
                            ContentMode.FULL,
                            8,
                            "--geometry",
                            "320x180+60+100")) {
                Launcher.Running window = new Launcher(home, screen.display()).start();
                try {
                    desktop.awaitFocusedWindow(IDLE);
                    awaitState("idle");
                    // its chords stand on a button that the Tab key passes
                    Waits.eventually(LIMIT, "it has its chords", this::hasChords);
                    // from the round button to the list, and to its last entry
                    desktop.key("Tab");
                    desktop.key("Tab");
                    desktop.key("Down");
                    desktop.awaitFocusedWindow(PICKER);
                    desktop.key("Escape");
                    desktop.awaitNoWindow(PICKER);
                    desktop.awaitFocusedWindow(IDLE);
                    assertThat(state()).isEqualTo("idle");

                    desktop.key("Down");
                    desktop.awaitFocusedWindow(PICKER);
                    Waits.eventually(LIMIT, "both are covered", () -> covers(screen, "460x600"));
                    for (int i = 0; i < 3; i++) {
                        desktop.drags(380, 280, 59, 99);
                        Waits.pause(Duration.ofMillis(200));
                    }
                    desktop.moves(900, 500);
                    desktop.key("Right");
                    desktop.key("Down");
                    desktop.key("Return");
                    awaitState("recording");
                    Recorded.awaitGrowing(folder());
                    Waits.eventually(LIMIT, "something is shown", () -> content.shown().size() > 5);
                    assertThat(Reply.isOk(client().ask(Request.of(Request.Command.STOP)))).isTrue();
                    Path video = Recorded.awaitPublished(folder(), 1).getFirst();
                    Recorded.assertWhole(video);
                    assertThat(Recorded.events(video).getFirst().path("target").asText())
                            .isEqualTo("region 60,100,320x180");
                    BarcodeLayout layout = BarcodeLayout.of(Geometry.parse("320x180+0+0"));
                    assertThat(Ffmpeg.decode(video, layout).numbers())
                            .isNotEmpty()
                            .isSubsetOf(content.shown().stream().map(Shown::number).toList());
                } finally {
                    window.process().destroy();
                }
                assertThat(window.await().exitCode()).isZero();
            }
        }
    }

    /** Whether a picture of this size lies on a screen. */
    private static boolean covers(VirtualScreen screen, String size) {
        return screen.run("xwininfo", "-root", "-tree")
                .lines()
                .anyMatch(line -> line.contains(PICKER) && line.contains(size));
    }

    private boolean hasChords() {
        Path log = home.resolve("state/lastframe/lastframe.log");
        try {
            return Files.exists(log) && Files.readString(log).contains("shortcuts: {");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void awaitState(String state) {
        Waits.eventually(LIMIT, state, () -> state().equals(state));
    }

    private String state() {
        try {
            return client().ask(Request.of(Request.Command.STATUS)).path("state").asText();
        } catch (IOException silent) {
            return "";
        }
    }

    private ControlClient client() throws IOException {
        return ControlClient.find(
                        Places.of(
                                Map.of("XDG_RUNTIME_DIR", home.resolve("run").toString()),
                                home,
                                "Linux"))
                .orElseThrow(() -> new IOException("no window listens"));
    }

    private Path folder() {
        return home.resolve("Videos/Lastframe");
    }
}
