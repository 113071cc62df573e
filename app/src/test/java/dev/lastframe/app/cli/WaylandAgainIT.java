package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.PortalBackend.Person;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int SHOWN = 10;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir private Path folder;

    @TempDir private Path home;

    private VirtualScreen display;
    private WaylandDesktop desktop;
    private StreamedScreen screen;
    private Path video;

    @BeforeEach
    void start() {
        video = home.resolve("again.ts");
        display = VirtualScreen.start(320, 240);
        desktop = WaylandDesktop.start(folder);
        screen = StreamedScreen.start(desktop, WIDTH, HEIGHT, "BGRx", 8);
    }

    @AfterEach
    void end() {
        try {
            if (screen != null) {
                screen.close();
            }
        } finally {
            try {
                if (desktop != null) {
                    desktop.close();
                }
            } finally {
                display.close();
            }
        }
    }

    private Launcher launcher() {
        return new Launcher(home, display.display()).on(desktop);
    }

    private Launcher.Running record() {
        Launcher.Running running =
                launcher().start("record", "--json", "--output", video.toString());
        Path growing = BarcodeRecordingIT.growing(video);
        Waits.eventually(LIMIT, "it has a file", () -> growing.toFile().length() > 0);
        awaitNumbers();
        return running;
    }

    /** Until the recording has taken some more of them, too. */
    private void awaitNumbers() {
        long captured = captured();
        Waits.eventually(LIMIT, "it records", () -> captured() > captured + SHOWN);
    }

    @Test
    void aRecordingGoesOnWhenPipeWireIsStartedAgain() {
        Launcher.Running running = record();
        int dialogs = desktop.backend().dialogs();

        for (int times = 1; times <= 2; times++) {
            desktop.killPipeWire();
            int gone = times;
            awaitEvents("SCREEN_GONE", gone);
            desktop.startPipeWire();
            screen.again();
            awaitEvents("SCREEN_BACK", gone);
            awaitNumbers();
        }

        Launcher.Run stop = launcher().run("stop");
        assertThat(stop.exitCode()).as(stop.err()).isZero();
        Launcher.Run run = running.await();
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(desktop.backend().dialogs()).as("nobody is asked").isEqualTo(dialogs);
        Waits.eventually(
                LIMIT, "no permission is left over", () -> desktop.backend().openSessions() == 0);
        JsonNode ledger = run.json().get("ledger");
        BarcodeRecordingIT.assertBalances(ledger);
        assertAccount(ledger);
        List<DecodedPicture> pictures = decode().pictures();
        assertThat((long) pictures.size()).isEqualTo(ledger.get("encoded").asLong());
        assertGaps(pictures, ledger);
        assertNumbers(pictures, ledger);
    }

    private static void assertAccount(JsonNode ledger) {
        JsonNode pushed = ledger.get("pushed");
        long sum = 0;
        for (String name : List.of("captured", "passedOver", "refused", "lost", "waiting")) {
            sum += pushed.get(name).asLong();
        }
        assertThat(pushed.get("came").asLong()).as("%s", pushed).isEqualTo(sum).isPositive();
    }

    /** While there was no stream no picture was taken, and each tick says so. */
    private void assertGaps(List<DecodedPicture> pictures, JsonNode ledger) {
        List<JsonNode> gone = health("SCREEN_GONE");
        List<JsonNode> back = health("SCREEN_BACK");
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

    private void assertNumbers(List<DecodedPicture> pictures, JsonNode ledger) {
        TruthReport truth =
                BarcodeTruth.of(screen.shown(), BarcodeTruth.startNanos(events()))
                        .tolerating(Duration.ofSeconds(3), Duration.ofMillis(100))
                        .compare(pictures);
        assertThat(truth.implausible()).isEmpty();
        assertThat(truth.backwards()).isEmpty();
        assertThat(truth.unreadable()).isZero();
        assertThat(truth.torn()).isZero();
        assertThat(truth.expected()).isGreaterThan(2 * SHOWN);
        assertThat((long) truth.missing().size())
                .as("%s", truth)
                .isLessThanOrEqualTo(ledger.get("missed").asLong());
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
        awaitEvents("SCREEN_GONE", 1);
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
        assertThat((long) decode().pictures().size()).isEqualTo(ledger.get("encoded").asLong());
        assertNumbersBefore(ledger);
    }

    private void assertNumbersBefore(JsonNode ledger) {
        long gone = health("SCREEN_GONE").getFirst().get("t").asLong();
        assertThat(decode().pictures().getLast().ptsMicros())
                .as("no picture that nobody gave: %s", ledger)
                .isLessThanOrEqualTo(gone);
    }

    private Path events() {
        return BarcodeRecordingIT.events(video);
    }

    private DecodedVideo decode() {
        return Ffmpeg.decode(video, BarcodePixels.layout(FrameFormat.packed(WIDTH, HEIGHT)));
    }

    private void awaitEvents(String kind, int count) {
        Waits.eventually(LIMIT, kind + " is told", () -> health(kind).size() >= count);
    }

    private long captured() {
        return lines().stream()
                .filter(line -> line.path("type").asText().equals("ledger"))
                .mapToLong(line -> line.path("captured").asLong())
                .max()
                .orElse(0);
    }

    private List<JsonNode> health(String kind) {
        return lines().stream().filter(line -> line.toString().contains(kind)).toList();
    }

    private List<JsonNode> lines() {
        try {
            List<JsonNode> lines = new ArrayList<>();
            String text = Files.exists(events()) ? Files.readString(events()) : "";
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                lines.add(MAPPER.readTree(line));
            }
            return lines;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
