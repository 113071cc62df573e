package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.fx.RobotGrabber;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingEnvironment;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The way by JavaFX's robot, for systems without a better one, on a screen of one colour. */
@Timeout(600)
@ExtendWith(Fx.class)
final class RobotGrabberIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Rgb ONE = new Rgb(0xC0, 0x40, 0x20);
    private static final Rgb OTHER = new Rgb(0x20, 0x60, 0xC0);

    /** More than any computer reads by a robot. */
    private static final int ASKED_FPS = RecordingRequest.MAX_FPS;

    @TempDir private Path home;

    @AfterAll
    static void clean() {
        VirtualScreenListener.screen().run("xsetroot", "-solid", "black");
    }

    @Test
    void theWholeScreenIsRecordedInItsColoursAtARateThatTheComputerCanKeep() throws Exception {
        colour(ONE);
        Outcome outcome;
        try (Recording recording = record(new CaptureTarget.Screen(1), "screen")) {
            awaitPictures(recording, 3);
            colour(OTHER);
            awaitPictures(recording, 3);
            outcome = recording.stop().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(outcome.result()).as(outcome.sentence()).isEqualTo(Outcome.Result.SAVED);
        RecordingStatus.Video video = outcome.status().video();
        assertThat(video.capture()).isEqualTo("robot");
        assertThat(video.fps()).isBetween(1, ASKED_FPS - 1);
        assertThat(outcome.status().warnings())
                .contains("The screen can only be read " + video.fps() + " times a second here.")
                .anyMatch(warning -> warning.contains("slower way \"robot\""));
        assertThat(outcome.status().ledger().ticks())
                .as("deadlines of the adapted rate in %s", outcome.status().elapsed())
                .isLessThanOrEqualTo(
                        outcome.status().elapsed().plusSeconds(1).toSeconds() * video.fps() + 2);
        Path file = outcome.files().getFirst();
        VideoInfo info = Recorded.assertWhole(file);
        assertThat(List.of(info.width(), info.height())).isEqualTo(List.of(1920, 1080));
        assertColours(file, info.frames() - 1, 1919, 1079);
    }

    @Test
    void aRegionIsRecordedInItsEvenSize() throws Exception {
        colour(ONE);
        Outcome outcome;
        try (Recording recording =
                record(new CaptureTarget.Region(1701, 901, 1000, 101), "region")) {
            awaitPictures(recording, 3);
            colour(OTHER);
            awaitPictures(recording, 3);
            outcome = recording.stop().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(outcome.result()).as(outcome.sentence()).isEqualTo(Outcome.Result.SAVED);
        Path file = outcome.files().getFirst();
        VideoInfo info = Recorded.assertWhole(file);
        assertThat(List.of(info.width(), info.height())).isEqualTo(List.of(218, 100));
        assertColours(file, info.frames() - 1, 217, 99);
    }

    /** Exactly in the middle, where nothing but the conversion matters, and nearly at the edges. */
    private static void assertColours(Path file, int last, int right, int bottom) {
        assertColours(file, last, right / 2, bottom / 2, 6);
        for (int x : new int[] {0, right}) {
            for (int y : new int[] {0, bottom}) {
                assertColours(file, last, x, y, 24);
            }
        }
    }

    private static void assertColours(Path file, int last, int x, int y, int tolerance) {
        Rgb first = Ffmpeg.rgbAt(file, 0, x, y);
        Rgb end = Ffmpeg.rgbAt(file, last, x, y);
        assertThat(first.near(ONE, tolerance)).as("at first %d,%d: %s", x, y, first).isTrue();
        assertThat(end.near(OTHER, tolerance)).as("at last %d,%d: %s", x, y, end).isTrue();
    }

    private Recording record(CaptureTarget target, String name) {
        RecordingEnvironment environment =
                new RecordingEnvironment(
                        NanoClock.system(),
                        RobotGrabber::open,
                        Platform::runLater,
                        EncoderChoice.forThisSystem(),
                        home.resolve("active"));
        RecordingRequest request =
                new RecordingRequest(
                        target,
                        ASKED_FPS,
                        Preset.INSTANT,
                        Optional.empty(),
                        true,
                        home,
                        name,
                        true,
                        8,
                        RecordingRequest.DEFAULT_POOL_BYTES,
                        List.of());
        return Recording.start(request, environment, new RecordingListener() {});
    }

    /** Waits for so many more pictures in the file. */
    private static void awaitPictures(Recording recording, int more) {
        long until = recording.status().ledger().encoded() + more;
        Waits.eventually(
                LIMIT,
                "more pictures are recorded",
                () -> recording.status().ledger().encoded() >= until || recording.state().isEnd());
    }

    private static void colour(Rgb rgb) {
        VirtualScreen screen = VirtualScreenListener.screen();
        String name = "#%02x%02x%02x".formatted(rgb.red(), rgb.green(), rgb.blue());
        screen.run("xsetroot", "-solid", name);
    }
}
