package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.app.control.ControlClient;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.Signals;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Popup;
import javafx.stage.Screen;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The window steps out of the way of what it records, and a pill stands for it. */
@ExtendWith(Fx.class)
@Timeout(600)
final class AwayIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int FRAME = 32;

    @TempDir private Path home;
    private Person person;
    private Desktop desktop;
    private VirtualScreen screen;

    @BeforeEach
    void aPerson() {
        person = new Person(home);
        screen = VirtualScreenListener.screen();
        desktop = new Desktop(screen);
        screen.run("xsetroot", "-solid", "#204060");
        screen.run("xdotool", "mousemove", "600", "500");
    }

    @AfterEach
    void closeTheWindow() {
        person.close();
    }

    @Test
    void theWindowLeavesBeforeTheFirstPictureAndThePillStopsTheRecording() throws Exception {
        person.hasSettings("\"fps\":30");
        person.opensTheWindowAttended();
        person.awaits("it greets", () -> person.sees("#welcome"));
        assertThat(person.text("#welcome-folder")).contains(videos().toString());
        person.presses(KeyCode.ESCAPE);
        person.awaits("that was read", () -> !person.sees("#welcome"));
        person.awaits("it has its keys", () -> person.text("#keys").equals("Super+F9"));

        person.pressesF9();
        Recorded.awaitGrowing(videos());
        person.awaits("the window left", () -> person.stage().isIconified());
        assertThat(pill()).as("it would be in the picture").isEmpty();
        screen.run("xdotool", "mousemove", "640", "0");
        person.awaits("the pill comes to the pointer", () -> pill().isPresent());
        assertThat(person.stage().getTitle()).isEqualTo("● Recording – Lastframe");
        assertThat(pillText()).isEqualTo("Recording");
        List<Integer> stop = middleOf("#pill-stop");
        List<Integer> pause = middleOf("#pill-pause");
        assertThat(pause.getFirst() - stop.getFirst()).isGreaterThanOrEqualTo(32);
        clicks("#pill-stop");

        Path video = Recorded.awaitPublished(videos(), 1).getFirst();
        Recorded.assertWhole(video);
        // the window was there when F9 was pressed
        assertNothingIn(video, 600, 480);
        person.awaits("the window is back", () -> !person.stage().isIconified());
        person.awaits("without the pill", () -> pill().isEmpty());
        person.awaitsTheWindowBy(60, 40);
        desktop.awaitFocusedWindow("Lastframe");

        person.awaits("the MP4 is there", () -> Files.exists(sibling(video, ".mp4")));
        person.awaits("that is said", () -> person.text("#detail").endsWith("MP4 ready."));
        person.clicks("#delete-last");
        person.awaits("it is in the trash", () -> person.sees("#banner-action"));
        assertThat(Recorded.files(videos(), "")).isEmpty();
        assertThat(home.resolve("data/Trash/files").resolve(video.getFileName())).exists();
        person.clicks("#banner-action");
        person.awaits("it is back", () -> person.text("#last").contains(" · "));
        assertThat(Recorded.published(videos())).containsExactly(video);
        assertThat(sibling(video, ".events.jsonl")).exists();
    }

    @Test
    void besideARegionThePillTellsTheTimeAndAStopByKeyTakesNoFocus() throws Exception {
        person.hasSettings(
                "\"welcomed\":true,\"countdown\":3,\"target\":\"region 1580,200,320x240\"");
        person.opensTheWindowAttended();
        person.awaits("it has its keys", () -> person.text("#keys").equals("Super+F9"));
        person.presses(KeyCode.CONTROL, KeyCode.COMMA);
        person.awaits("the settings are open", () -> person.sees("#keep-window"));
        assertThat(person.text("#countdown")).isEqualTo("3 s");
        person.presses(KeyCode.ESCAPE);
        person.presses(KeyCode.F1);
        person.awaits("it tells what it is", () -> person.sees("#about"));
        person.clicks("#licences");
        person.awaits("the licences are opened", () -> !person.opened().isEmpty());
        assertThat(person.opened().getFirst()).content().contains("FFmpeg");
        person.presses(KeyCode.ESCAPE);

        person.pressesF9();
        person.awaits("it counts", () -> person.text("#detail").startsWith("Records in "));
        person.presses(KeyCode.ESCAPE);
        person.awaits("taken back", () -> !person.text("#detail").startsWith("Records in "));
        assertThat(Recorded.files(videos(), "")).isEmpty();

        Process other = screen.command("xterm", "-title", "Work", "-geometry", "+900+500").start();
        try {
            desktop.awaitFocusedWindow("Work");
            Waits.eventually(
                    LIMIT,
                    "the window manager knows it",
                    () ->
                            screen.run(
                                            "sh",
                                            "-c",
                                            "xdotool getactivewindow getwindowname 2>&1 || :")
                                    .strip()
                                    .equals("Work"));
            String active = active();
            // presses that follow each other at once are one
            Waits.pause(Duration.ofMillis(400));
            desktop.key("super+F9");
            person.awaits("the pill is beside the region", () -> pill().isPresent());
            assertThat(Fx.get(() -> pill().map(it -> it.getX() + it.getWidth()).orElseThrow()))
                    .as("the right edge of its notice")
                    .isLessThanOrEqualTo(Screen.getPrimary().getBounds().getMaxX());
            person.awaits("it has the time", () -> pillText().matches("0:\\d\\d · \\d+ missed"));
            assertThat(person.stage().isIconified()).isTrue();
            clicksUntil("#pill-mark", () -> person.text("#detail").startsWith("Mark "));
            // it was hit: the X server has it where it seems to be
            flicksThePillBy(-120, 160);
            clicksUntil("#pill-pause", () -> pillText().endsWith(" · paused"));
            assertThat(active()).isEqualTo(active);
            clicksUntil("#pill-pause", () -> pillText().endsWith(" missed"));
            desktop.key("super+F9");
            Path video = Recorded.awaitPublished(videos(), 1).getFirst();
            Recorded.assertWhole(video);
            assertThat(Recorded.events(video))
                    .extracting(it -> it.path("type").asText())
                    .contains("mark", "pause", "resume");
            person.awaits("the pill is gone", () -> pill().isEmpty());
            assertThat(person.stage().isIconified()).isTrue();
            assertThat(active()).isEqualTo(active);
            assertThat(desktop.focused()).isEqualTo("Work");
        } finally {
            Waits.kill(other);
        }
    }

    @Test
    void withoutAWindowManagerItLeavesTooAndAStopBringsItBack() throws Exception {
        try (VirtualScreen bare = VirtualScreen.start(640, 480)) {
            bare.run("xsetroot", "-solid", "#204060");
            bare.run("xdotool", "mousemove", "639", "479");
            Launcher.Running program =
                    new Launcher(home, bare.display()).with("LASTFRAME_UNATTENDED", null).start();
            try {
                Waits.eventually(LIMIT, "the window is there", () -> shows(bare));
                tells(Request.toggle(System.nanoTime()));
                Recorded.awaitGrowing(videos());
                assertThat(shows(bare)).isFalse();
                tells(Request.of(Request.Command.STOP));
                Path video = Recorded.awaitPublished(videos(), 1).getFirst();
                Waits.eventually(LIMIT, "the window is back", () -> shows(bare));
                assertNothingIn(video, 620, 460);
            } finally {
                program.process().destroy();
            }
            assertThat(program.await().exitCode()).isZero();
        }
    }

    @Test
    void aWindowManagerThatHangsHoldsUpNothingAndLosesNeitherPlaceNorFocus() throws Exception {
        try (VirtualScreen own = VirtualScreen.start(900, 700)) {
            own.run("xdotool", "mousemove", "899", "699");
            Process manager = own.command("openbox").start();
            Process work = own.command("xterm", "-title", "Work").start();
            Launcher.Running program =
                    new Launcher(home, own.display()).with("LASTFRAME_UNATTENDED", null).start();
            try {
                Waits.eventually(LIMIT, "the window is there", () -> shows(own));
                String window = windows(own).getFirst();
                Waits.eventually(
                        LIMIT,
                        "a window manager has it",
                        () -> own.run("xprop", "-id", window).contains("_NET_FRAME_EXTENTS"));
                own.run("xdotool", "windowmove", "--sync", window, "300", "120");
                List<Integer> place = place(own, window);
                own.run("xdotool", "search", "--sync", "--name", "Work", "windowactivate");
                Waits.eventually(LIMIT, "work goes on", () -> focused(own).equals("Work"));

                Signals.send("STOP", manager);
                tells(Request.toggle(System.nanoTime()));
                Recorded.awaitGrowing(videos());
                assertThat(shows(own)).isFalse();
                Signals.send("CONT", manager);
                tells(Request.of(Request.Command.STOP));
                Recorded.assertWhole(Recorded.awaitPublished(videos(), 1).getFirst());
                Waits.eventually(
                        LIMIT, "it can be fetched", () -> !listed(own, windows(own)).isEmpty());
                assertThat(shows(own)).isFalse();
                assertThat(focused(own)).isEqualTo("Work");

                tells(Request.of(Request.Command.SHOW));
                Waits.eventually(LIMIT, "the window is back", () -> shows(own));
                Waits.eventually(
                        LIMIT,
                        "where it was",
                        () ->
                                listed(own, windows(own)).stream()
                                        .anyMatch(it -> near(place(own, it), place)));
            } finally {
                Signals.send("CONT", manager);
                program.process().destroy();
                Waits.kill(work);
            }
            assertThat(program.await().exitCode()).isZero();
            manager.destroy();
        }
    }

    /** Drags it so fast that it hears of where that begins and ends alone. */
    private void flicksThePillBy(int x, int y) {
        Point2D to = place(pill().orElseThrow()).add(x, y);
        Fx.run(() -> {
            Node text = pill().orElseThrow().getScene().lookup("#pill-text");
            Bounds at = text.localToScreen(text.getLayoutBounds());
            Robot hand = new Robot();
            hand.mouseMove(at.getCenterX(), at.getCenterY());
            hand.mousePress(MouseButton.PRIMARY);
            hand.mouseMove(at.getCenterX() + x, at.getCenterY() + y);
            hand.mouseRelease(MouseButton.PRIMARY);
        });
        person.awaits(
                "the pill is where it was dragged to",
                () -> place(pill().orElseThrow()).distance(to) <= 1);
    }

    private static Point2D place(Window window) {
        return Fx.get(() -> new Point2D(window.getX(), window.getY()));
    }

    private static String focused(VirtualScreen on) {
        return on.run("sh", "-c", "xdotool getwindowfocus getwindowname 2>&1 || :").strip();
    }

    /** Those of them that the window manager has in its list. */
    private static List<String> listed(VirtualScreen on, List<String> windows) {
        String list = on.run("xprop", "-root", "_NET_CLIENT_LIST").strip() + ",";
        return windows.stream().filter(it -> list.contains(it + ",")).toList();
    }

    /** A window manager that is late has counted its frame twice. */
    private static boolean near(List<Integer> one, List<Integer> other) {
        return one.size() == 2
                && Math.abs(one.getFirst() - other.getFirst()) <= FRAME
                && Math.abs(one.getLast() - other.getLast()) <= FRAME;
    }

    /** Nothing of one that has just gone. */
    private static String facts(VirtualScreen on, String window) {
        return on.run("sh", "-c", "xwininfo -id " + window + " 2>&1 || :");
    }

    /** Of its upper left corner on the screen; empty where it is gone. */
    private static List<Integer> place(VirtualScreen on, String window) {
        return facts(on, window)
                .lines()
                .filter(line -> line.contains("Absolute upper-left"))
                .map(line -> Integer.valueOf(line.substring(line.indexOf(':') + 1).strip()))
                .toList();
    }

    private void tells(Request request) throws IOException {
        Places places =
                Places.of(Map.of("XDG_RUNTIME_DIR", home.resolve("run").toString()), home, "Linux");
        JsonNode reply = ControlClient.find(places).orElseThrow().ask(request);
        assertThat(Reply.isOk(reply)).as("%s", reply).isTrue();
    }

    private static boolean shows(VirtualScreen on) {
        return windows(on).stream().anyMatch(it -> facts(on, it).contains("IsViewable"));
    }

    /** The numbers of the windows of that name. */
    private static List<String> windows(VirtualScreen on) {
        return on.run("xwininfo", "-root", "-tree")
                .lines()
                .filter(line -> line.contains("Lastframe\":"))
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
    }

    /** Its first picture is the bare ground. */
    private void assertNothingIn(Path video, int right, int bottom) throws Exception {
        Path first = home.resolve("first.png");
        Ffmpeg.picture(video, 0, first);
        PixelReader pixels = new Image(first.toUri().toString()).getPixelReader();
        for (int y = 40; y < bottom; y += 5) {
            for (int x = 0; x < right; x += 5) {
                int argb = pixels.getArgb(x, y);
                Rgb rgb = new Rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
                assertThat(rgb.near(new Rgb(0x20, 0x40, 0x60), 12))
                        .as("%s at %d, %d", rgb, x, y)
                        .isTrue();
            }
        }
    }

    /**
     * A real click on the pill, wherever it is. Not before the pointer is seen there: a click
     * beside it takes the focus from every window.
     */
    private void clicks(String id) {
        person.awaits(
                "the pointer is on " + id,
                () -> {
                    List<Integer> at = middleOf(id);
                    screen.run("xdotool", "mousemove", "" + at.get(0), "" + at.get(1));
                    return Fx.get(() ->
                            pill().map(it -> it.getScene().lookup(id).isHover()).orElse(false));
                });
        screen.run("xdotool", "click", "1");
        // a second one that follows faster is taken for the same
        Waits.pause(Duration.ofMillis(350));
    }

    /** The same, again where a busy computer has lost it. */
    private void clicksUntil(String id, BooleanSupplier done) {
        for (int i = 0; i < 12 && !done.getAsBoolean(); i++) {
            clicks(id);
            for (int j = 0; j < 50 && !done.getAsBoolean(); j++) {
                Waits.pause(Duration.ofMillis(200));
            }
        }
        person.awaits(id + " was clicked", done);
    }

    /** The window that the window manager calls active. */
    private String active() {
        return screen.run("xprop", "-root", "_NET_ACTIVE_WINDOW");
    }

    private Optional<Popup> pill() {
        return Fx.get(() ->
                Window.getWindows().stream()
                        .filter(Popup.class::isInstance)
                        .map(Popup.class::cast)
                        .filter(it -> it.getScene().lookup("#pill") != null)
                        .findFirst());
    }

    private String pillText() {
        return Fx.get(() ->
                pill().map(it -> it.getScene().lookup("#pill-text").getAccessibleText())
                        .orElse(""));
    }

    private List<Integer> middleOf(String id) {
        return Fx.get(() -> {
            Node node = pill().orElseThrow().getScene().lookup(id);
            var box = node.localToScreen(node.getBoundsInLocal());
            double scale = Screen.getPrimary().getOutputScaleX();
            return List.of((int) (box.getCenterX() * scale), (int) (box.getCenterY() * scale));
        });
    }

    private Path videos() {
        return home.resolve("Videos/Lastframe");
    }

    private static Path sibling(Path video, String ending) {
        String name = video.getFileName().toString();
        return video.resolveSibling(name.substring(0, name.length() - 3) + ending);
    }
}
