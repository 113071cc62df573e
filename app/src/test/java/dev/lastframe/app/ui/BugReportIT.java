package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.ReportFile;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The dialog of a bug report in the real window, at the press of real keys. */
@Timeout(180)
@ExtendWith(Fx.class)
final class BugReportIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String IDLE = "Lastframe";
    private static final String RECORDING = "● \\d+:\\d\\d – Lastframe";
    private static final String REGION = "\"target\":\"region 0,715,640x360\"";
    private static final String PERSONS_OWN =
            "What pictures show and what is heard is yours to check";

    private static final Rgb BLACK = new Rgb(0, 0, 0);

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
    void fromF12ToAFinishedFolderInOneClickWhileTheRecordingGoesOn() throws IOException {
        person.hasSettings(REGION);
        try (BarcodeContent content = moving()) {
            person.opensTheWindow();
            person.pressesF9();
            person.awaitsTitle(RECORDING);
            Recorded.awaitGrowing(videos());
            awaitMore(content, 30);
            person.awaits("it counts", () -> person.number("#captured") > 10);

            person.presses(KeyCode.F12);
            dialog.awaitsIt();
            assertThat(dialog.text("#bug-own-check")).contains(PERSONS_OWN);
            dialog.clicks("#bug-make");
            dialog.awaits("it is made", () -> dialog.sees("#bug-made"));

            assertThat(dialog.clicks()).isOne();
            assertThat(dialog.text("#bug-made-check")).contains(PERSONS_OWN);
            person.awaitsTitle(RECORDING);
            int made = content.shown().getLast().number();
            awaitMore(content, 10);
            ReportFile report = theOnlyReport();
            assertThat(report.names()).contains("recording.mp4", "description.md", "events.jsonl");
            assertThat(report.json("session.json").get("recordingState").asText())
                    .isEqualTo("running");
            assertThat(Ffmpeg.decode(report.video(home), content.layout().moved(0, -715)).numbers())
                    .isSorted()
                    .hasSizeGreaterThan(5);
            copiesEverything();
            assertThat(person.opened()).isEmpty();
            dialog.clicks("#bug-show");
            Waits.eventually(LIMIT, "it is shown", () -> person.opened().equals(List.of(folder())));

            dialog.presses(KeyCode.ESCAPE);
            dialog.awaits("it is closed", () -> !dialog.isOpen());
            person.awaits(
                    "the window has the keyboard", () -> person.scene().getWindow().isFocused());
            person.pressesF9();
            Path video = Recorded.awaitPublished(videos(), 1).getFirst();
            Recorded.assertWhole(video);
            List<Integer> numbers = Ffmpeg.decode(video, content.layout().moved(0, -715)).numbers();
            assertThat(numbers).as("it went on").anyMatch(number -> number > made);
        }
    }

    private void copiesEverything() throws IOException {
        dialog.clicks("#bug-copy-video");
        Path video = folder().resolve("recording.mp4");
        assertThat(video).exists();
        dialog.awaits("the video is copied", () -> dialog.copiedFile().equals(Optional.of(video)));
        dialog.clicks("#bug-copy-zip");
        Path zip = theOnlyZip();
        dialog.awaits("the zip is copied", () -> dialog.copiedFile().equals(Optional.of(zip)));
        dialog.clicks("#bug-copy-text");
        dialog.awaits(
                "the text is copied",
                () -> String.valueOf(dialog.copiedText()).contains("## Steps"));
        assertThat(dialog.copiedText())
                .isEqualTo(Files.readString(folder().resolve("description.md")))
                .contains("## Steps");
        try (DropTarget target = DropTarget.show(new Rectangle2D(900, 300, 200, 120))) {
            for (String each : List.of("#bug-video", "#bug-zip", "#bug-text")) {
                int before = target.dropped().size();
                // again where a busy computer has lost it
                for (int i = 0; i < 6 && target.dropped().size() == before; i++) {
                    dialog.dragsOut(each, target.middle());
                    target.awaitsADrop(before, Duration.ofSeconds(10));
                }
                assertThat(target.dropped()).as("%s is dropped", each).hasSizeGreaterThan(before);
            }
            assertThat(target.dropped())
                    .containsExactly(
                            folder().resolve("recording.mp4"),
                            theOnlyZip(),
                            folder().resolve("description.md"));
        }
    }

    @Test
    void withNothingRecordedItIsAPictureOfTheScreenByTheKeyboardAlone() throws IOException {
        person.hasSettings("\"fps\":30");
        person.opensTheWindow();
        person.presses(KeyCode.F12);
        dialog.awaitsIt();
        assertThat(dialog.focused()).isEqualTo("#bug-make");
        assertThat(dialog.sees("#bug-timeline")).isFalse();

        dialog.goesTo("#bug-happened");
        dialog.types("it flickers");
        dialog.awaits("it is typed", () -> dialog.text("#bug-happened").equals("it flickers"));
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("it is closed", () -> !dialog.isOpen());
        person.awaits("the window has the keyboard", () -> person.scene().getWindow().isFocused());
        person.presses(KeyCode.F12);
        dialog.awaitsIt();
        assertThat(dialog.text("#bug-happened")).as("it was kept").isEqualTo("it flickers");

        dialog.awaits("the items are listed", () -> dialog.sees("#bug-in-system-json"));
        dialog.goesTo("#bug-in-system-json");
        dialog.presses(KeyCode.SPACE);
        dialog.goesTo("#bug-read-log-txt");
        dialog.presses(KeyCode.ENTER);
        dialog.awaits("the log is read", () -> dialog.sees("#bug-content"));
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("back", () -> !dialog.sees("#bug-content"));
        dialog.goesTo("#bug-happened");
        dialog.presses(KeyCode.CONTROL, KeyCode.END);
        dialog.types(" for carl@example.org");
        dialog.awaits("it is typed", () -> dialog.text("#bug-happened").endsWith("org"));
        dialog.goesTo("#bug-read-description-md");
        dialog.presses(KeyCode.ENTER);
        dialog.awaits(
                "what is sent is read, with what is replaced in it",
                () -> dialog.textsIn("#bug-content", ".replaced").contains("[e-mail]"));
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("back", () -> !dialog.sees("#bug-content"));
        dialog.presses(KeyCode.CONTROL, KeyCode.ENTER);
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));

        ReportFile report = theOnlyReport();
        assertThat(report.names())
                .contains("screenshot.png")
                .doesNotContain("recording.mp4", "system.json");
        assertThat(report.text("description.md")).contains("it flickers for [e-mail]");
        assertThat(dialog.clicks()).isZero();
    }

    @Test
    void thePictureOfTheScreenShowsWhatThePersonSawAndNotTheDialog() throws IOException {
        VirtualScreenListener.screen().run("xsetroot", "-solid", "#206040");
        person.hasSettings("\"fps\":30");
        person.opensTheWindow();
        person.awaitsTheWindowBy(60, 40);
        Rectangle2D window = Fx.get(() -> inside(person.stage()));
        person.presses(KeyCode.F12);
        dialog.awaitsIt();
        Rectangle2D over = dialog.place();
        BufferedImage picture = made();

        assertThat(over.intersects(window)).as("they lie beside each other").isFalse();
        assertThat(different(picture, over)).as("of the dialog").isZero();
        assertThat(different(picture, window)).as("of the window, which stays").isPositive();
        againAboveTheOneThatWasMade(over);
    }

    /** The dialog shows what was made, and is asked for the next one. */
    private void againAboveTheOneThatWasMade(Rectangle2D over) throws IOException {
        person.clicks("#report");
        dialog.awaits("it writes again", () -> dialog.sees("#bug-make"));
        dialog.awaitsIt();
        dialog.clicks("#bug-make");
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));
        List<Path> zips = zips();
        assertThat(zips).hasSize(2);
        for (Path zip : zips) {
            assertThat(different(screenshot(zip), over)).as("%s", zip).isZero();
        }
    }

    @Test
    void twoPressesAtOnceAreOneReportWithWhatEachOfThemTold() throws IOException {
        VirtualScreenListener.screen().run("xsetroot", "-solid", "#206040");
        // Nobody, not even root, can make a file in this one.
        person.hasSettings("\"folder\":\"/proc/self\"");
        person.opensTheWindow();
        person.pressesF9();
        person.awaits("it says so", () -> person.sees("#banner-report"));
        String code = person.text("#banner-code");
        person.doesAtOnce(KeyCode.F12, KeyCode.F12, "#banner-report");
        dialog.awaitsIt();

        assertThat(dialog.count()).isOne();
        assertThat(dialog.text("#bug-subject")).contains("(" + code + ")");
        assertThat(dialog.text("#bug-of")).isEqualTo("Of the screen as it is now");
        assertThat(dialog.pixel("#bug-picture", 0.5, 0.8).near(new Rgb(0x20, 0x60, 0x40), 8))
                .as("of what was seen")
                .isTrue();
    }

    @Test
    void ourWindowIsNotInThePictureOfTheScreenAndIsBackBehindTheDialog() throws IOException {
        VirtualScreenListener.screen().run("xsetroot", "-solid", "#206040");
        person.hasSettings("\"fps\":30,\"welcomed\":true");
        person.opensTheWindowAttended();
        // where it was, and not in the corner that a window is told of while it gets its frame
        person.awaitsTheWindowBy(60, 40);
        Rectangle2D window = Fx.get(() -> inside(person.stage()));
        person.presses(KeyCode.F12);
        dialog.awaitsIt();
        person.awaits("it is back", () -> !person.stage().isIconified());
        person.awaitsTheWindowBy(window.getMinX(), window.getMinY());
        BufferedImage picture = made();

        assertThat(different(picture, window)).as("of the window").isZero();
        assertThat(different(picture, dialog.place())).as("of the dialog").isZero();
    }

    @Test
    void askedForWhileARecordingBeginsItIsOfThatAndNotInItsFirstPicture() throws IOException {
        asksWhileItCounts();
        dialog.awaitsIt();

        assertThat(dialog.text("#bug-of")).isEqualTo("Of the recording that is being made");
        assertThat(dialog.sees("#bug-trouble")).isFalse();
        Rectangle2D place = dialog.place();
        dialog.clicks("#bug-make");
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));
        assertNothingIn(theOnlyReport().video(home), 0, place);
    }

    /** Whose window leaves for recordings, and who sees the bug before there is one. */
    private void asksWhileItCounts() throws IOException {
        VirtualScreenListener.screen().run("xsetroot", "-solid", "#206040");
        person.hasSettings("\"fps\":30,\"welcomed\":true,\"countdown\":5");
        person.opensTheWindowAttended();
        person.pressesF9();
        person.awaits("it counts", () -> person.text("#detail").startsWith("Records in "));
        person.presses(KeyCode.F12);
        person.awaits("it waits", () -> person.text("#detail").contains("The report opens then"));
    }

    /** In a picture of the screen there is the desktop alone at a place. */
    private static void assertNothingIn(Path video, int picture, Rectangle2D place) {
        // not in the middle of the screen, where the pointer is
        for (double part : new double[] {0.1, 0.3, 0.8}) {
            int x = (int) (place.getMinX() + place.getWidth() * part);
            int y = (int) (place.getMinY() + place.getHeight() * part);
            assertThat(Ffmpeg.rgbAt(video, picture, x, y).near(new Rgb(0x20, 0x60, 0x40), 24))
                    .as("of picture %d at %d,%d", picture, x, y)
                    .isTrue();
        }
    }

    @Test
    void whatIsWrittenIsInNoPictureOfARecordingAndIsBackAfterIt() throws IOException {
        Desktop desktop = new Desktop(VirtualScreenListener.screen());
        VirtualScreenListener.screen().run("xsetroot", "-solid", "#206040");
        person.hasSettings("\"fps\":30,\"welcomed\":true");
        person.opensTheWindowAttended();
        person.awaits("it has its keys", () -> person.text("#keys").equals("Super+F9"));
        person.presses(KeyCode.F12);
        dialog.awaitsIt();
        Rectangle2D place = dialog.place();
        dialog.goesTo("#bug-happened");
        dialog.types("it flickers");
        dialog.awaits("it is typed", () -> dialog.text("#bug-happened").equals("it flickers"));

        desktop.key("super+F9");
        Recorded.awaitGrowing(videos());
        assertThat(dialog.isOpen()).isFalse();
        assertNothingIn(stopsByKey(desktop), 0, place);
        dialog.awaits("it can be fetched", dialog::isIcon);
        desktop.key("super+F12");
        dialog.awaitsIt();
        assertThat(dialog.isIcon()).isFalse();
        assertThat(dialog.text("#bug-happened")).isEqualTo("it flickers");
        assertThat(dialog.text("#bug-of")).isEqualTo("Of the screen as it is now");
    }

    @Test
    void askedForJustBeforeARecordingItIsInNoneOfItsPictures() throws IOException {
        Desktop desktop = new Desktop(VirtualScreenListener.screen());
        VirtualScreenListener.screen().run("xsetroot", "-solid", "#206040");
        person.hasSettings("\"fps\":30,\"welcomed\":true");
        person.opensTheWindowAttended();
        person.awaits("it has its keys", () -> person.text("#keys").equals("Super+F9"));
        person.doesAtOnce(KeyCode.F12, KeyCode.F9);
        Recorded.awaitGrowing(videos());
        Path video = stopsByKey(desktop);
        dialog.awaits("it can be fetched", dialog::isIcon);
        desktop.key("super+F12");
        dialog.awaitsIt();
        for (int picture = 0; picture < Ffmpeg.probe(video).frames(); picture++) {
            assertNothingIn(video, picture, dialog.place());
        }
    }

    /** As somebody does who looks at something else. Returns the recording. */
    private Path stopsByKey(Desktop desktop) {
        // one and a half seconds each, where nothing moves
        person.awaits("it records a while", () -> person.number("#captured") > 2);
        desktop.key("super+F9");
        return Recorded.awaitPublished(videos(), 1).getFirst();
    }

    @Test
    void askedForBeforeARecordingThatIsTakenBackItIsOfTheScreenAsItWas() throws IOException {
        asksWhileItCounts();
        person.presses(KeyCode.ESCAPE);
        dialog.awaitsIt();
        BufferedImage picture = made();

        assertThat(different(picture, dialog.place())).as("of the dialog").isZero();
        assertThat(person.title()).isEqualTo(IDLE);
    }

    private BufferedImage made() throws IOException {
        dialog.clicks("#bug-make");
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));
        return screenshot(theOnlyZip());
    }

    private static BufferedImage screenshot(Path zip) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(ReportFile.open(zip).bytes("screenshot.png")));
    }

    private static Rectangle2D inside(Window window) {
        return new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight());
    }

    /** How many pixels of a part are not the desktop's. */
    private static long different(BufferedImage picture, Rectangle2D part) {
        return IntStream.range((int) part.getMinY(), (int) part.getMaxY())
                .mapToLong(y ->
                        IntStream.range((int) part.getMinX(), (int) part.getMaxX())
                                .filter(x -> (picture.getRGB(x, y) & 0xffffff) != 0x206040)
                                .count())
                .sum();
    }

    private List<Path> zips() throws IOException {
        try (Stream<Path> files = Files.walk(videos())) {
            return files.filter(file -> file.toString().endsWith(".zip")).toList();
        }
    }

    @Test
    void whatIsCoveredByTheMouseIsBlackInTheVideoAndNothingElseIs() throws IOException {
        VirtualScreenListener.screen().run("xsetroot", "-solid", "#206040");
        Rgb desktop = new Rgb(0x20, 0x60, 0x40);
        person.hasSettings(REGION);
        person.opensTheWindow();
        person.pressesF9();
        person.awaitsTitle(RECORDING);
        person.awaits("it lasts a while", () -> !person.title().contains("0:00"));
        person.pressesF9();
        Recorded.awaitPublished(videos(), 1);
        person.awaitsTitle(IDLE);

        person.clicks("#report-last");
        dialog.awaitsIt();
        assertThat(dialog.sees("#bug-look-over")).as("nothing is covered").isFalse();
        dialog.awaitsThePicture();
        dialog.drags("#bug-covers", 0.25, 0.25, 0.75, 0.75);
        dialog.awaits("it covers", () -> dialog.sees("#bug-cover-1"));
        assertThat(dialog.text("#bug-cover-note"))
                .isEqualTo("Covers this place only; what moves is not followed.");
        dialog.clicks("#bug-look-over");
        dialog.awaits("it is looked over", () -> dialog.sees("#bug-strip-1"));
        dialog.clicks("#bug-make");
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));

        assertThat(theOnlyReport().json("session.json").at("/ledger/videoDropCount").asLong())
                .as("what the status bar shows")
                .isEqualTo(person.number("#missed"));
        Path video = folder().resolve("recording.mp4");
        VideoInfo info = Ffmpeg.probe(video);
        assertThat(List.of(info.width(), info.height())).isEqualTo(List.of(640, 360));
        for (int index : new int[] {0, info.frames() - 1}) {
            assertThat(Ffmpeg.rgbAt(video, index, 320, 180).near(BLACK, 24)).isTrue();
            assertThat(Ffmpeg.rgbAt(video, index, 176, 104).near(BLACK, 24)).isTrue();
            assertThat(Ffmpeg.rgbAt(video, index, 140, 70).near(desktop, 24)).isTrue();
            assertThat(Ffmpeg.rgbAt(video, index, 500, 290).near(desktop, 24)).isTrue();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidInTheDialogWithWhatToDo() throws IOException {
        // Nobody, not even root, can make a file in this one.
        person.hasSettings("\"folder\":\"/proc/self\"");
        person.opensTheWindow();
        person.clicks("#report");
        dialog.awaitsIt();
        dialog.clicks("#bug-make");
        dialog.awaits("it says so", () -> dialog.sees("#bug-trouble"));

        assertThat(dialog.text("#bug-trouble-text")).endsWith(".").doesNotContain("Exception");
        assertThat(dialog.text("#bug-remedy")).isEqualTo("Choose another folder");
        assertThat(dialog.text("#bug-trouble-code")).isEqualTo("UNWRITABLE");
        dialog.clicks("#bug-remedy");
        Desktop desktop = new Desktop(VirtualScreenListener.screen());
        desktop.awaitFocusedWindow("Where the report goes");
        desktop.key("Escape");
        desktop.awaitNoWindow("Where the report goes");
        dialog.awaits("nothing was made", () -> !dialog.sees("#bug-made"));
    }

    private ReportFile theOnlyReport() throws IOException {
        return ReportFile.open(theOnlyZip());
    }

    private Path theOnlyZip() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            List<Path> zips = files.filter(file -> file.toString().endsWith(".zip")).toList();
            assertThat(zips).hasSize(1);
            return zips.getFirst();
        }
    }

    /** The one that was made. */
    private Path folder() {
        try (Stream<Path> files = Files.list(videos())) {
            return files.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no folder was made"));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private Path videos() {
        return home.resolve("Videos/Lastframe");
    }

    private static BarcodeContent moving() {
        return BarcodeContent.start(
                VirtualScreenListener.display(),
                ContentMode.SMALL,
                15,
                "--geometry",
                "640x360+0+715");
    }

    private static void awaitMore(BarcodeContent content, int numbers) {
        int until = content.shown().getLast().number() + numbers;
        Waits.eventually(
                LIMIT,
                "the content shows " + until,
                () -> content.shown().getLast().number() >= until);
    }
}
