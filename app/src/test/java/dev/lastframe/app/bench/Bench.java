package dev.lastframe.app.bench;

import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * The benchmark. Exit code 0 when everything could be measured, whatever the figures; 1 with a
 * sentence when a recording failed; 2 for a wrong option.
 */
public final class Bench {

    private static final Duration ALONE = Duration.ofSeconds(5);
    private static final long SCREEN_BYTES = 4L * Laboratory.WIDTH * Laboratory.HEIGHT;

    private final BenchOptions options;
    private final Laboratory laboratory;
    private final PrintStream progress;
    private final Results results = new Results();
    private final CopyProbe probe = new CopyProbe(SCREEN_BYTES);

    private Bench(BenchOptions options, Laboratory laboratory, PrintStream progress) {
        this.options = options;
        this.laboratory = laboratory;
        this.progress = progress;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        BenchOptions options = new BenchOptions();
        CommandLine line = new CommandLine(options);
        int code = 2;
        try {
            if (CommandLine.printHelpIfRequested(line.parseArgs(arguments))) {
                code = 0;
            } else if (!options.complaint().isEmpty()) {
                err.println(options.complaint());
            } else {
                code = run(options, out, err);
            }
        } catch (CommandLine.ParameterException wrong) {
            err.println(wrong.getMessage());
        } catch (IllegalStateException | BenchFailure | UncheckedIOException failed) {
            err.println("The benchmark could not begin: " + failed.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private static int run(BenchOptions options, PrintStream out, PrintStream err)
            throws IOException {
        Machine machine = Machine.here();
        try (Laboratory laboratory = new Laboratory()) {
            Bench bench = new Bench(options, laboratory, err);
            String failure = "";
            try {
                bench.measure();
            } catch (BenchFailure
                    | IllegalStateException
                    | UncheckedIOException
                    | AssertionError failed) {
                failure = String.valueOf(failed.getMessage());
            }
            // After a failure in the middle, too: what was measured holds.
            out.println();
            out.println(bench.text(machine));
            out.println();
            out.println(bench.markdown(machine));
            if (!failure.isEmpty()) {
                err.println();
                err.println("The benchmark failed: " + failure);
                return 1;
            }
            return 0;
        }
    }

    private void measure() {
        warmUp();
        if (options.starts() > 0) {
            measureStarts();
        }
        if (options.tickSeconds() > 0) {
            measureTicks();
        }
        if (options.pairSeconds() > 0) {
            Recipe recipe =
                    new Recipe(
                            "Full motion at 20 fps, recorded at 30",
                            ContentMode.FULL,
                            20,
                            30,
                            options.pairSeconds());
            say("the X server without a recorder");
            results.serverAlone(laboratory.serverAlone(recipe, ALONE));
            results.motion(pair(recipe));
        }
        if (options.fastSeconds() > 0) {
            say("full motion at 60 fps");
            results.fast(
                    laboratory.record(
                            laboratory.lastframe(),
                            new Recipe(
                                    "Full motion at 40 fps, recorded at 60",
                                    ContentMode.FULL,
                                    40,
                                    60,
                                    options.fastSeconds())));
        }
        if (options.quietSeconds() > 0) {
            int seconds = options.quietSeconds();
            results.quiet(
                    pair(new Recipe("Typing at 10 a second", ContentMode.SMALL, 10, 30, seconds)));
            results.quiet(pair(new Recipe("A still screen", ContentMode.STILL, 1, 30, seconds)));
        }
        say("done");
    }

    /** Natives are unpacked and files read once before anything counts. */
    private void warmUp() {
        say("warming up");
        Recipe recipe = new Recipe("Warm-up", ContentMode.FULL, 20, 30, 2);
        laboratory.record(laboratory.lastframe(), recipe);
        laboratory.record(laboratory.x11grab(), recipe);
    }

    private void measureStarts() {
        List<WindowStart> with = new ArrayList<>();
        List<WindowStart> without = new ArrayList<>();
        for (int run = 1; run <= options.starts(); run++) {
            say("the window, run " + run);
            with.add(laboratory.window(true));
            say("the window without the AOT cache, run " + run);
            without.add(laboratory.window(false));
        }
        results.starts(WindowStart.median(with), WindowStart.median(without));
    }

    /**
     * With content slower than the recording a third of the ticks would find nothing to copy, and
     * make the median small: this content is a little faster.
     */
    private void measureTicks() {
        say("memory copies without a recording");
        probe.take();
        for (long left = ALONE.dividedBy(Meter.WAKE); left > 0; left--) {
            Waits.pause(Meter.WAKE);
            probe.copy();
        }
        Quantiles idle = probe.take();
        say("ticks and memory copies");
        Recipe recipe =
                new Recipe(
                        "Full motion at 33 fps, recorded at 30",
                        ContentMode.FULL,
                        33,
                        30,
                        options.tickSeconds());
        Trial trial = laboratory.record(laboratory.lastframe(), recipe, probe::copy);
        Quantiles meanwhile = probe.take();
        say("the same by x11grab");
        Trial beside = laboratory.record(laboratory.x11grab(), recipe);
        Pair pair = new Pair(recipe, List.of(trial), List.of(beside));
        results.ticks(new TickTimes(pair, meanwhile, idle));
    }

    private Pair pair(Recipe recipe) {
        List<Trial> lastframe = new ArrayList<>();
        List<Trial> x11grab = new ArrayList<>();
        for (int run = 1; run <= options.runs(); run++) {
            say(recipe.name() + ", Lastframe, run " + run);
            lastframe.add(laboratory.record(laboratory.lastframe(), recipe));
            say(recipe.name() + ", x11grab, run " + run);
            x11grab.add(laboratory.record(laboratory.x11grab(), recipe));
        }
        return new Pair(recipe, lastframe, x11grab);
    }

    private void say(String what) {
        progress.printf("[bench, %3d s] %s%n", laboratory.ageSeconds(), what);
    }

    private String text(Machine machine) {
        return machine + "\n\n" + Notes.TEXT + "\n\n" + results.table().text();
    }

    private String markdown(Machine machine) {
        return machine + "\n\n" + Notes.TEXT + "\n\n" + results.table().markdown();
    }
}
