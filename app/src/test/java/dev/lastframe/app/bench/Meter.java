package dev.lastframe.app.bench;

import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Watches a program from its start to its end and reads each second what it and the X server have
 * cost. Used by the main thread, once a program; {@link #watch} blocks until the program has ended.
 */
final class Meter {

    /** By then every program measured here has started, records, and has compiled what it wants. */
    private static final double STEADY_FROM_PART = 1.0 / 3;

    private static final double STEADY_FROM_SECONDS = 3;

    /** So long before the end of its recording time none has begun to end. */
    private static final double STEADY_UNTIL_SECONDS = 0.5;

    /** How often the caller's own work is run. */
    static final Duration WAKE = Duration.ofMillis(250);

    private static final int WAKES_A_SAMPLE = 4;

    /** Start and end of a program, beside its recording. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final ProcessHandle server;
    private final double childrenBefore = ProcFiles.endedChildrenSeconds();
    private final double serverBefore;
    private final long startNanos = System.nanoTime();

    /** Starts counting: to be made just before the program is started. */
    Meter(ProcessHandle server) {
        this.server = server;
        this.serverBefore = ProcFiles.treeSeconds(server);
    }

    private record Sample(double atSeconds, double program, double server, long pssBytes) {}

    /**
     * Waits for the program's end.
     *
     * @param seconds how long it was told to record
     * @param onWake run four times a second by the caller's thread
     * @return the cost, its file's size still 0
     */
    Cost watch(Process program, int seconds, Runnable onWake) {
        Duration limit = Duration.ofSeconds(seconds).plus(PATIENCE);
        double steadyFrom = Math.max(STEADY_FROM_SECONDS, seconds * STEADY_FROM_PART);
        List<Sample> steady = new ArrayList<>();
        List<Sample> all = new ArrayList<>();
        for (long wake = 1; !endedAt(program, startNanos + wake * WAKE.toNanos()); wake++) {
            onWake.run();
            if (wake % WAKES_A_SAMPLE == 0) {
                Sample sample = sample(program);
                boolean recording = sample.atSeconds < seconds - STEADY_UNTIL_SECONDS;
                // One that has just ended would count as 0.
                if (sample.atSeconds >= steadyFrom && recording && program.isAlive()) {
                    steady.add(sample);
                }
                all.add(sample);
            }
            if (System.nanoTime() - startNanos > limit.toNanos()) {
                program.destroyForcibly();
                throw new BenchFailure(
                        "A recording of "
                                + seconds
                                + " s did not end within "
                                + limit.toSeconds()
                                + " s.");
            }
        }
        Waits.exitCode(program, Duration.ofSeconds(1), "an ended program");
        double serverSeconds = ProcFiles.treeSeconds(server) - serverBefore;
        return new Cost(
                ProcFiles.endedChildrenSeconds() - childrenBefore,
                share(steady, Sample::program),
                serverSeconds,
                share(steady, Sample::server),
                all.stream().mapToLong(Sample::pssBytes).max().orElse(0),
                pssSlope(steady),
                0);
    }

    private Sample sample(Process program) {
        return new Sample(
                (System.nanoTime() - startNanos) / 1e9,
                ProcFiles.treeSeconds(program.toHandle()),
                ProcFiles.treeSeconds(server),
                ProcFiles.treePssBytes(program.toHandle()));
    }

    /** In bytes a minute. */
    private static double pssSlope(List<Sample> steady) {
        return steady.size() < 2
                ? Double.NaN
                : Slope.of(
                        steady.stream().map(sample -> sample.atSeconds / 60).toList(),
                        steady.stream().map(sample -> (double) sample.pssBytes).toList());
    }

    private static double share(List<Sample> samples, ToDoubleFunction<Sample> seconds) {
        if (samples.size() < 2) {
            return Double.NaN;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return (seconds.applyAsDouble(last) - seconds.applyAsDouble(first))
                / (last.atSeconds - first.atSeconds);
    }

    private static boolean endedAt(Process program, long nanos) {
        try {
            return program.waitFor(Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("The benchmark was interrupted.");
        }
    }
}
