package dev.lastframe.app.bench;

import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Geometry;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Measures one part after the other. Used by the main thread; blocks for many minutes. */
final class Programme {

    private static final Duration ALONE = Duration.ofSeconds(5);
    private static final Geometry FULL_HD = Scene.STILL.size();

    private final BenchOptions options;
    private final Results results;
    private final PrintStream progress;
    private final long startNanos = System.nanoTime();
    private final List<String> versions = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Programme(BenchOptions options, Results results, PrintStream progress) {
        this.options = options;
        this.results = results;
        this.progress = progress;
    }

    /** Of the programs that took part. */
    List<String> versions() {
        return List.copyOf(versions);
    }

    /**
     * What was measured is in the results, also when this throws: a part that fails does not keep
     * the others from being measured.
     */
    void measure() throws IOException {
        List<String> encoders = encoders();
        String encoder = encoders.getFirst();
        versions.add(ProgramVersion.of("FFmpeg", Ffmpeg.ffmpeg(), "-version"));
        SimpleScreenRecorder.version().ifPresent(versions::add);
        try (Laboratory laboratory = new Laboratory(FULL_HD)) {
            versions.add(serverVersion(laboratory.screen()));
            if (options.records()) {
                warmUp(laboratory, encoder);
            }
            attempt(BenchPart.WINDOW, () -> window(laboratory));
            attempt(BenchPart.REPORT, () -> report(laboratory));
            attempt(BenchPart.TICKS, () -> ticks(laboratory, encoder));
            attempt(BenchPart.ALLOCATION, () -> allocation(laboratory, encoder));
            attempt(BenchPart.PULSES, () -> pulses(laboratory));
            attempt(BenchPart.SOUND, () -> sound(laboratory, encoder));
            attempt(BenchPart.STREAM, () -> stream(laboratory, encoders));
        }
        attempt(BenchPart.JMH, this::jmh);
        attempt(BenchPart.SCENES, () -> scenes(encoders));
        say("done");
        if (!failures.isEmpty()) {
            throw new BenchFailure(String.join("\n", failures));
        }
    }

    private void attempt(BenchPart part, Runnable measurement) {
        if (!options.wants(part)) {
            return;
        }
        try {
            measurement.run();
        } catch (RuntimeException | AssertionError e) {
            String failure = part + ": " + e.getMessage();
            say(failure);
            failures.add(failure);
        }
    }

    /** Those that were asked for, or all that work. */
    private List<String> encoders() {
        List<String> working = Encoders.working();
        List<String> wanted = options.encoders().isEmpty() ? working : options.encoders();
        for (String encoder : wanted) {
            if (!working.contains(encoder)) {
                throw new BenchFailure(
                        "The encoder "
                                + encoder
                                + " does not work here; choose of "
                                + String.join(", ", working)
                                + ". mvn -Pgpl,bench takes FFmpeg's build with libx264.");
            }
        }
        if (wanted.isEmpty()) {
            throw new BenchFailure("No encoder works here.");
        }
        return wanted;
    }

    /** Natives are unpacked and files read once before anything counts. */
    private void warmUp(Laboratory laboratory, String encoder) {
        say("warming up");
        Recipe recipe = new Recipe("Warm-up", ContentMode.FULL, 20, 30, 2, encoder);
        try {
            laboratory.record(laboratory.lastframe(), recipe);
            laboratory.record(laboratory.x11grab(), recipe);
        } catch (BenchFailure cold) {
            say("the first recordings failed: " + cold.getMessage());
        }
    }

    private void window(Laboratory laboratory) {
        List<WindowStart> with = new ArrayList<>();
        List<WindowStart> without = new ArrayList<>();
        for (int run = 1; run <= options.starts(); run++) {
            say("the window, run " + run);
            with.add(laboratory.window(true));
            say("the window without the AOT cache, run " + run);
            without.add(laboratory.window(false));
        }
        results.add(new WindowChapter(WindowStart.median(with), WindowStart.median(without)));
    }

    private void report(Laboratory laboratory) {
        say("a report while it records");
        results.add(laboratory.report());
    }

    /**
     * What a tick costs beside a copy. With content slower than the recording a third of the ticks
     * would find nothing to copy, and make the median small: this content is a little faster.
     */
    private void ticks(Laboratory laboratory, String encoder) {
        CopyProbe probe = new CopyProbe(4L * FULL_HD.width() * FULL_HD.height());
        say("memory copies without a recording");
        for (long left = ALONE.dividedBy(Meter.WAKE); left > 0; left--) {
            Waits.pause(Meter.WAKE);
            probe.copy();
        }
        Quantiles idle = probe.take();
        say("ticks and memory copies");
        Trial trial =
                laboratory.record(laboratory.lastframe(), everyTick(encoder), false, probe::copy);
        results.add(new TickChapter(trial, probe.take(), idle));
    }

    private Recipe everyTick(String encoder) {
        return new Recipe(
                "full motion at 33 fps, 1080p at 30",
                ContentMode.FULL,
                33,
                30,
                options.seconds(),
                encoder);
    }

    private void allocation(Laboratory laboratory, String encoder) {
        say("allocation");
        results.add(new AllocationTrial(laboratory).run(everyTick(encoder)));
    }

    private void pulses(Laboratory laboratory) {
        results.add(new PulseTrial(laboratory, FULL_HD, options.seconds(), this::say).run());
    }

    private void sound(Laboratory laboratory, String encoder) {
        results.add(
                new SoundTrial(laboratory, encoder, options.seconds(), options.runs(), this::say)
                        .run());
    }

    private void stream(Laboratory laboratory, List<String> encoders) {
        GStreamer.version().ifPresent(versions::add);
        results.add(
                new StreamTrial(laboratory, encoders, options.seconds(), options.runs(), this::say)
                        .run());
    }

    private void jmh() {
        say("JMH");
        results.add(JmhTrial.run());
    }

    /** Each size of screen has a server of its own. */
    private void scenes(List<String> encoders) {
        Set<Geometry> sizes = new LinkedHashSet<>();
        options.scenes().forEach(scene -> sizes.add(scene.size()));
        for (Geometry size : sizes) {
            try (Laboratory laboratory = new Laboratory(size)) {
                SceneTrials trials =
                        new SceneTrials(
                                laboratory, encoders, options.seconds(), options.runs(), this::say);
                for (Scene scene : options.scenes()) {
                    if (scene.size().equals(size)) {
                        SceneChapter chapter = trials.run(scene);
                        failures.addAll(chapter.failures());
                        results.add(chapter);
                    }
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private void say(String what) {
        long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
        progress.printf("[bench, %4d s] %s%n", seconds, what);
    }

    private static String serverVersion(VirtualScreen screen) {
        Optional<String> line =
                screen.run("xdpyinfo")
                        .lines()
                        .filter(each -> each.startsWith("X.Org version:"))
                        .findFirst();
        return "X server "
                + line.map(each -> each.substring(each.indexOf(':') + 1).strip())
                        .orElse("of unknown version");
    }
}
