package dev.lastframe.app.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows that tell of every single recording what is in it and what is not. */
final class Accounts {

    /** A wrong rate would be tens of milliseconds away after a minute. */
    private static final double MOST_DRIFT_MICROS = 5_000;

    private final Table table;

    Accounts(Table table) {
        this.table = table;
    }

    void write(Results results) {
        results.motion().ifPresent(pair -> each(pair, this::motion));
        results.fast()
                .ifPresent(trial -> {
                    heading(trial.recipe(), "");
                    motion(trial, Optional.empty());
                });
        results.ticks().ifPresent(ticks -> each(ticks.pair(), this::motion));
        results.quiet().forEach(pair -> each(pair, this::quiet));
    }

    private interface Rows {
        void write(Trial lastframe, Optional<Trial> x11grab);
    }

    private void each(Pair pair, Rows rows) {
        int runs = pair.lastframe().size();
        for (int i = 0; i < runs; i++) {
            heading(pair.recipe(), runs == 1 ? "" : ", run " + (i + 1) + " of " + runs);
            rows.write(pair.lastframe().get(i), Optional.of(pair.x11grab().get(i)));
        }
    }

    private void heading(Recipe recipe, String run) {
        table.heading(
                "%s, %d s%s: what was recorded".formatted(recipe.name(), recipe.seconds(), run));
    }

    private void motion(Trial trial, Optional<Trial> beside) {
        quiet(trial, beside);
        Numbers numbers = trial.numbers();
        count(
                "pictures unreadable, torn or going back",
                numbers.damaged(),
                beside(beside, other -> Long.toString(other.numbers().damaged())));
        count(
                "packets not later than the one before",
                numbers.timeFaults(),
                beside(beside, other -> Long.toString(other.numbers().timeFaults())));
        times(numbers.times(), trial.recipe());
        table.row(
                "tick: median / p99 / longest",
                "",
                List.of("tickMillisP50", "tickMillisP99", "tickMillisMax").stream()
                        .map(name -> Units.millis(trial.tickMillis(name)))
                        .collect(Collectors.joining(" / ")));
    }

    private void quiet(Trial trial, Optional<Trial> beside) {
        Numbers numbers = trial.numbers();
        table.row("capture; warnings", "", trial.way());
        if (trial.recipe().contentFps() < trial.recipe().fps()) {
            table.row(
                    "numbers missing",
                    "",
                    missing(trial),
                    beside(beside, Accounts::missing),
                    Units.target("0", numbers.missing() == 0));
        }
        table.row(
                "ticks missed, by the ledger",
                "",
                trial.ledger("missed") + " of " + trial.ledger("ticks"),
                "",
                Units.target("0", trial.ledger("missed") == 0));
        table.row(
                "late / queue full / capture failed",
                "",
                ledger(trial, "late", "droppedQueueFull", "captureFailed"));
        table.row("encode failed / abandoned", "", ledger(trial, "encodeFailed", "abandoned"));
        table.row(
                "ticks captured / unchanged / unverified",
                "",
                ledger(trial, "captured", "unchanged", "unverified"));
        table.row(
                "pictures decoded / encoded",
                "",
                numbers.pictures() + " / " + trial.ledger("encoded"),
                beside(beside, other -> other.numbers().pictures() + " decoded"),
                Units.target("equal", numbers.pictures() == trial.ledger("encoded")));
    }

    private void count(String measure, long ours, String theirs) {
        table.row(measure, "", Long.toString(ours), theirs, Units.target("0", ours == 0));
    }

    private void times(PresentationTimes times, Recipe recipe) {
        table.row(
                "time off: farthest from when it was shown",
                "",
                Units.millisOfMicros(times.errorMicros()),
                "",
                Units.target("one tick", times.errorMicros() <= recipe.tickMicros()));
        Quantiles delay = times.delayMicros();
        table.row(
                "time from shown to recorded: median / p99 / longest",
                "",
                Arrays.stream(new double[] {0.5, 0.99, 1})
                        .mapToObj(part -> Units.millisOfMicros(delay.at(part)))
                        .collect(Collectors.joining(" / ")));
        table.row(
                "drift of that over the recording",
                "",
                Units.millisOfMicros(times.driftMicros()),
                "",
                Units.target("under 5 ms", Math.abs(times.driftMicros()) < MOST_DRIFT_MICROS));
    }

    private static String missing(Trial trial) {
        return trial.numbers().missing() + " of " + trial.numbers().expected();
    }

    private static String ledger(Trial trial, String... names) {
        return Arrays.stream(names)
                .map(name -> Long.toString(trial.ledger(name)))
                .collect(Collectors.joining(" / "));
    }

    private static String beside(Optional<Trial> trial, Function<Trial, String> words) {
        return trial.map(words).orElse("");
    }
}
