package dev.lastframe.app.bench;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What to measure and for how long. */
@Command(
        name = "mvn -Pbench -Dbench.args=\"…\"",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures Lastframe beside FFmpeg's x11grab and SimpleScreenRecorder on a virtual"
                        + " screen, and beside gst-launch-1.0 on PipeWire.")
final class BenchOptions {

    /** The shortest recording of which a steady state can be told. */
    static final int LEAST_SECONDS = 8;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "of ${COMPLETION-CANDIDATES} (default: all)")
    private List<BenchPart> only = Arrays.asList(BenchPart.values());

    @Option(names = "--jmh", description = "the same as --only JMH")
    private boolean jmh;

    @Option(
            names = "--scenes",
            split = ",",
            paramLabel = "SCENE",
            description = "of ${COMPLETION-CANDIDATES} (default: all)")
    private List<Scene> scenes = Arrays.asList(Scene.values());

    @Option(
            names = "--encoders",
            split = ",",
            paramLabel = "NAME",
            description = "Lastframe's encoders (default: all that work here)")
    private List<String> encoders = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "of each recording (default: ${DEFAULT-VALUE})")
    private int seconds = 12;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description =
                    "how often each program records each content, in turn; costs are medians and"
                            + " misses the worst run's (default: ${DEFAULT-VALUE})")
    private int runs = 3;

    @Option(
            names = "--starts",
            paramLabel = "N",
            description =
                    "how often the window is opened with the AOT cache and without, in turn;"
                            + " 40 s each (default: ${DEFAULT-VALUE})")
    private int starts = 3;

    boolean wants(BenchPart part) {
        return jmh ? part == BenchPart.JMH : only.contains(part);
    }

    /** Whether anything is recorded at all. */
    boolean records() {
        return Arrays.stream(BenchPart.values())
                .anyMatch(part -> part != BenchPart.JMH && wants(part));
    }

    List<Scene> scenes() {
        return scenes;
    }

    /** Empty for all that work. */
    List<String> encoders() {
        return encoders;
    }

    int seconds() {
        return seconds;
    }

    int runs() {
        return runs;
    }

    int starts() {
        return starts;
    }

    /** A sentence if something is out of range, else empty. */
    String complaint() {
        if (seconds < LEAST_SECONDS) {
            return "--seconds must be at least " + LEAST_SECONDS + ".";
        }
        if (starts < 1) {
            return "--starts must be at least 1.";
        }
        return runs < 1 ? "--runs must be at least 1." : "";
    }
}
