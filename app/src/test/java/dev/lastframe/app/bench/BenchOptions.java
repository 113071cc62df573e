package dev.lastframe.app.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What to measure and for how long. */
@Command(
        name = "mvn -Pbench -Dbench.args=\"…\"",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures Lastframe and FFmpeg's x11grab on a virtual screen of 1920x1080. Each"
                        + " length is in seconds; 0 leaves its measurement out.")
final class BenchOptions {

    /** The shortest recording of which a steady state can be told. */
    static final int LEAST_SECONDS = 8;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "full motion at 30 fps, by both programs (default: ${DEFAULT-VALUE})")
    private int pair = 60;

    @Option(
            names = "--fast-seconds",
            paramLabel = "N",
            description = "full motion at 60 fps, by Lastframe (default: ${DEFAULT-VALUE})")
    private int fast = 120;

    @Option(
            names = "--tick-seconds",
            paramLabel = "N",
            description =
                    "the FX thread's time against a memory copy, every tick with a new picture"
                            + " (default: ${DEFAULT-VALUE})")
    private int tick = 20;

    @Option(
            names = "--quiet-seconds",
            paramLabel = "N",
            description = "a still screen, and typing, by both (default: ${DEFAULT-VALUE})")
    private int quiet = 20;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description =
                    "how often both programs record each content, in turn; costs are medians and"
                            + " misses the worst run's (default: ${DEFAULT-VALUE})")
    private int runs = 1;

    @Option(
            names = "--starts",
            paramLabel = "N",
            description =
                    "how often the window is opened with the AOT cache and without, in turn;"
                            + " half a minute each (default: ${DEFAULT-VALUE})")
    private int starts = 3;

    int starts() {
        return starts;
    }

    int pairSeconds() {
        return pair;
    }

    int fastSeconds() {
        return fast;
    }

    int tickSeconds() {
        return tick;
    }

    int quietSeconds() {
        return quiet;
    }

    int runs() {
        return runs;
    }

    /** A sentence if something is out of range, else empty. */
    String complaint() {
        for (int seconds : new int[] {pair, fast, tick, quiet}) {
            if (seconds != 0 && seconds < LEAST_SECONDS) {
                return "A length must be 0 or at least " + LEAST_SECONDS + " seconds.";
            }
        }
        if (starts < 0) {
            return "--starts must not be negative.";
        }
        return runs < 1 ? "--runs must be at least 1." : "";
    }
}
