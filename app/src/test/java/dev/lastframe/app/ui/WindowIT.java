package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.Shown;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The real window, with the real session behind it, records at the press of real keys. */
@Timeout(600)
@ExtendWith(Fx.class)
final class WindowIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String IDLE = "Lastframe";
    private static final String RECORDING = "● \\d+:\\d\\d – Lastframe";
    private static final String PAUSED = "❚❚ \\d+:\\d\\d – Lastframe";

    /** Far from the window, which the settings put at the upper left. */
    private static final String CORNER = "640x360+1240+680";

    @TempDir private Path home;
    private Person person;

    @BeforeEach
    void settle() {
        person = new Person(home);
    }

    @AfterEach
    void closeTheWindow() {
        person.close();
    }

    @Test
    void f9RecordsF9SavesAndStatusBarLedgerAndVideoAgree() throws IOException {
        try (BarcodeContent content = moving(ContentMode.FULL)) {
            person.opensTheWindow();
            assertThat(person.title()).isEqualTo(IDLE);
            assertThat(person.iconIsRed()).isFalse();

            person.pressesF9();
            person.awaitsTitle(RECORDING);
            person.awaits("the icon is red", person::iconIsRed);
            Recorded.awaitGrowing(videos());
            awaitMore(content, 16);
            person.awaits("the status bar counts", () -> person.number("#captured") > 10);
            person.pressesF9();
            Path video = Recorded.awaitPublished(videos(), 1).getFirst();
            person.awaitsTitle(IDLE);

            assertThat(person.iconIsRed()).isFalse();
            Recorded.assertWhole(video);
            JsonNode ledger = Recorded.ledger(video);
            assertThat(person.number("#captured")).isEqualTo(ledger.get("captured").asLong());
            assertThat(person.number("#missed")).isEqualTo(ledger.get("missed").asLong());
            DecodedVideo decoded = Ffmpeg.decode(video, content.layout());
            assertThat((long) decoded.pictures().size())
                    .as("nothing was captured that is not in the video")
                    .isEqualTo(person.number("#captured"));
            TruthReport truth =
                    BarcodeTruth.of(
                                    content.shown(),
                                    BarcodeTruth.startNanos(BarcodeRecordingIT.events(video)))
                            .compare(decoded.pictures());
            assertThat(truth.implausible()).isEmpty();
            assertThat(truth.backwards()).isEmpty();
            assertThat(truth.unreadable() + truth.torn()).isZero();
            assertThat(truth.expected()).isGreaterThan(5);
            assertThat((long) truth.missing().size()).isLessThanOrEqualTo(person.number("#missed"));
            assertThat(person.text("#last"))
                    .contains(video.getFileName().toString().replace(".ts", ""));
        }
    }

    @Test
    void whatACrashLeftIsSavedAndToldAtTheNextStart() throws IOException {
        Path video;
        try (BarcodeContent content = moving(ContentMode.FULL)) {
            person.opensTheWindow();
            person.pressesF9();
            person.awaitsTitle(RECORDING);
            Recorded.awaitGrowing(videos());
            awaitMore(content, 10);
            person.pressesF9();
            video = Recorded.awaitPublished(videos(), 1).getFirst();
            person.awaitsTitle(IDLE);
            person.close();
        }
        int whole = Ffmpeg.probe(video).frames();
        Path left = BarcodeRecordingIT.growing(video);
        Files.move(video, left);
        try (FileChannel torn = FileChannel.open(left, StandardOpenOption.WRITE)) {
            // a moving picture is larger than one packet
            torn.truncate(lastUnit(left) + 188);
        }

        Path noted = home.resolve("state/lastframe/fault.json");
        Files.writeString(
                noted,
                "{\"wall\":\"2026-11-21T12:00:00Z\",\"code\":\"F-12\",\"sentence\":\"\",\"thread\":\"\"}");
        person = new Person(home);
        person.opensTheWindow();
        person.awaits("it is told", () -> person.sees("#recovery"));

        assertThat(person.text("#recovery-text")).contains("saved", "cut");
        assertThat(left).doesNotExist();
        assertThat(Ffmpeg.probe(video).frames()).isEqualTo(whole - 1);
        Ffmpeg.requireUndamaged(video);
        person.clicks("#recovery-play");
        person.awaits("it is played", () -> person.opened().equals(List.of(video)));
        isReportedWithItsCode();
        person.clicks("#recovery-close");
        person.awaits("it is closed", () -> !person.sees("#recovery"));
    }

    private void isReportedWithItsCode() {
        Dialog dialog = new Dialog();
        person.clicks("#recovery-report");
        dialog.awaitsIt();
        assertThat(dialog.text("#bug-subject"))
                .isEqualTo("Lastframe had a fault of its own (F-12)");
        assertThat(dialog.sees("#bug-timeline")).as("of the recording").isTrue();
        dialog.presses(KeyCode.ESCAPE);
        dialog.awaits("it is closed", () -> !dialog.isOpen());
        person.awaits("the window has the keyboard", () -> person.scene().getWindow().isFocused());
    }

    /** Where the last access unit begins: its first packet, by ISO/IEC 13818-1, 2.4.3.2. */
    private static long lastUnit(Path video) throws IOException {
        byte[] bytes = Files.readAllBytes(video);
        long last = -1;
        for (int at = 0; at + 188 <= bytes.length; at += 188) {
            int pid = (bytes[at + 1] & 0x1f) << 8 | (bytes[at + 2] & 0xff);
            if (pid == 0x100 && (bytes[at + 1] & 0x40) != 0) {
                last = at;
            }
        }
        return last;
    }

    @Test
    void f10PausesAndF10GoesOnWithoutWhatWasShownBetween() {
        try (BarcodeContent content = moving(ContentMode.SMALL)) {
            person.opensTheWindow();
            person.pressesF9();
            person.awaitsTitle(RECORDING);
            Recorded.awaitGrowing(videos());
            awaitMore(content, 10);

            person.presses(KeyCode.F10);
            person.awaitsTitle(PAUSED);
            long pausedNanos = System.nanoTime();
            awaitMore(content, 12);
            long goesOnNanos = System.nanoTime();
            person.presses(KeyCode.F10);
            person.awaitsTitle(RECORDING);
            int goneOn = content.shown().getLast().number();
            awaitMore(content, 10);
            person.pressesF9();
            Path video = Recorded.awaitPublished(videos(), 1).getFirst();
            long endNanos = System.nanoTime();

            VideoInfo info = Recorded.assertWhole(video);
            List<Integer> recorded = Ffmpeg.decode(video, content.layout()).numbers();
            List<Integer> between = within(content.shown(), pausedNanos, goesOnNanos);
            assertThat(between).hasSizeGreaterThan(5);
            assertThat(recorded).doesNotContainAnyElementsOf(between);
            assertThat(recorded).anyMatch(number -> number < between.getFirst());
            assertThat(recorded).anyMatch(number -> number > goneOn);
            long startNanos = BarcodeTruth.startNanos(BarcodeRecordingIT.events(video));
            assertThat(info.spanMicros() * 1000)
                    .as("the pause is cut out of the times")
                    .isLessThan(pausedNanos - startNanos + endNanos - goesOnNanos);
            assertThat(Recorded.events(video).stream().map(event -> event.get("type").asText()))
                    .containsSubsequence("start", "pause", "resume", "ledger");
        }
    }

    @Test
    void escapeClosesWhatIsOnTopAndNeverStopsTheRecording() {
        person.opensTheWindow();
        person.pressesF9();
        person.awaitsTitle(RECORDING);
        person.clicks("#status");
        person.awaits("the health card is open", () -> person.sees("#health"));

        person.presses(KeyCode.ESCAPE);
        person.awaits("the health card is closed", () -> !person.sees("#health"));
        person.presses(KeyCode.ESCAPE);
        person.presses(KeyCode.ESCAPE);
        // Keys come in order: had one of them stopped it, there would be nothing to pause.
        person.presses(KeyCode.F10);
        person.awaitsTitle(PAUSED);
        person.presses(KeyCode.ESCAPE);
        person.presses(KeyCode.F10);
        person.awaitsTitle(RECORDING);
        assertThat(Recorded.published(videos())).isEmpty();

        person.pressesF9();
        Recorded.assertWhole(Recorded.awaitPublished(videos(), 1).getFirst());
    }

    @Test
    void theRoundButtonRecordsAndStops() {
        person.opensTheWindow();

        person.clicks("#record");
        person.awaitsTitle(RECORDING);
        person.clicks("#record");

        Path video = Recorded.awaitPublished(videos(), 1).getFirst();
        Recorded.assertWhole(video);
        person.awaitsTitle(IDLE);
        person.awaits("there is a picture of it", () -> picture().isPresent());
        Image picture = picture().orElseThrow();
        assertThat(picture.getWidth() / picture.getHeight())
                .as("it has the screen's shape")
                .isBetween(1.7, 1.85);
        Color window = picture.getPixelReader().getColor(12, 8);
        assertThat(window.getBrightness()).as("the window is on it").isGreaterThan(0.5);
        assertThat(Recorded.files(home.resolve("cache"), ".png")).as("nothing is kept").isEmpty();
        person.clicks("#open-last");
        person.awaits("the video is opened", () -> person.opened().equals(List.of(video)));
    }

    @Test
    void twoPressesOfF9FasterThanAPersonDecidesAreOne() {
        person.opensTheWindow();
        int before = 0;
        while (!person.pressesF9Twice()) {
            // They were two: the one began, the other ended.
            person.awaitsTitle(IDLE);
            before = Recorded.published(videos()).size();
            assertThat(before).as("this computer is too busy to press twice").isLessThan(10);
        }

        person.awaitsTitle(RECORDING);
        Recorded.awaitGrowing(videos());
        assertThat(Recorded.published(videos())).hasSize(before);
        person.pressesF9();

        Recorded.assertWhole(Recorded.awaitPublished(videos(), before + 1).getLast());
        person.awaitsTitle(IDLE);
    }

    @Test
    void aRegionThatIsTypedIsWhatIsRecorded() {
        VirtualScreenListener.screen().run("xsetroot", "-solid", "#206040");
        Rgb desktop = new Rgb(0x20, 0x60, 0x40);
        try (BarcodeContent content = moving(ContentMode.SMALL)) {
            person.opensTheWindow();
            person.chooses("#what", KeyCode.DOWN);
            person.types("#region-x", "1220");
            person.types("#region-y", "660");
            person.types("#region-width", "681");
            person.types("#region-height", "400");

            person.pressesF9();
            person.awaitsTitle(RECORDING);
            Recorded.awaitGrowing(videos());
            awaitMore(content, 10);
            person.pressesF9();
            Path video = Recorded.awaitPublished(videos(), 1).getFirst();

            VideoInfo info = Recorded.assertWhole(video);
            assertThat(List.of(info.width(), info.height())).isEqualTo(List.of(680, 400));
            DecodedVideo decoded = Ffmpeg.decode(video, content.layout().moved(-1220, -660));
            assertThat(decoded.unreadable()).isZero();
            assertThat(decoded.numbers()).isSorted().hasSizeGreaterThan(5);
            // The content begins 20 pixels from the left and from the top.
            for (int last : new int[] {0, info.frames() - 1}) {
                assertThat(Ffmpeg.rgbAt(video, last, 18, 200).near(desktop, 24)).isTrue();
                assertThat(Ffmpeg.rgbAt(video, last, 21, 200).near(desktop, 24)).isFalse();
                assertThat(Ffmpeg.rgbAt(video, last, 300, 18).near(desktop, 24)).isTrue();
                assertThat(Ffmpeg.rgbAt(video, last, 300, 21).near(desktop, 24)).isFalse();
            }
        }
    }

    @Test
    void aRegionThatIsNoneGivesASentenceAndRecordsNothing() {
        person.opensTheWindow();
        person.chooses("#what", KeyCode.DOWN);
        person.types("#region-x", "5000");
        person.awaits(
                "it says that the region is outside",
                () ->
                        person.text("#region-problem")
                                .equals("This region lies outside every screen."));
        assertThat(person.sees("#region-problem")).isTrue();
        person.types("#region-width", "0");
        person.awaits(
                "it says what a region needs",
                () -> person.text("#region-problem").contains("at least 2 pixels"));
        person.erases("#region-width");
        person.awaits(
                "it says that numbers are wanted",
                () -> person.text("#region-problem").equals("Type four whole numbers."));

        person.pressesF9();
        person.types("#region-x", "0");
        person.types("#region-width", "200");
        person.awaits("nothing is wrong any more", () -> !person.sees("#region-problem"));
        assertThat(person.title()).isEqualTo(IDLE);
        assertThat(home.resolve("Videos")).doesNotExist();

        person.pressesF9();
        person.awaitsTitle(RECORDING);
        person.pressesF9();
        Path video = Recorded.awaitPublished(videos(), 1).getFirst();
        assertThat(Recorded.assertWhole(video).width()).isEqualTo(200);
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidWithTheButtonThatChoosesAnother() throws IOException {
        // Nobody, not even root, can make a file in this one.
        person.hasSettings("\"folder\":\"/proc/self\"");
        person.opensTheWindow();

        person.pressesF9();
        person.awaits("the banner is there", () -> person.sees("#banner"));

        person.awaitsTitle(IDLE);
        assertThat(person.text("#banner-text")).endsWith(".").doesNotContain("Exception");
        assertThat(person.text("#banner-action")).isEqualTo("Choose another folder");
        assertThat(person.text("#banner-code"))
                .isIn(
                        Outcome.Reason.FOLDER_UNWRITABLE.name(),
                        Outcome.Reason.DISK_FULL.name(),
                        Outcome.Reason.READ_ONLY.name());
        person.clicks("#banner-action");
        person.seesAndCancelsTheDialog("Where recordings go");
        person.clicks("#banner-close");
        person.awaits("the banner is gone", () -> !person.sees("#banner"));
    }

    @Test
    void theHealthCardSaysInWordsWhatTheNumbersMean() {
        person.opensTheWindow();
        person.pressesF9();
        person.awaitsTitle(RECORDING);
        person.pressesF9();
        Path video = Recorded.awaitPublished(videos(), 1).getFirst();
        person.awaitsTitle(IDLE);

        person.clicks("#status");
        person.awaits("the health card is open", () -> person.sees("#health"));

        JsonNode ledger = Recorded.ledger(video);
        List<String> card = person.textsIn("#health");
        assertThat(card)
                .contains("Captured", "Unchanged", "In the video", BarcodeRecordingIT.encoder())
                .anyMatch(text -> text.contains(ledger.get("captured").asText()))
                .anyMatch(text -> text.contains("x11-shm, 1920×1080"));
        person.clicks("#help-captured");
        person.awaits("the manual is opened", () -> person.opened().size() == 1);
        assertThat(person.opened().getFirst())
                .content()
                .contains("url=troubleshooting.html#captured");
        person.clicks("#status");
        person.awaits("the health card is closed", () -> !person.sees("#health"));
    }

    @Test
    void whatWasChosenIsThereAfterARestart() throws IOException {
        person.opensTheWindow();
        person.chooses("#what", KeyCode.DOWN);
        person.types("#region-x", "16");
        person.types("#region-width", "300");
        person.chooses("#quality", KeyCode.DOWN);
        person.chooses("#fps", KeyCode.UP);
        person.movesTheWindowTo(220, 140);
        person.close();

        person = new Person(home);
        person.opensTheWindow();

        assertThat(person.text("#region-x")).isEqualTo("16");
        assertThat(person.text("#region-width")).isEqualTo("300");
        assertThat(person.text("#quality")).isEqualTo("Studio");
        assertThat(person.text("#fps")).isEqualTo("24 fps");
        person.awaitsTheWindowBy(220, 140);
        assertThat(Files.readString(home.resolve("config/lastframe/settings.json")))
                .contains("\"keptByAnotherVersion\"");
    }

    @Test
    void closingWhileRecordingSavesIt() {
        person.opensTheWindow();
        person.pressesF9();
        person.awaitsTitle(RECORDING);

        person.presses(KeyCode.ALT, KeyCode.F4);

        Optional<Outcome> outcome = person.awaitsTheEnd();
        assertThat(outcome.map(Outcome::result)).contains(Outcome.Result.SAVED);
        Recorded.assertWhole(outcome.orElseThrow().files().getFirst());
    }

    private Optional<Image> picture() {
        return Fx.get(() ->
                Person.within(person.scene().lookup("#last-picture")).stream()
                        .filter(ImageView.class::isInstance)
                        .map(view -> ((ImageView) view).getImage())
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    private Path videos() {
        return home.resolve("Videos/Lastframe");
    }

    private static BarcodeContent moving(ContentMode mode) {
        return BarcodeContent.start(VirtualScreenListener.display(), mode, 8, "--geometry", CORNER);
    }

    private static void awaitMore(BarcodeContent content, int numbers) {
        int until = content.shown().getLast().number() + numbers;
        Waits.eventually(
                LIMIT,
                "the content shows " + until,
                () -> content.shown().getLast().number() >= until);
    }

    /** Numbers that came after the first time and were replaced before the second. */
    private static List<Integer> within(List<Shown> shown, long fromNanos, long untilNanos) {
        return IntStream.range(0, shown.size() - 1)
                .filter(i -> shown.get(i).beforeNanos() > fromNanos)
                .filter(i -> shown.get(i + 1).afterNanos() < untilNanos)
                .mapToObj(i -> shown.get(i).number())
                .toList();
    }
}
