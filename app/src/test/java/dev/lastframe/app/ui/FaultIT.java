package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.app.faults.FaultFile;
import dev.lastframe.app.faults.FaultNote;
import dev.lastframe.app.faults.Faults;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.x11.GlibExecutor;
import dev.lastframe.core.capture.x11.X11Grabber;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingEnvironment;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An exception that nobody catches, in whatever thread, saves a recording of a real screen. */
@Tag("beside")
@Timeout(600)
@ExtendWith(Fx.class)
final class FaultIT {

    /** So few that each is on the screen at some tick, however late the ticks come. */
    private static final int CONTENT_FPS = 8;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path home;
    private Thread.UncaughtExceptionHandler before;
    private FaultFile file;
    private Faults faults;

    @BeforeEach
    void guard() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        file = new FaultFile(home.resolve("state"), NanoClock.system());
        faults = new Faults(file);
        Thread.setDefaultUncaughtExceptionHandler(faults::uncaught);
    }

    @AfterEach
    void unguard() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void inAnyThread() throws Exception {
        assertSaved(() ->
                Thread.ofPlatform()
                        .start(() -> {
                            throw new IllegalStateException("of the test");
                        }));
    }

    @Test
    void onTheFxThread() throws Exception {
        assertSaved(() ->
                Platform.runLater(() -> {
                    throw new OutOfMemoryError("of the test");
                }));
    }

    private void assertSaved(Runnable fault) throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, CONTENT_FPS)) {
            Recording recording = record(screen);
            faults.follow(recording);
            try {
                Waits.eventually(
                        LIMIT, "it records", () -> recording.status().ledger().encoded() >= 20);

                fault.run();
                Outcome outcome = recording.outcome().get(LIMIT.toSeconds(), TimeUnit.SECONDS);

                assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
                assertThat(outcome.reason()).contains(Outcome.Reason.INTERNAL);
                assertShows(content, outcome.files().getFirst());
                Waits.eventually(LIMIT, "it is noted", () -> file.read().isPresent());
                FaultNote note = file.read().orElseThrow();
                assertThat(outcome.sentence()).contains(note.code());
            } finally {
                // The grabber closes on the FX thread, before its screen ends.
                recording.stop().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
                Fx.run(() -> {});
            }
        }
    }

    /** Everything that was on the screen until the fault, whole, or missed and counted. */
    private static void assertShows(BarcodeContent content, Path video) {
        Recorded.assertWhole(video);
        DecodedVideo decoded = Ffmpeg.decode(video, content.layout());
        TruthReport truth =
                BarcodeTruth.of(
                                content.shown(),
                                BarcodeTruth.startNanos(BarcodeRecordingIT.events(video)))
                        .compare(decoded.pictures());
        assertThat(truth.unreadable() + truth.torn()).isZero();
        assertThat(truth.implausible()).isEmpty();
        assertThat(truth.backwards()).isEmpty();
        assertThat(truth.expected()).isGreaterThan(5);
        assertThat((long) truth.missing().size())
                .isLessThanOrEqualTo(Recorded.ledger(video).get("missed").asLong());
    }

    private Recording record(VirtualScreen screen) {
        return Recording.start(
                new RecordingRequest(
                        new CaptureTarget.Screen(1),
                        30,
                        Preset.INSTANT,
                        Optional.empty(),
                        true,
                        home,
                        "fault",
                        true,
                        8,
                        RecordingRequest.DEFAULT_POOL_BYTES,
                        List.of()),
                new RecordingEnvironment(
                        NanoClock.system(),
                        (target, cursor, clock) ->
                                X11Grabber.open(screen.display(), target, cursor, clock),
                        new GlibExecutor(Platform::runLater),
                        EncoderChoice.forThisSystem(),
                        home.resolve("active")),
                new RecordingListener() {});
    }
}
