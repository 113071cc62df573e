package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.PortalBackend.Person;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PipeWire itself is killed and started again while the real program records. */
@Timeout(600)
@Tag("wayland")
final class WaylandAgainIT {

    private static final FrameFormat SHAPE = FrameFormat.packed(640, 360);
    private static final int SHOWN = 10;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path folder;

    @TempDir private Path home;

    private WaylandStage stage;
    private WaylandDesktop desktop;
    private StreamedScreen screen;
    private StreamedRecording recording;

    @BeforeEach
    void start() {
        recording = new StreamedRecording(home.resolve("again.ts"), SHAPE);
        stage = WaylandStage.start(folder);
        desktop = stage.desktop();
        screen = StreamedScreen.start(desktop, SHAPE.width(), SHAPE.height(), "BGRx", 8);
    }

    @AfterEach
    void end() {
        try {
            if (screen != null) {
                screen.close();
            }
        } finally {
            if (stage != null) {
                stage.close();
            }
        }
    }

    private Launcher launcher() {
        return stage.launcher(home);
    }

    private Launcher.Running record() {
        Launcher.Running running =
                launcher().start("record", "--json", "--output", recording.video().toString());
        recording.awaitFile();
        recording.awaitCaptured(SHOWN);
        return running;
    }

    @Test
    void aRecordingGoesOnWhenPipeWireIsStartedAgain() {
        Launcher.Running running = record();
        int dialogs = desktop.backend().dialogs();

        for (int times = 1; times <= 2; times++) {
            desktop.killPipeWire();
            int gone = times;
            recording.awaitTold("SCREEN_GONE", gone);
            desktop.startPipeWire();
            screen.again();
            recording.awaitTold("SCREEN_BACK", gone);
            recording.awaitCaptured(SHOWN);
        }

        Launcher.Run stop = launcher().run("stop");
        assertThat(stop.exitCode()).as(stop.err()).isZero();
        Launcher.Run run = running.await();
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(desktop.backend().dialogs()).as("nobody is asked").isEqualTo(dialogs);
        Waits.eventually(
                LIMIT, "no permission is left over", () -> desktop.backend().openSessions() == 0);
        JsonNode ledger = run.json().get("ledger");
        StreamedRecording.assertAccount(ledger);
        DecodedVideo decoded =
                recording.assertNumbers(
                        screen,
                        ledger,
                        truth -> truth.tolerating(Duration.ofSeconds(3), Duration.ofMillis(100)),
                        2 * SHOWN);
        assertGaps(decoded.pictures(), ledger);
    }

    /** While there was no stream no picture was taken, and each tick says so. */
    private void assertGaps(List<DecodedPicture> pictures, JsonNode ledger) {
        List<JsonNode> gone = recording.telling("SCREEN_GONE");
        List<JsonNode> back = recording.telling("SCREEN_BACK");
        assertThat(gone).hasSameSizeAs(back);
        long micros = 0;
        for (int i = 0; i < gone.size(); i++) {
            long from = gone.get(i).get("t").asLong();
            long until = back.get(i).get("t").asLong();
            assertThat(gone.get(i).toString()).contains("PipeWire ended");
            // the picture that ends it may have been made before it was taken
            assertThat(
                            pictures.stream()
                                    .map(DecodedPicture::ptsMicros)
                                    .filter(pts -> pts > from && pts < until - 2_000_000))
                    .as("pictures of nothing, from %d to %d", from, until)
                    .isEmpty();
            micros += until - from;
        }
        assertThat(ledger.get("captureFailed").asLong() + ledger.get("late").asLong())
                .as("ticks of %d us: %s", micros, ledger)
                .isGreaterThanOrEqualTo(micros * 30 / 1_000_000 - gone.size());
    }

    @Test
    void whereOnlyADialogWouldGiveItAgainNobodyIsAskedAndTheRestIsSaved() {
        desktop.backend().forgets(true);
        Launcher.Running running = record();

        desktop.killPipeWire();
        desktop.startPipeWire();
        screen.again();

        assertSaved(running, "only its dialog gives it again");
        assertThat(desktop.backend().dialogs()).isEqualTo(1);
        assertThat(desktop.backend().sessions()).isEqualTo(1);
    }

    /** The portal does not say beforehand that it would ask. */
    @Test
    void aDialogThatComesAllTheSameIsTakenBack() {
        Launcher.Running running = record();
        desktop.backend().remembers(false);
        desktop.backend().person(Person.IS_AWAY);

        desktop.killPipeWire();
        desktop.startPipeWire();
        screen.again();

        assertSaved(running, "only its dialog gives it again");
        assertThat(desktop.backend().takenBack()).isEqualTo(1);
        assertThat(desktop.backend().sessions()).isEqualTo(2);
    }

    @Test
    void whatAPersonTookBackIsNotAskedForAgain() {
        Launcher.Running running = record();

        desktop.backend().endSession();
        recording.awaitTold("SCREEN_GONE", 1);
        // longer than what comes with the end of PipeWire takes to be told
        Waits.pause(Duration.ofSeconds(2));
        desktop.killPipeWire();
        desktop.startPipeWire();
        screen.again();

        assertSaved(running, "The desktop ended the recording of its screen");
        assertThat(desktop.backend().sessions()).isEqualTo(1);
    }

    private void assertSaved(Launcher.Running running, String words) {
        Launcher.Run run = running.await();
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.CUT);
        assertThat(run.err()).contains("everything until then is saved", words).hasLineCount(1);
        assertThat(run.json().get("reason").asText()).isEqualTo("SCREEN_GONE");
        JsonNode ledger = run.json().get("ledger");
        BarcodeRecordingIT.assertBalances(ledger);
        List<DecodedPicture> pictures = recording.decode().pictures();
        assertThat((long) pictures.size()).isEqualTo(ledger.get("encoded").asLong());
        long gone = recording.telling("SCREEN_GONE").getFirst().get("t").asLong();
        assertThat(pictures.getLast().ptsMicros())
                .as("no picture that nobody gave: %s", ledger)
                .isLessThanOrEqualTo(gone);
    }
}
