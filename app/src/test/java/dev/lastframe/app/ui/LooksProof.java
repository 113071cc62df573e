package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Popup;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every state of the windows as a picture in {@code app/target/looks}, to be looked at, light and
 * dark; {@code mvn -Plooks verify} runs it at 100 % and at 200 %.
 */
@Timeout(600)
@ExtendWith(Fx.class)
final class LooksProof {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String RECORDING = "● .*";
    private static final String IDLE = "Lastframe";
    private static final String PICKER = "Choose what to record";

    /** What is recorded, right of the window however large that is. */
    private static final String WORK = "900x700+980+300";

    @TempDir private Path home;
    private Person person;
    private Desktop desktop;
    private VirtualScreen screen;
    private final Dialog dialog = new Dialog();

    @BeforeEach
    void aPerson() {
        person = new Person(home);
        screen = VirtualScreenListener.screen();
        desktop = new Desktop(screen);
        screen.run("xsetroot", "-solid", "#5a7a8c");
        screen.run("xdotool", "mousemove", "1919", "1079");
    }

    @AfterEach
    void closeTheWindow() {
        person.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theFirstStartAndTheCards(String theme) throws IOException {
        Looks looks = new Looks(theme);
        person.hasSettings(theme(theme));
        person.opensTheWindowAttended();
        person.awaits("it greets", () -> person.sees("#welcome"));
        person.awaits("it has its keys", () -> person.text("#keys").equals("Super+F9"));
        looks.take("1-first-start", person.stage());
        person.presses(KeyCode.ESCAPE);
        person.awaits("that was read", () -> !person.sees("#welcome"));
        looks.take("2-idle", person.stage());

        person.presses(KeyCode.CONTROL, KeyCode.COMMA);
        person.awaits("the settings are open", () -> person.sees("#shortcuts"));
        looks.take("6-settings", person.stage());
        person.goesTo("#shortcut-record");
        person.presses(KeyCode.ENTER);
        person.awaits(
                "it waits for keys",
                () -> person.text("#shortcut-record").startsWith("Press the keys"));
        person.awaits("all keys are taken", () -> !person.stage().isFocused());
        looks.take("6-settings-choosing", person.stage());
        desktop.key("Escape");
        person.awaits("the keys are given back", () -> person.stage().isFocused());
        person.presses(KeyCode.ESCAPE);
        person.awaits("the settings are closed", () -> !person.sees("#shortcuts"));

        person.presses(KeyCode.F1);
        person.awaits("it tells what it is", () -> person.sees("#about"));
        looks.take("7-help", person.stage());
        person.presses(KeyCode.ESCAPE);
        person.awaits("it is closed", () -> !person.sees("#about"));

        person.presses(KeyCode.F12);
        dialog.awaitsIt();
        awaitsPicture("#bug-picture .image-view");
        looks.take("10-report-of-nothing", window(dialog.scene()));
        dialog.presses(KeyCode.CONTROL, KeyCode.ENTER);
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));
        looks.take("12-report-of-nothing-made", window(dialog.scene()));
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("it is closed", () -> !dialog.isOpen());
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void aRecordingAndItsReport(String theme) throws IOException {
        Looks looks = new Looks(theme);
        person.hasSettings(theme(theme));
        try (BarcodeContent content = work()) {
            assertThat(content.shown()).isNotNull();
            person.opensTheWindow();
            person.pressesF9();
            person.awaitsTitle(RECORDING);
            Recorded.awaitGrowing(videos());
            person.awaits("it counts", () -> person.number("#captured") > 20);
            looks.take("3-recording", person.stage());
            person.presses(KeyCode.F8);
            person.awaits("it is marked", () -> person.text("#detail").startsWith("Mark "));
            person.clicks("#pause");
            person.awaits("it pauses", () -> person.text("#pause").equals("Continue"));
            looks.take("3-recording-paused", person.stage());
            person.clicks("#status");
            person.awaits("the health card is open", () -> person.sees("#health"));
            looks.take("5-health-while-recording", person.stage());
            person.clicks("#status");
            person.awaits("it is closed", () -> !person.sees("#health"));
            person.clicks("#pause");
            person.awaits("it goes on", () -> person.text("#pause").equals("Pause"));
            person.pressesF9();
        }
        Path video = Recorded.awaitPublished(videos(), 1).getFirst();
        person.awaitsTitle(IDLE);
        person.awaits("the MP4 is there", () -> person.text("#detail").endsWith("MP4 ready."));
        looks.take("4-saved", person.stage());
        person.clicks("#status");
        person.awaits("the health card is open", () -> person.sees("#health"));
        looks.take("5-health", person.stage());
        person.clicks("#status");
        person.awaits("it is closed", () -> !person.sees("#health"));

        person.clicks("#report-last");
        dialog.awaitsIt();
        awaitsPicture("#bug-picture .image-view");
        looks.take("11-report", window(dialog.scene()));
        dialog.drags("#bug-covers", 0.25, 0.25, 0.5, 0.5);
        dialog.awaits("it covers", () -> dialog.sees("#bug-cover-1"));
        looks.take("11-report-covered", window(dialog.scene()));
        whileItIsMade(() -> looks.take("11-report-making", window(dialog.scene())));
        dialog.clicks("#bug-look-over");
        dialog.awaits("it is looked over", () -> dialog.sees("#bug-strip-1"));
        awaitsPicture("#bug-over .picture .image-view");
        looks.take("11-report-looked-over", window(dialog.scene()));
        dialog.clicks("#bug-make");
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));
        looks.take("12-report-made", window(dialog.scene()));
        dialog.clicks("#bug-correct");
        dialog.awaits("back", () -> dialog.sees("#bug-read-screenshot-png"));
        // where all is twice as large it has to be scrolled to
        dialog.goesTo("#bug-read-screenshot-png");
        dialog.presses(KeyCode.ENTER);
        dialog.awaits("it is seen", () -> dialog.hasPicture("#bug-content-picture"));
        looks.take("12-report-screenshot", window(dialog.scene()));
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("back", () -> !dialog.sees("#bug-content"));
        dialog.goesTo("#bug-read-description-md");
        dialog.presses(KeyCode.ENTER);
        dialog.awaits("it is read", () -> dialog.sees("#bug-content"));
        looks.take("12-report-text", window(dialog.scene()));
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("back", () -> !dialog.sees("#bug-content"));
        dialog.clicks("#bug-make");
        dialog.awaits("it is made again", () -> dialog.sees("#bug-earlier"));
        looks.take("12-report-corrected", window(dialog.scene()));
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("it is closed", () -> !dialog.isOpen());
        person.close();

        leave(video);
        person = new Person(home);
        person.opensTheWindow();
        person.awaits("it is told", () -> person.sees("#recovery"));
        looks.take("13-recovered", person.stage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void thePillAndWhatIsChosenWithTheMouse(String theme) throws IOException {
        Looks looks = new Looks(theme);
        person.hasSettings(
                "\"welcomed\":true,\"target\":\"region 980,300,900x700\"," + theme(theme));
        person.opensTheWindowAttended();
        person.awaits("it has its keys", () -> person.text("#keys").equals("Super+F9"));
        looks.take("2-idle-region", person.stage());
        person.goesTo("#what");
        person.presses(KeyCode.DOWN);
        desktop.awaitFocusedWindow(PICKER);
        looks.takeTheScreen("8-picker");
        Waits.eventually(
                LIMIT,
                "a region is drawn",
                () -> {
                    desktop.drags(40, 600, 660, 980);
                    Waits.pause(Duration.ofMillis(200));
                    return pickerSize().startsWith("620 ×");
                });
        looks.takeTheScreen("8-picker-drawn");
        desktop.key("Escape");
        desktop.awaitNoWindow(PICKER);
        desktop.awaitFocusedWindow(IDLE);

        try (BarcodeContent content = work()) {
            assertThat(content.shown()).isNotNull();
            person.pressesF9();
            person.awaits("the pill is there", () -> pill().isPresent());
            looks.take("9-pill-first", pill().orElseThrow());
            person.awaits("it has the time", () -> pillText().matches("0:\\d\\d · .*"));
            looks.take("9-pill", pill().orElseThrow());
            desktop.key("super+F10");
            person.awaits("it pauses", () -> pillText().endsWith("paused"));
            looks.take("9-pill-paused", pill().orElseThrow());
            looks.takeTheScreen("9-pill-where");
            desktop.key("super+F9");
        }
        Recorded.awaitPublished(videos(), 1);
        person.awaits("the pill is gone", () -> pill().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void whatWentWrong(String theme) throws IOException {
        Looks looks = new Looks(theme);
        // Nobody, not even root, can make a file in this one.
        person.hasSettings("\"folder\":\"/proc/self\"," + theme(theme));
        person.opensTheWindow();
        person.pressesF9();
        person.awaits("the banner is there", () -> person.sees("#banner"));
        looks.take("14-trouble", person.stage());
        person.presses(KeyCode.F12);
        dialog.awaitsIt();
        awaitsPicture("#bug-picture .image-view");
        dialog.clicks("#bug-make");
        dialog.awaits("it says so", () -> dialog.sees("#bug-trouble"));
        looks.take("14-trouble-of-report", window(dialog.scene()));
    }

    /** The program that makes it stands still meanwhile. */
    private void whileItIsMade(Runnable look) throws IOException {
        Path program = Files.createDirectory(home.resolve("programs")).resolve("ffmpeg");
        Files.writeString(program, "#!/bin/sh\nexec sleep 600\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        System.setProperty("lastframe.programs", program.getParent().toString());
        try {
            dialog.clicks("#bug-make");
            dialog.awaits("it is made", () -> !dialog.sees("#bug-make"));
            // its parts follow one after the other
            dialog.awaits("all of it is locked", () -> dialog.isLocked("#bug-steps"));
            look.run();
            dialog.clicks("#bug-cancel");
            dialog.awaits("it can be made again", () -> dialog.sees("#bug-make"));
        } finally {
            System.clearProperty("lastframe.programs");
        }
    }

    /** As it is when its recorder was killed in the middle of a picture. */
    private static void leave(Path video) throws IOException {
        Path left = BarcodeRecordingIT.growing(video);
        String name = video.getFileName().toString();
        Files.delete(video.resolveSibling(name.substring(0, name.length() - 3) + ".mp4"));
        Files.move(video, left);
        try (FileChannel torn = FileChannel.open(left, StandardOpenOption.WRITE)) {
            torn.truncate(torn.size() * 2 / 3);
        }
    }

    private static String theme(String theme) {
        return "\"theme\":\"" + theme + "\"";
    }

    private static BarcodeContent work() {
        return BarcodeContent.start(
                VirtualScreenListener.display(), ContentMode.FULL, 8, "--geometry", WORK);
    }

    private void awaitsPicture(String id) {
        dialog.awaits(
                "the picture is shown",
                () ->
                        dialog.scene()
                                .map(scene -> scene.lookup(id))
                                .map(ImageView.class::cast)
                                .map(ImageView::getImage)
                                .isPresent());
    }

    private static Window window(Optional<Scene> scene) {
        return scene.orElseThrow().getWindow();
    }

    private static Optional<Popup> pill() {
        return Fx.get(() ->
                Window.getWindows().stream()
                        .filter(Popup.class::isInstance)
                        .map(Popup.class::cast)
                        .filter(it -> it.getScene().lookup("#pill") != null)
                        .findFirst());
    }

    private static String pickerSize() {
        return Fx.get(() ->
                Window.getWindows().stream()
                        .map(window -> window.getScene().lookup("#picker-size"))
                        .filter(Label.class::isInstance)
                        .map(found -> ((Label) found).getText())
                        .findFirst()
                        .orElse(""));
    }

    private static String pillText() {
        return Fx.get(() ->
                pill().map(it -> it.getScene().lookup("#pill-text").getAccessibleText())
                        .orElse(""));
    }

    private Path videos() {
        return home.resolve("Videos/Lastframe");
    }
}
