package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VirtualScreenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Reports of long and of lively recordings, for which somebody waits, or does not. */
@Timeout(300)
@ExtendWith(Fx.class)
final class BugReportWaitIT {

    /** The stretch of a report; what it has to fit is a fifth of it. */
    private static final int SECONDS = 30;

    /** Part of it is made, and the rest copied: it is only long. */
    private static final int MADE_SECONDS = 3;

    private static final Pattern WAITING =
            Pattern.compile("(?U)about .+ of 10\\sMB · \\d+\\s%, about \\d+ s left");

    /** Where the program that makes pictures and videos is installed, if it is. */
    private static final String PROGRAMS = "lastframe.programs";

    /** Of more distinct pictures than fit below each other. */
    private static final int LIVELY_SECONDS = 4;

    @TempDir private Path home;
    private Person person;
    private final Dialog dialog = new Dialog();

    @BeforeEach
    void settle() {
        person = new Person(home);
    }

    @AfterEach
    void closeTheWindow() {
        person.close();
    }

    @Test
    void itIsSaidHowLongItTakesAndACancelLeavesNothingButTheForm() throws IOException {
        Path videos = Files.createDirectories(home.resolve("Videos/Lastframe"));
        makeLarge(videos.resolve("large.ts"));
        opensTheReportOf(videos.resolve("large.ts"), SECONDS);

        dialog.clicks("#bug-make");
        dialog.awaits(
                "it is said how long it takes",
                () -> WAITING.matcher(dialog.text("#bug-progress-text")).matches());
        assertThat(dialog.sees("#bug-progress")).isTrue();
        dialog.clicks("#bug-cancel");
        dialog.awaits("it can be made again", () -> dialog.sees("#bug-make"));

        assertThat(dialog.sees("#bug-trouble")).isFalse();
        assertThat(dialog.sees("#bug-progress")).isFalse();
        // what was half made is removed by the thread that made it
        dialog.awaits("nothing half made is left", () -> names(videos).equals(List.of("large.ts")));
        dialog.clicks("#bug-cancel");
        dialog.awaits("it is closed", () -> !dialog.isOpen());
        person.close();
        assertThat(names(home.resolve("cache/lastframe/reports"))).isEmpty();
    }

