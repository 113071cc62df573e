package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.Shown;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Chooses on the real screen with the real mouse and keys, and records what was chosen. */
@Timeout(600)
@Tag("picker")
@ExtendWith(Fx.class)
final class PickerIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String IDLE = "Lastframe";
    private static final String RECORDING = "● \\d+:\\d\\d – Lastframe";
    private static final String PICKER = "Choose what to record";

    private static final String WORK = "40x10+1200+600";
    private static final Pattern WORKS_SIZE = Pattern.compile("Work · (\\d+) × (\\d+)");

    @TempDir private Path home;

    @Test
    void mouseAndKeysChooseARegionAndAWindowAndEnterRecordsThem() throws IOException {
        VirtualScreen screen = VirtualScreenListener.screen();
        Desktop desktop = new Desktop(screen);
        Process work =
                screen.command("xterm", "-title", "Work", "-bg", "#2060a0", "-geometry", WORK)
                        .start();
        try (Person person = new Person(home)) {
            desktop.awaitFocusedWindow("Work");
            List<Integer> inside = desktop.sizeOfFocused();
            person.opensTheWindow();
            person.goesTo("#what");
            person.presses(KeyCode.DOWN);
            person.presses(KeyCode.DOWN);
            desktop.awaitFocusedWindow(PICKER);
            awaitSize("320 × 202 at 700, 500", () -> drags(screen, 700, 500, 1021, 703));
            desktop.key("Right");
            desktop.key("shift+Down");
            awaitSize("320 × 204 at 701, 500", () -> {});
            desktop.key("Return");
            Path region = recorded(person, desktop, 1);
            assertThat(sizeOf(region)).containsExactly(320, 204);
            assertThat(target(region)).isEqualTo("region 701,500,320x204");

            person.goesTo("#what");
            person.presses(KeyCode.DOWN);
            desktop.awaitFocusedWindow(PICKER);
            awaitSize("320 × 204 at 701, 500", () -> {});
            awaits(
                    "the window under the pointer is shown",
                    () -> {
                        moves(screen, 1400, 700);
                        moves(screen, 1410, 710);
                    },
                    () -> node("#picker-hovered").isVisible());
            awaits(
                    "it is taken",
                    () -> screen.run("xdotool", "click", "1"),
                    () -> WORKS_SIZE.matcher(size()).matches());
            Matcher frame = WORKS_SIZE.matcher(Fx.get(PickerIT::size));
            assertThat(frame.matches()).isTrue();
            desktop.key("Return");
            Path window = recorded(person, desktop, 2);
            assertThat(target(window)).startsWith("window 0x");
            assertThat(sizeOf(window))
                    .containsExactly(
                            Integer.parseInt(frame.group(1)), Integer.parseInt(frame.group(2)));
            assertThat(sizeOf(window).getLast())
                    .as("with its title bar")
                    .isGreaterThan(inside.getLast());
            Rgb middle = Ffmpeg.rgbAt(window, 0, inside.getFirst() / 2, inside.getLast() / 2);
            assertThat(middle.near(new Rgb(0x20, 0x60, 0xa0), 12)).as("%s", middle).isTrue();
            assertThat(person.text("#what")).contains("Work");
        } finally {
            work.destroy();
        }
    }

    @Test
    void onTwoMonitorsEscapeLeavesAndARegionOfTheLeftOneIsRecorded() throws IOException {
        Files.createDirectories(home.resolve("config/lastframe"));
        Files.writeString(
                home.resolve("config/lastframe/settings.json"),
                "{\"target\":\"region 500,150,200x100\",\"window\":{\"x\":520,\"y\":140}}");
        try (VirtualScreen screen = VirtualScreen.start(1100, 600)) {
            screen.run("xrandr", "--setmonitor", "*main", "640/160x480/120+460+120", "screen");
            screen.run("xrandr", "--setmonitor", "left", "460/120x600/150+0+0", "none");
            screen.windowManager();
            Desktop desktop = new Desktop(screen);
            try (BarcodeContent content = content(screen, "320x180+60+100")) {
                Launcher.Running window = new Launcher(home, screen.display()).start();
                try {
                    desktop.awaitFocusedWindow(IDLE);
                    awaitState("idle");
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
                        drags(screen, 380, 280, 59, 99);
                        Waits.pause(Duration.ofMillis(200));
                    }
                    moves(screen, 900, 500);
                    desktop.key("Right");
                    desktop.key("Down");
                    desktop.key("Return");
                    awaitState("recording");
                    Recorded.awaitGrowing(folder());
                    Waits.eventually(LIMIT, "something is shown", () -> content.shown().size() > 5);
                    assertThat(Reply.isOk(client().ask(Request.of(Request.Command.STOP)))).isTrue();
                    Path video = Recorded.awaitPublished(folder(), 1).getFirst();
                    Recorded.assertWhole(video);
                    assertThat(target(video)).isEqualTo("region 60,100,320x180");
                    assertShows(video, content, "320x180+0+0");
                } finally {
                    window.process().destroy();
                }
                assertThat(window.await().exitCode()).isZero();
            }
        }
    }

    private static BarcodeContent content(VirtualScreen screen, String geometry) {
        return BarcodeContent.start(screen.display(), ContentMode.FULL, 8, "--geometry", geometry);
    }

    private static void drags(VirtualScreen screen, int fromX, int fromY, int toX, int toY) {
        moves(screen, fromX, fromY);
        screen.run("xdotool", "mousedown", "1");
        moves(screen, (fromX + toX) / 2, (fromY + toY) / 2);
        moves(screen, toX, toY);
        screen.run("xdotool", "mouseup", "1");
    }

    private static void moves(VirtualScreen screen, int x, int y) {
        screen.run("xdotool", "mousemove", Integer.toString(x), Integer.toString(y));
    }

    /** Whether a picture of this size lies on a screen. */
    private static boolean covers(VirtualScreen screen, String size) {
        return screen.run("xwininfo", "-root", "-tree")
                .lines()
                .anyMatch(line -> line.contains(PICKER) && line.contains(size));
    }

    private static void awaitSize(String words, Runnable again) {
        try {
            awaits(words, again, () -> size().equals(words));
        } catch (AssertionError other) {
            throw new AssertionError("\"" + Fx.get(PickerIT::size) + "\"", other);
        }
    }

    private static String size() {
        return node("#picker-size") instanceof Label size ? size.getText() : "";
    }

    /** Does it again until it had its effect: a window that is shown may not have the mouse yet. */
    private static void awaits(String what, Runnable again, BooleanSupplier condition) {
        Waits.eventually(
                LIMIT,
                what,
                () -> {
                    again.run();
                    Waits.pause(Duration.ofMillis(100));
                    return Fx.get(condition::getAsBoolean);
                });
    }

    /** Of the pictures' window; called by the FX thread. */
    private static Node node(String id) {
        return Window.getWindows().stream()
                .map(window -> window.getScene().lookup(id))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** Waits for a recording and stops it. */
    private Path recorded(Person person, Desktop desktop, int number) {
        desktop.awaitNoWindow(PICKER);
        person.awaitsTitle(RECORDING);
        Recorded.awaitGrowing(folder());
        person.pressesF9();
        Path video = Recorded.awaitPublished(folder(), number).getLast();
        person.awaitsTitle(IDLE);
        Recorded.assertWhole(video);
        return video;
    }

    private static List<Integer> sizeOf(Path video) {
        VideoInfo info = Ffmpeg.probe(video);
        return List.of(info.width(), info.height());
    }

    private static String target(Path video) {
        return Recorded.events(video).getFirst().path("target").asText();
    }

    private static void assertShows(Path video, BarcodeContent content, String geometry) {
        assertThat(Ffmpeg.decode(video, BarcodeLayout.of(Geometry.parse(geometry))).numbers())
                .isNotEmpty()
                .isSubsetOf(content.shown().stream().map(Shown::number).toList());
    }

    private void awaitState(String state) {
        Waits.eventually(LIMIT, state, () -> state().equals(state));
    }

    private String state() {
        try {
            JsonNode status = client().ask(Request.of(Request.Command.STATUS));
            return status.path("state").asText();
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
