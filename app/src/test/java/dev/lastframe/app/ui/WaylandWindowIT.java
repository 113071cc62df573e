package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.PortalBackend;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.WaylandDesktop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The real window on a Wayland desktop, itself an X client as under XWayland. */
@Timeout(600)
@Tag("wayland")
@ExtendWith(Fx.class)
final class WaylandWindowIT {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final String IDLE = "Lastframe";
    private static final String RECORDING = "● .*";

    @TempDir private static Path folder;

    private static WaylandDesktop desktop;

    @TempDir private Path home;
    private Person person;

    @BeforeAll
    static void start() {
        desktop = WaylandDesktop.start(folder);
    }

    @AfterAll
    static void end() {
        if (desktop != null) {
            desktop.close();
        }
    }

    @BeforeEach
    void settle() {
        desktop.backend().person(PortalBackend.Person.ALLOWS);
        desktop.backend().remembers(true);
        person = new Person(home);
        person.isOnWayland(desktop);
    }

    @AfterEach
    void closeTheWindow() {
        person.close();
    }

    @Test
    void itRecordsWhatTheDesktopsDialogChoseAndTheLedgerTellsAllThatIsMissing() {
        try (StreamedScreen screen = StreamedScreen.start(desktop, WIDTH, HEIGHT, "BGRx", 8)) {
            person.opensTheWindow();
            assertThat(person.text("#what")).contains("asks");
            person.pressesF9();
            person.awaitsTitle(RECORDING);
            person.awaits("it counts", () -> person.number("#captured") > 20);
            assertThat(person.text("#detail")).contains("what you chose");
            person.pressesF9();
            Path video = Recorded.awaitPublished(videos(), 1).getFirst();
            person.awaitsTitle(IDLE);

            Recorded.assertWhole(video);
            JsonNode ledger = Recorded.ledger(video);
            assertThat(person.number("#captured")).isEqualTo(ledger.get("captured").asLong());
            DecodedVideo decoded =
                    Ffmpeg.decode(video, BarcodePixels.layout(FrameFormat.packed(WIDTH, HEIGHT)));
            assertThat((long) decoded.pictures().size()).isEqualTo(ledger.get("encoded").asLong());
            TruthReport truth =
                    BarcodeTruth.of(
                                    screen.shown(),
                                    BarcodeTruth.startNanos(BarcodeRecordingIT.events(video)))
                            .compare(decoded.pictures());
            assertThat(truth.implausible()).isEmpty();
            assertThat(truth.backwards()).isEmpty();
            assertThat(truth.unreadable() + truth.torn()).isZero();
            assertThat(truth.expected()).isGreaterThan(5);
            assertThat((long) truth.missing().size())
                    .as("%s", truth)
                    .isLessThanOrEqualTo(ledger.get("missed").asLong());
            person.awaits("what was chosen is kept", () -> person.text("#what").contains("same"));
        }
        try (StreamedScreen other = StreamedScreen.start(desktop, 320, 240, "BGRx", 8)) {
            // The desktop remembers, and does not ask again.
            int dialogs = desktop.backend().dialogs();
            records(1, "320x240");
            assertThat(desktop.backend().dialogs()).isEqualTo(dialogs);
            assertThat(other.shown()).isNotEmpty();
        }
        try (StreamedScreen again = StreamedScreen.start(desktop, 640, 360, "BGRx", 8)) {
            // Chosen anew, it does.
            int dialogs = desktop.backend().dialogs();
            person.chooses("#what", KeyCode.DOWN);
            person.awaits("it is forgotten", () -> person.text("#what").contains("asks"));
            records(2, "640x360");
            assertThat(desktop.backend().dialogs()).isEqualTo(dialogs + 1);
            assertThat(again.shown()).isNotEmpty();
        }
    }

    private void records(int before, String size) {
        person.pressesF9();
        person.awaitsTitle(RECORDING);
        person.awaits("it counts", () -> person.number("#captured") > 3);
        person.pressesF9();
        Path video = Recorded.awaitPublished(videos(), before + 1).getLast();
        person.awaitsTitle(IDLE);
        VideoInfo info = Recorded.assertWhole(video);
        assertThat(info.width() + "x" + info.height()).isEqualTo(size);
    }

    @Test
    void whatIsRefusedIsASentenceAndAQuestionIsTakenBackByTheButton() throws Exception {
        try (StreamedScreen screen = StreamedScreen.start(desktop, WIDTH, HEIGHT, "BGRx", 8)) {
            person.opensTheWindow();
            desktop.backend().person(PortalBackend.Person.DENIES);
            person.pressesF9();
            person.awaits("it is said", () -> person.text("#banner-text").contains("not allow"));
            assertThat(person.text("#banner-action")).isEqualTo("Record again");
            assertThat(person.text("#banner-code")).isEqualTo("NOT_ALLOWED");
            person.awaitsTitle(IDLE);

            desktop.backend().person(PortalBackend.Person.IS_AWAY);
            int takenBack = desktop.backend().takenBack();
            int dialogs = desktop.backend().dialogs();
            person.clicks("#banner-action");
            person.awaits("the dialog is shown", () -> desktop.backend().dialogs() > dialogs);
            assertThat(person.sees("#banner-text")).isFalse();
            assertThat(person.text("#detail")).contains("If the desktop asks");
            person.clicks("#record");
            person.awaits("it is taken back", () -> !person.sees("#pause"));
            person.awaits("also there", () -> desktop.backend().takenBack() > takenBack);
            assertThat(person.sees("#banner-text")).isFalse();
            assertThat(screen.shown()).as("nobody looked at it").isEmpty();
        }
        assertThat(Recorded.files(videos(), "")).isEmpty();
        assertThat(Files.exists(home.resolve("state/lastframe/wayland-screen"))).isFalse();
    }

    private Path videos() {
        return home.resolve("Videos/Lastframe");
    }

    /** What is left of the window for those who record it themselves. */
    @Test
    void itStepsAsideAfterTheAnswerAndARegionIsCutOut() throws Exception {
        person.hasSettings("\"target\":\"region 0,0,320x360\",\"welcomed\":true");
        try (StreamedScreen screen = StreamedScreen.start(desktop, WIDTH, HEIGHT, "BGRx", 8)) {
            person.opensTheWindowAttended();
            desktop.backend().person(PortalBackend.Person.IS_AWAY);
            int dialogs = desktop.backend().dialogs();
            person.pressesF9();
            person.awaits("the dialog is shown", () -> desktop.backend().dialogs() > dialogs);
            assertThat(Fx.get(() -> person.stage().isIconified())).isFalse();
            person.presses(KeyCode.ESCAPE);
            person.awaits("it is taken back", () -> !person.sees("#pause"));

            desktop.backend().person(PortalBackend.Person.ALLOWS);
            person.pressesF9();
            person.awaits("it is away", () -> person.stage().isIconified());
            Recorded.awaitGrowing(videos());
            person.awaitsTitle(RECORDING);
            person.close();
            VideoInfo info = Recorded.assertWhole(Recorded.published(videos()).getFirst());
            assertThat(List.of(info.width(), info.height())).isEqualTo(List.of(320, 360));
            assertThat(screen.shown()).isNotEmpty();
        }
    }
}