    @Test
    void aCancelEndsAProgramThatReadsNothing() throws IOException {
        Path videos = Files.createDirectories(home.resolve("Videos/Lastframe"));
        makeLarge(videos.resolve("large.ts"));
        opensTheReportOf(videos.resolve("large.ts"), SECONDS);
        dialog.awaits("all is drafted", () -> dialog.sees("#bug-in-manifest-json"));
        dialog.awaitsThePicture();
        Path program = Files.createDirectory(home.resolve("programs")).resolve("ffmpeg");
        Files.writeString(program, "#!/bin/sh\nexec sleep 61238\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        System.setProperty(PROGRAMS, program.getParent().toString());
        try {
            dialog.clicks("#bug-make");
            dialog.awaits("the program runs", BugReportWaitIT::sleeps);
            dialog.clicks("#bug-cancel");
            dialog.awaits("it can be made again", () -> dialog.sees("#bug-make"));
            dialog.awaits("the program is gone", () -> !sleeps());
        } finally {
            System.clearProperty(PROGRAMS);
        }
        dialog.awaits("nothing half made is left", () -> names(videos).equals(List.of("large.ts")));
        dialog.clicks("#bug-read-screenshot-png");
        dialog.awaits(
                "who had the draft has let it go", () -> dialog.hasPicture("#bug-content-picture"));
    }

    private static boolean sleeps() {
        return ProcessHandle.current()
                .descendants()
                .anyMatch(child -> child.info().commandLine().orElse("").contains("sleep 61238"));
    }

    @Test
    void howeverOftenF12IsPressedItIsOneDialogAndNothingIsLost() throws IOException {
        Path videos = Files.createDirectories(home.resolve("Videos/Lastframe"));
        makeLarge(videos.resolve("large.ts"));
        opensTheWindowWith(videos.resolve("large.ts"), SECONDS);
        // while it opens
        person.clicks("#report-last");
        person.presses(KeyCode.F12);
        person.presses(KeyCode.F12);
        dialog.awaitsIt();
        assertThat(dialog.text("#bug-of")).isEqualTo("Of large");
        dialog.clicks("#bug-to-gitlab");
        dialog.goesTo("#bug-happened");
        dialog.types("it flickers");
        dialog.awaits("it is typed", () -> dialog.text("#bug-happened").equals("it flickers"));
        assertThat(dialog.count()).isOne();

        pressesF12InTheWindow();
        assertAsWritten();
        dialog.clicks("#bug-make");
        dialog.awaits("it is made", () -> dialog.sees("#bug-progress"));
        // while it is made
        pressesF12InTheWindow();
        assertThat(dialog.sees("#bug-progress")).as("it is still made").isTrue();
        dialog.clicks("#bug-cancel");
        dialog.awaits("it can be made again", () -> dialog.sees("#bug-make"));
        assertAsWritten();
    }

    private void pressesF12InTheWindow() {
        Desktop desktop = new Desktop(VirtualScreenListener.screen());
        Fx.run(() -> person.stage().requestFocus());
        desktop.awaitFocusedWindow("Lastframe");
        person.awaits("the window has the keyboard", () -> person.stage().isFocused());
        person.doesAtOnce(KeyCode.F12, KeyCode.F12);
        desktop.awaitFocusedWindow(Dialog.TITLE);
    }

    private void assertAsWritten() {
        assertThat(dialog.count()).isOne();
        assertThat(dialog.text("#bug-of")).isEqualTo("Of large");
        assertThat(dialog.text("#bug-happened")).isEqualTo("it flickers");
        assertThat(dialog.isChosen("#bug-to-gitlab")).isTrue();
    }

    @Test
    void howeverManyPicturesAreLookedOverTheButtonsStayInTheWindow() throws IOException {
        Path videos = Files.createDirectories(home.resolve("Videos/Lastframe"));
        Path video = videos.resolve("lively.ts");
        makeNoise(video, "640x360", LIVELY_SECONDS, "2M");
        opensTheReportOf(video, LIVELY_SECONDS);
        dialog.awaits("the items are listed", () -> dialog.sees("#bug-read-report-html"));

        dialog.clicks("#bug-read-recording-mp4");
        dialog.awaits("many pictures are looked over", () -> dialog.has("#bug-strip-60"));

        // all of them lie in one place until they are drawn
        dialog.awaits("the last is below the others", () -> !dialog.isInList("#bug-strip-60"));
        assertThat(dialog.isInside("#bug-over-moment")).isTrue();
        assertThat(dialog.isInside("#bug-cancel")).isTrue();
        assertThat(dialog.isInside("#bug-make")).isTrue();
        assertThat(dialog.isInList("#bug-strip-1")).isTrue();
        assertThat(dialog.has("#bug-strip-61")).as("before somebody scrolls there").isFalse();
        dialog.scrollsDown("#bug-strip-1", 40);
        dialog.awaits("the next ones come", () -> dialog.has("#bug-strip-61"));
    }

    private void opensTheReportOf(Path video, int seconds) throws IOException {
        opensTheWindowWith(video, seconds);
        person.clicks("#report-last");
        dialog.awaitsIt();
    }

    private void opensTheWindowWith(Path video, int seconds) throws IOException {
        person.hasSettings(
                "\"keep\":\"ts\",\"last\":{\"file\":\""
                        + video
                        + "\",\"millis\":"
                        + seconds * 1000
                        + "}");
        person.opensTheWindow();
    }

    /** Each picture is unlike the one before. */
    private static void makeNoise(Path video, String size, int seconds, String rate) {
        Ffmpeg.output(
                List.of(
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=s=" + size + ":r=30:d=" + seconds + ",noise=alls=40:allf=t",
                        "-c:v",
                        "libopenh264",
                        "-b:v",
                        rate,
                        "-g",
                        "30",
                        "-muxdelay",
                        "0",
                        "-muxpreload",
                        "0",
                        "-f",
                        "mpegts",
                        video.toString()));
    }

    /** Larger than what fits, so that it has to be encoded anew. */
    private void makeLarge(Path video) {
        Path piece = home.resolve("piece.ts");
        makeNoise(piece, "1920x1080", MADE_SECONDS, "15M");
        Ffmpeg.output(
                List.of(
                        "-y",
                        "-stream_loop",
                        Integer.toString(SECONDS / MADE_SECONDS - 1),
                        "-i",
                        piece.toString(),
                        "-c",
                        "copy",
                        "-muxdelay",
                        "0",
                        "-muxpreload",
                        "0",
                        "-f",
                        "mpegts",
                        video.toString()));
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
