package dev.lastframe.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.app.cli.LeftOutNumbers;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.FfmpegException;
import dev.lastframe.core.testing.Geometry;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Has a stream of numbered pictures recorded by Lastframe and by {@code gst-launch-1.0}, in turn.
 * They lie in files, as those of compositors do. Used by the main thread; blocks for minutes.
 */
final class StreamTrial {

    /** The preset "instant" of Lastframe. */
    private static final double BITS_A_PIXEL = 0.1;

    private static final Geometry SIZE = Scene.STILL.size();
    private static final int FPS = 30;

    /** Between the content's start and the recorder's. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Laboratory laboratory;
    private final List<String> encoders;
    private final int seconds;
    private final int runs;
    private final Consumer<String> progress;
    private int files;

    StreamTrial(
            Laboratory laboratory,
            List<String> encoders,
            int seconds,
            int runs,
            Consumer<String> progress) {
        this.laboratory = laboratory;
        this.encoders = encoders.stream().filter(GStreamer::knows).toList();
        this.seconds = seconds;
        this.runs = runs;
        this.progress = progress;
    }

    /** Starts a program on the stream of a node. */
    private interface Starter {
        Launcher.Running start(Path video, Recipe recipe, int node);
    }

    StreamChapter run() {
        try (WaylandDesktop desktop =
                WaylandDesktop.start(Files.createDirectory(laboratory.home().resolve("wl")))) {
            List<StreamChapter.Beside> all = new ArrayList<>();
            for (String encoder : encoders) {
                all.add(beside(desktop, encoder));
            }
            return new StreamChapter(all);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private StreamChapter.Beside beside(WaylandDesktop desktop, String encoder) throws IOException {
        Recipe recipe =
                new Recipe(
                        "a stream, 1080p at 30, %d s".formatted(seconds),
                        ContentMode.SMALL,
                        FPS,
                        FPS,
                        seconds,
                        encoder);
        Path home = Files.createDirectories(laboratory.home().resolve("streams"));
        Recorder lastframe =
                LastframeRecorder.streaming(home, laboratory.screen().display(), desktop);
        GStreamer gstreamer = new GStreamer(home, desktop.environment());
        long rate = Math.round(BITS_A_PIXEL * SIZE.width() * SIZE.height() * FPS);
        String lacks = GStreamer.lacks(encoder);
        List<StreamChapter.Run> ours = new ArrayList<>();
        List<StreamChapter.Run> theirs = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            progress.accept("a stream, %s, run %d of %d".formatted(encoder, run, runs));
            ours.add(
                    record(
                            desktop,
                            recipe,
                            "Lastframe",
                            (video, what, node) -> lastframe.start(video, what)));
            if (lacks.isEmpty()) {
                theirs.add(
                        record(
                                desktop,
                                recipe,
                                "gst-launch-1.0",
                                (video, what, node) -> gstreamer.start(video, what, node, rate)));
            }
        }
        return new StreamChapter.Beside(recipe, ours, theirs, lacks);
    }

    private StreamChapter.Run record(
            WaylandDesktop desktop, Recipe recipe, String name, Starter starter) {
        Path video = laboratory.home().resolve("stream " + ++files + ".ts");
        try (StreamedScreen screen =
                StreamedScreen.startWithFiles(
                        desktop, SIZE.width() + "x" + SIZE.height(), "BGRx", FPS)) {
            Waits.pause(SETTLE);
            Meter meter = new Meter(desktop.pipeWire());
            Launcher.Running running = starter.start(video, recipe, screen.node());
            Cost cost;
            try {
                cost = meter.watch(running.process(), recipe.seconds(), () -> {});
            } finally {
                running.process().destroyForcibly();
            }
            Launcher.Run run = running.await();
            if (run.exitCode() != 0 || !Files.isRegularFile(video)) {
                throw new BenchFailure(
                        name
                                + " left no recording of a stream, exit code "
                                + run.exitCode()
                                + ": "
                                + run.err().strip());
            }
            DecodedVideo decoded =
                    Ffmpeg.decode(
                            video,
                            BarcodePixels.layout(FrameFormat.packed(SIZE.width(), SIZE.height())));
            return run(
                    cost.withFile(Files.size(video)),
                    decoded.pictures(),
                    run,
                    leftOut(screen, video, decoded.pictures()));
        } catch (FfmpegException broken) {
            throw new BenchFailure(name + "'s file cannot be decoded: " + broken.getMessage());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            remove(video);
            remove(LastframeRecorder.events(video));
        }
    }

    /** By what deadlines a number that is not in the file was there; unknown of another program. */
    private static Optional<LeftOutNumbers> leftOut(
            StreamedScreen screen, Path video, List<DecodedPicture> pictures) {
        Path events = LastframeRecorder.events(video);
        return Files.isRegularFile(events)
                ? Optional.of(LeftOutNumbers.of(screen.made(), pictures, events, FPS))
                : Optional.empty();
    }

    private static StreamChapter.Run run(
            Cost cost,
            List<DecodedPicture> pictures,
            Launcher.Run run,
            Optional<LeftOutNumbers> leftOut) {
        NavigableSet<Integer> numbers = new TreeSet<>();
        long damaged = 0;
        for (DecodedPicture picture : pictures) {
            if (picture.readable() && !picture.torn()) {
                numbers.add(picture.number());
            } else {
                damaged++;
            }
        }
        if (numbers.isEmpty()) {
            throw new BenchFailure("A recording of a stream shows no number.");
        }
        int expected = numbers.last() - numbers.first() + 1;
        JsonNode outcome = run.out().strip().endsWith("}") ? run.json() : MissingNode.getInstance();
        return new StreamChapter.Run(
                cost,
                expected,
                expected - numbers.size(),
                damaged,
                leftOut,
                outcome.path("ledger"));
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
