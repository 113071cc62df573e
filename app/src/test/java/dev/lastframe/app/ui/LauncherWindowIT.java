package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.export.Mp4Copy;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program's window under a real window manager, used by keys. */
@Tag("beside")
@Timeout(600)
final class LauncherWindowIT {

    private static final int WIDTH = 1366;
    private static final int HEIGHT = 1000;
    private static final String IDLE = "Lastframe";
    private static final String RECORDING = "● \\d+:\\d\\d – Lastframe";

    /** For a second: a press that follows another at once is the same. */
    private static final String RECORDING_LONGER = "● (?!0:00)\\d+:\\d\\d – Lastframe";

    private static VirtualScreen screen;
    private static Desktop desktop;

    @TempDir private Path home;
    private Launcher.Running running;

    @BeforeAll
    static void startTheScreen() {
        screen = VirtualScreen.start(WIDTH, HEIGHT);
        screen.windowManager();
        desktop = new Desktop(screen);
    }

    @AfterAll
    static void endTheScreen() {
        screen.close();
    }

    @AfterEach
    void endTheProgram() {
        if (running != null) {
            Waits.kill(running.process());
        }
        // Else the next test would take it for its own.
        desktop.awaitNoWindow(IDLE);
    }

    @Test
    void f9RecordsToTheVideosFolderF9SavesAndClosingEndsTheProgram() throws Exception {
        open();

        desktop.key("F9");
        Recorded.awaitGrowing(videos());
        desktop.awaitFocusedWindow(RECORDING_LONGER);
        desktop.key("F9");
        Path video = Recorded.awaitPublished(videos(), 1).getFirst();
        desktop.awaitFocusedWindow(IDLE);
        desktop.key("alt+F4");

        assertEndedWell();
        VideoInfo info = Recorded.assertWhole(video);
        assertThat(List.of(info.width(), info.height())).isEqualTo(List.of(WIDTH, HEIGHT));
        assertThat(Files.readString(home.resolve("config/lastframe/settings.json")))
                .contains(video.toString());
        String name = video.getFileName().toString();
        Path mp4 = video.resolveSibling(name.substring(0, name.length() - 3) + ".mp4");
        assertThat(Mp4Copy.holds(mp4, video)).isTrue();
    }

    @Test
    void closingTheWindowWhileRecordingStopsAndSaves() throws IOException {
        open();
        desktop.key("F9");
        Recorded.awaitGrowing(videos());
        desktop.awaitFocusedWindow(RECORDING);

        desktop.key("alt+F4");

        assertEndedWell();
        assertOneWholeRecording();
    }

    @Test
    void aSignalWhileRecordingStopsAndSaves() throws IOException {
        open();
        desktop.key("F9");
        Recorded.awaitGrowing(videos());

        running.process().destroy();

        assertEndedWell();
        assertOneWholeRecording();
    }

    @Test
    void aSignalWhileADialogIsOpenEndsTheProgramTheSame() {
        // Without a session bus GTK's dialog complains that it cannot remember its size.
        open(launcher().with("GSETTINGS_BACKEND", "memory"));
        desktop.key("ctrl+o");
        desktop.awaitFocusedWindow("Where recordings go");

        running.process().destroy();

        assertEndedWell();
    }

    @Test
    void aWindowAtTwiceTheScaleRecordsTheScreensOwnPixels() throws IOException {
        open(launcher().with("LASTFRAME_JAVA_OPTS", "-Dglass.gtk.uiScale=200%"));
        assertThat(desktop.sizeOfFocused().getFirst())
                .as("the window really is twice as wide as its 440 points")
                .isGreaterThanOrEqualTo(880);
        desktop.key("F9");
        Recorded.awaitGrowing(videos());
        desktop.awaitFocusedWindow(RECORDING_LONGER);

        desktop.key("F9");
        Path video = Recorded.awaitPublished(videos(), 1).getFirst();
        running.process().destroy();

        assertEndedWell();
        VideoInfo info = Recorded.assertWhole(video);
        assertThat(List.of(info.width(), info.height())).isEqualTo(List.of(WIDTH, HEIGHT));
    }

    private Launcher launcher() {
        return new Launcher(home, screen.display());
    }

    private void open() {
        open(launcher());
    }

    private void open(Launcher launcher) {
        running = launcher.start();
        desktop.awaitFocusedWindow(IDLE);
    }

    private Path videos() {
        return home.resolve("Videos/Lastframe");
    }

    private void assertOneWholeRecording() throws IOException {
        List<Path> published = Recorded.published(videos());
        assertThat(published).hasSize(1);
        Recorded.assertWhole(published.getFirst());
        try (Stream<Path> notes = Files.list(home.resolve("state/lastframe/active"))) {
            assertThat(notes).isEmpty();
        }
    }

    private void assertEndedWell() {
        Launcher.Run run = running.await();
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEmpty();
        desktop.awaitNoWindow(IDLE);
    }
}
