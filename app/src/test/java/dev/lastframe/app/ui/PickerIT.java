package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
@Tag("picker")
@Timeout(600)
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
            awaitSize("320 × 202 at 700, 500", () -> desktop.drags(700, 500, 1021, 703));
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
                        desktop.moves(1400, 700);
                        desktop.moves(1410, 710);
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
            Waits.kill(work);
        }
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
        // the window from which the pictures were opened has the keyboard again
        desktop.awaitFocusedWindow(RECORDING);
        person.clicks("#record");
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

    private Path folder() {
        return home.resolve("Videos/Lastframe");
    }
}
