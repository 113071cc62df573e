package dev.lastframe.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.BarcodeLayout;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.FfmpegException;
import dev.lastframe.core.testing.Geometry;
import dev.lastframe.core.testing.Shown;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A virtual screen, and on it one recording at a time. Used by the main thread; every method
 * blocks. Files are removed as soon as they were read.
 */
final class Laboratory implements AutoCloseable {

    /** Between the content's start and the recorder's, and for what is measured alone. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final VirtualScreen screen;
    private final Path home;
    private final Recorder lastframe;
    private final Recorder x11grab;
    private final Recorder simpleScreenRecorder;
    private final Likeness likeness;
    private int files;

    /**
     * @param size of its screen
     */
    Laboratory(Geometry size) throws IOException {
        screen = VirtualScreen.start(size.width(), size.height());
        home = Files.createTempDirectory("lastframe-bench-");
        lastframe = new LastframeRecorder(home, screen.display());
        x11grab = new X11grabRecorder(home, screen.display(), size);
        simpleScreenRecorder = new SimpleScreenRecorder(home, screen.display(), size);
        likeness = new Likeness(screen, size, home);
        // In the corner: not every program draws it.
        String right = Integer.toString(size.width() - 1);
        String bottom = Integer.toString(size.height() - 1);
        screen.run("xdotool", "mousemove", right, bottom);
    }

    Recorder lastframe() {
        return lastframe;
    }

    Recorder x11grab() {
        return x11grab;
    }

    /** Only where it is installed. */
    Recorder simpleScreenRecorder() {
        return simpleScreenRecorder;
    }

    VirtualScreen screen() {
        return screen;
    }

    /** For files; emptied when it closes. */
    Path home() {
        return home;
    }

    /** One run of the window, with what the build has trained or without. */
    WindowStart window(boolean withCache) {
        return new WindowTrial(screen, home).run(withCache);
    }

    /** One report of a recording that goes on. */
    ReportChapter report() {
        return new ReportTrial(screen, home).run();
    }

    /** One recording of fresh content, and what became of it. */
    Trial record(Recorder recorder, Recipe recipe) {
        return record(recorder, recipe, false, () -> {});
    }

    /**
     * The same.
     *
     * @param compared whether its pictures are held against what was shown, which takes seconds
     * @param onWake run four times a second meanwhile, by this thread
     */
    Trial record(Recorder recorder, Recipe recipe, boolean compared, Runnable onWake) {
        Path video = home.resolve("recording " + ++files + recorder.ending());
        try {
            Made made = make(recorder, recipe, video, onWake);
            requireGood(recorder, recipe, video, made.run);
            DecodedVideo decoded = Ffmpeg.decode(video, made.layout);
            Numbers numbers = Numbers.read(recorder, recipe, video, decoded, made.shown);
            return new Trial(
                    recipe,
                    made.cost.withFile(Files.size(video)),
                    numbers,
                    outcome(made.run),
                    compared ? likeness.of(video, decoded, recipe) : Double.NaN);
        } catch (FfmpegException broken) {
            throw new BenchFailure(
                    recorder.name() + "'s file cannot be decoded: " + broken.getMessage());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            remove(video);
            remove(LastframeRecorder.events(video));
        }
    }

    /** Its last line, if that is an object of JSON. */
    private static JsonNode outcome(Launcher.Run run) {
        return run.out().strip().endsWith("}") ? run.json() : MissingNode.getInstance();
    }

    /** What is known when the recording has ended, of content that ended after it. */
    private record Made(Cost cost, Launcher.Run run, List<Shown> shown, BarcodeLayout layout) {}

    private Made make(Recorder recorder, Recipe recipe, Path video, Runnable onWake) {
        try (BarcodeContent content =
                BarcodeContent.start(screen.display(), recipe.mode(), recipe.contentFps())) {
            Waits.pause(SETTLE);
            Meter meter = new Meter(screen.server());
            Launcher.Running running = recorder.start(video, recipe);
            try {
                Cost cost = meter.watch(running.process(), recipe.seconds(), onWake);
                return new Made(cost, running.await(), content.shown(), content.layout());
            } finally {
                running.process().destroyForcibly();
            }
        }
    }

    /** The X server's CPU seconds a second with content and no recorder. */
    double serverAlone(Recipe recipe, Duration time) {
        try (BarcodeContent content =
                BarcodeContent.start(screen.display(), recipe.mode(), recipe.contentFps())) {
            Waits.pause(SETTLE);
            double before = ProcFiles.treeSeconds(screen.server());
            long startNanos = System.nanoTime();
            Waits.pause(time);
            double spent = ProcFiles.treeSeconds(screen.server()) - before;
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            if (!content.process().isAlive()) {
                throw new BenchFailure("The content ended by itself.");
            }
            return spent / seconds;
        }
    }

    @Override
    public void close() {
        screen.close();
        try (Stream<Path> left = Files.walk(home)) {
            left.sorted(Comparator.reverseOrder()).forEach(Laboratory::remove);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void requireGood(
            Recorder recorder, Recipe recipe, Path video, Launcher.Run run) {
        String what = recorder.name() + " (" + recipe.name() + ")";
        if (run.exitCode() != 0) {
            throw new BenchFailure(
                    what + " ended with exit code " + run.exitCode() + ": " + run.err().strip());
        }
        if (!Files.isRegularFile(video)) {
            throw new BenchFailure(what + " left no file: " + run.err().strip());
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
