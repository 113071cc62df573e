package dev.lastframe.app.bench;

import dev.lastframe.core.testing.ContentMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The rows that tell of recordings what is in them and what is not. Of several runs each value is
 * the worst one's.
 */
final class Accounts {

    /** A wrong rate would be tens of milliseconds away after a minute. */
    private static final double MOST_DRIFT_MICROS = 5_000;

    private final Table table;

    Accounts(Table table) {
        this.table = table;
    }

    /**
     * @param lastframe whether its own ledger is told, too: once is enough for the same recordings
     */
    void write(Pair pair, boolean lastframe) {
        List<Trial> ours = pair.lastframe();
        List<Trial> theirs = pair.beside();
        Recipe recipe = pair.recipe();
        table.heading(
                "%s, %d s: what was recorded, worst of %d runs"
                        .formatted(pair.title(), recipe.seconds(), ours.size()));
        table.row(
                "numbers missing",
                "",
                missing(ours),
                missing(theirs),
                Units.target("0", most(ours, Accounts::missing) == 0));
        count("pictures unreadable, torn or going back", pair, trial -> trial.numbers().damaged());
        count("packets not later than the one before", pair, trial -> trial.numbers().timeFaults());
        table.row(
                "pictures decoded",
                "",
                range(ours, trial -> trial.numbers().pictures()),
                range(theirs, trial -> trial.numbers().pictures()));
        times(pair);
        if (lastframe) {
            ledger(ours);
        }
    }

    private void count(String measure, Pair pair, ToLongFunction<Trial> value) {
        long ours = most(pair.lastframe(), value);
        table.row(
                measure,
                "",
                Long.toString(ours),
                Long.toString(most(pair.beside(), value)),
                Units.target("0", ours == 0));
    }

    private void times(Pair pair) {
        double off = largest(pair.lastframe(), trial -> trial.numbers().times().errorMicros());
        table.row(
                "time off: farthest from when it was shown",
                "",
                Units.millisOfMicros(off),
                Units.millisOfMicros(
                        largest(pair.beside(), trial -> trial.numbers().times().errorMicros())),
                Units.target("one tick", off <= pair.recipe().tickMicros()));
        if (pair.recipe().mode() == ContentMode.STILL) {
            // Its one number was there long before the recording.
            return;
        }
        table.row(
                "time from shown to recorded: median / p99 / longest",
                "",
                delays(pair.lastframe()));
        double drift = largest(pair.lastframe(), Accounts::drift);
        table.row(
                "drift of that over the recording",
                "",
                Units.millisOfMicros(drift),
                Units.millisOfMicros(largest(pair.beside(), Accounts::drift)),
                Units.target("under 5 ms", drift < MOST_DRIFT_MICROS));
    }

    private void ledger(List<Trial> ours) {
        Trial worst = worst(ours);
        table.row("capture; warnings", "", worst.way());
        table.row(
                "ticks missed, by the ledger",
                "",
                worst.ledger("missed") + " of " + worst.ledger("ticks"),
                "",
                Units.target("0", worst.ledger("missed") == 0));
        table.row(
                "late / queue full / capture failed",
                "",
                ledger(worst, "late", "droppedQueueFull", "captureFailed"));
        table.row("encode failed / abandoned", "", ledger(worst, "encodeFailed", "abandoned"));
        table.row(
                "ticks captured / unchanged / unverified",
                "",
                ledger(worst, "captured", "unchanged", "unverified"));
        table.row(
                "pictures encoded, by the ledger, and decoded",
                "",
                worst.ledger("encoded") + " and " + worst.numbers().pictures(),
                "",
                Units.target(
                        "equal in each run",
                        ours.stream()
                                .allMatch(trial ->
                                        trial.numbers().pictures() == trial.ledger("encoded"))));
        table.row(
                "tick: median / p99 / longest",
                "",
                List.of("tickMillisP50", "tickMillisP99", "tickMillisMax").stream()
                        .map(name -> Units.millis(largest(ours, trial -> trial.tickMillis(name))))
                        .collect(Collectors.joining(" / ")));
    }

    private static String delays(List<Trial> trials) {
        return Arrays.stream(new double[] {0.5, 0.99, 1})
                .mapToObj(part ->
                        Units.millisOfMicros(
                                largest(
                                        trials,
                                        trial -> trial.numbers().times().delayMicros().at(part))))
                .collect(Collectors.joining(" / "));
    }

    private static double drift(Trial trial) {
        return Math.abs(trial.numbers().times().driftMicros());
    }

    private static Trial worst(List<Trial> trials) {
        return trials.stream()
                .max(Comparator.comparingLong(trial -> trial.ledger("missed")))
                .orElseThrow();
    }

    private static String missing(List<Trial> trials) {
        Trial worst =
                trials.stream().max(Comparator.comparingLong(Accounts::missing)).orElseThrow();
        return missing(worst) + " of " + worst.numbers().expected();
    }

    private static long missing(Trial trial) {
        return trial.numbers().missing();
    }

    private static String range(List<Trial> trials, ToLongFunction<Trial> value) {
        long least = trials.stream().mapToLong(value).min().orElse(0);
        long most = most(trials, value);
        return least == most ? Long.toString(most) : least + " to " + most;
    }

    private static long most(List<Trial> trials, ToLongFunction<Trial> value) {
        return trials.stream().mapToLong(value).max().orElse(0);
    }

    private static double largest(List<Trial> trials, ToDoubleFunction<Trial> value) {
        return trials.stream().mapToDouble(value).max().orElse(Double.NaN);
    }

    private static String ledger(Trial trial, String... names) {
        return Arrays.stream(names)
                .map(name -> Long.toString(trial.ledger(name)))
                .collect(Collectors.joining(" / "));
    }
}
