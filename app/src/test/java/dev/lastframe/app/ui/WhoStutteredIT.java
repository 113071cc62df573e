package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.app.Services;
import dev.lastframe.app.bugreport.Reports;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.report.Description;
import dev.lastframe.core.report.ReportOrder;
import dev.lastframe.core.session.ForceTuning;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Signals;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real window is frozen, and then the thread that captures: each is named. */
@Timeout(600)
@ExtendWith(Fx.class)
final class WhoStutteredIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long SECOND = 1_000_000;

    @TempDir private Path home;

    /**
     * By the recording's clock: between the first two the window froze, between the last two the
     * recorder.
     */
    private record Moments(long stops, long stopped, long looks, long stoppedLooking) {}

    @Test
    void aFrozenWindowAndAFrozenRecorderAreEachNamedRightly() throws Exception {
        Programs.require("xterm");
        Programs.require("xdotool");
        VirtualScreen screen = VirtualScreenListener.screen();
        Map<String, String> variables = Map.of("HOME", home.toString());
        Places places = Places.of(variables, home, "Linux");
        NanoClock clock = NanoClock.system();
        Services services = Services.create(variables, places, clock);
        Process xterm = xterm(screen);
        try (Recording recording = services.start(request(), new RecordingListener() {})) {
            awaitDrawing(1);
            click(screen);
            awaitDrawing(2);

            long stoppedAt = recordedMicros(recording);
            Signals.send("STOP", xterm);
            awaitLines("ledger", 1);
            click(screen);
            Waits.pause(Duration.ofMillis(300));
            click(screen);
            long frozenAt = recordedMicros(recording);
            awaitLines("ledger", 3);
            Signals.send("CONT", xterm);
            awaitDrawing(2);

            long looks = recordedMicros(recording);
            CountDownLatch thawed = new CountDownLatch(1);
            CountDownLatch frozen = new CountDownLatch(1);
            Platform.runLater(() -> {
                frozen.countDown();
                await(thawed);
            });
            await(frozen);
            long stoppedLooking = recordedMicros(recording);
            Waits.pause(Duration.ofMillis(900));
            thawed.countDown();
            awaitDrawing(2);
            Outcome outcome = recording.stop().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(outcome.result()).as(outcome.sentence()).isEqualTo(Outcome.Result.SAVED);
            assertThat(outcome.status().ledger().captureFailed()).isZero();

            Moments moments = new Moments(stoppedAt, frozenAt, looks, stoppedLooking);
            check(services, places, variables, clock, moments);
        } finally {
            Waits.kill(xterm);
        }
    }

    private void check(
            Services services,
            Places places,
            Map<String, String> variables,
            NanoClock clock,
            Moments moments)
            throws Exception {
        Path zip = home.resolve("report.zip");
        var _ =
                Reports.of(
                                variables,
                                places,
                                Settings.DEFAULTS,
                                services,
                                clock,
                                file -> Optional.empty())
                        .make(
                                new ReportOrder(
                                        Optional.of(home.resolve("who.ts")),
                                        Duration.ofMinutes(5),
                                        OptionalLong.empty(),
                                        Optional.of(zip),
                                        Description.DRAFT),
                                Progress.NONE);
        JsonNode session = new ObjectMapper().readTree(entry(zip, "session.json"));
        String told = session.get("stutters").toPrettyString();
        List<JsonNode> application = of(session, "application");
        List<JsonNode> recorder = of(session, "recorder");

        assertThat(application)
                .as(told)
                .anySatisfy(stutter -> {
                    assertThat(stutter.get("t").asLong())
                            .isBetween(moments.stops() - 2 * SECOND, moments.stopped() + SECOND);
                    assertThat(stutter.get("micros").asLong()).isGreaterThan(SECOND);
                });
        assertThat(application)
                .as(told)
                .noneMatch(stutter ->
                        stutter.get("until").asLong() > moments.stoppedLooking() + SECOND);
        assertThat(recorder)
                .as(told)
                .anySatisfy(stutter -> {
                    // On a busy computer it may have begun before, or have gone on.
                    assertThat(stutter.get("t").asLong())
                            .isLessThan(moments.stoppedLooking() + SECOND);
                    assertThat(stutter.get("until").asLong()).isGreaterThan(moments.looks());
                    assertThat(stutter.get("micros").asLong()).isGreaterThan(SECOND / 2);
                });
        assertThat(
                        new String(
                                entry(zip, "description.md"),
                                java.nio.charset.StandardCharsets.UTF_8))
                .contains("the application did not repaint for ", "the recorder missed ");
    }

    private static List<JsonNode> of(JsonNode session, String who) {
        List<JsonNode> found = new ArrayList<>();
        session.get("stutters")
                .forEach(stutter -> {
                    if (stutter.get("who").asText().equals(who)) {
                        found.add(stutter);
                    }
                });
        return found;
    }

    private static byte[] entry(Path zip, String name) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.getInputStream(file.getEntry(name)).readAllBytes();
        }
    }

    private RecordingRequest request() {
        return new RecordingRequest(
                new CaptureTarget.Screen(1),
                20,
                Preset.INSTANT,
                Optional.empty(),
                true,
                home,
                "who",
                true,
                8,
                RecordingRequest.DEFAULT_POOL_BYTES,
                ForceTuning.resolve(Preset.INSTANT, name -> null, name -> null).policy(),
                List.of());
    }

    /** A terminal in which something is written all the time. */
    private static Process xterm(VirtualScreen screen) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "xterm",
                        "-geometry",
                        "80x24+100+100",
                        "-e",
                        "bash",
                        "-c",
                        "while sleep 0.1; do date +%N; done");
        builder.environment().put("DISPLAY", screen.display());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private static void click(VirtualScreen screen) {
        screen.run("xdotool", "mousemove", "300", "300", "click", "1");
    }

    /** So many further seconds in which the terminal was drawn. */
    private void awaitDrawing(int seconds) {
        long before = lines("screen", true);
        Waits.eventually(LIMIT, "it is drawn", () -> lines("screen", true) >= before + seconds);
    }

    private void awaitLines(String type, int more) {
        long before = lines(type, false);
        Waits.eventually(LIMIT, more + " " + type, () -> lines(type, false) >= before + more);
    }

    private long lines(String type, boolean changed) {
        try {
            return Files.readAllLines(home.resolve("who.events.jsonl")).stream()
                    .filter(line -> line.contains("\"type\":\"" + type + "\""))
                    .filter(line -> !changed || !line.contains("\"changed\":0"))
                    .count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static long recordedMicros(Recording recording) {
        return recording.status().elapsed().toNanos() / 1000;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
