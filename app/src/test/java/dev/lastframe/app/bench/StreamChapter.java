package dev.lastframe.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.cli.LeftOutNumbers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * A stream of PipeWire, recorded by Lastframe and by {@code gst-launch-1.0} with each encoder.
 *
 * @param all by encoder
 */
record StreamChapter(List<Beside> all) implements Chapter {

    /** The part of the other's CPU that Lastframe is to cost at most. */
    private static final double MOST = 1.1;

    StreamChapter {
        all = List.copyOf(all);
    }

    /**
     * One recording.
     *
     * @param expected numbers from the first to the last one of the file
     * @param missing those of them that are not in it
     * @param damaged pictures that are unreadable or torn
     * @param leftOut why they are not; empty for another program
     * @param ledger Lastframe's; missing for another program
     */
    record Run(
            Cost cost,
            int expected,
            int missing,
            long damaged,
            Optional<LeftOutNumbers> leftOut,
            JsonNode ledger) {

        /** What was not captured, never came, or was captured and not encoded. */
        long accounted() {
            JsonNode pushed = ledger.path("pushed");
            return number(pushed, "passedOver")
                    + number(pushed, "refused")
                    + number(pushed, "lost")
                    + number(pushed, "skipped")
                    + number(ledger, "encodeFailed")
                    + number(ledger, "abandoned");
        }

        private static long number(JsonNode numbers, String name) {
            return numbers.path(name).asLong();
        }
    }

    /**
     * Recordings by both programs with one encoder.
     *
     * @param lacks a sentence on why the other was not measured; empty where it was
     */
    record Beside(Recipe recipe, List<Run> lastframe, List<Run> other, String lacks) {

        Beside {
            lastframe = List.copyOf(lastframe);
            other = List.copyOf(other);
        }

        String title() {
            return "%s, %s against gst-launch-1.0".formatted(recipe.name(), recipe.encoder());
        }
    }

    @Override
    public void summary(Table table) {
        for (Beside each : all) {
            if (each.lacks.isEmpty()) {
                double ours = cost(each.lastframe).share();
                double theirs = cost(each.other).share();
                table.row(
                        each.title(),
                        Units.ratio(ours, theirs),
                        Units.ofACore(ours),
                        Units.ofACore(theirs),
                        Units.target("at most " + MOST, ours <= MOST * theirs));
            } else {
                table.note(each.lacks);
            }
        }
    }

    @Override
    public void ratios(Table table) {
        for (Beside each : all) {
            table.heading(each.title() + ": cost");
            row(table, each, "CPU, steady state", Cost::share, Units::ofACore);
            row(table, each, "CPU from start to end", Cost::seconds, Units::seconds);
            row(table, each, "CPU of PipeWire, steady state", Cost::serverShare, Units::ofACore);
            row(table, each, "memory, PSS peak", Cost::pssBytes, Units::mebibytes);
            row(table, each, "file", Cost::fileBytes, Units::mebibytes);
        }
    }

    @Override
    public void details(Table table) {
        for (Beside each : all) {
            table.heading(each.title() + ": numbers");
            table.row("numbers missing", "", missing(each.lastframe), missing(each.other));
            table.row(
                    "pictures damaged",
                    "",
                    Long.toString(damaged(each.lastframe)),
                    Long.toString(damaged(each.other)));
            Run worst = worst(each.lastframe);
            JsonNode ledger = worst.ledger;
            worst.leftOut.ifPresent(leftOut ->
                    table.row(
                            "of those: between two deadlines / at one / unclear",
                            "",
                            "%d / %d / %d"
                                    .formatted(
                                            leftOut.between().size(),
                                            leftOut.owed().size(),
                                            leftOut.unclear().size())));
            table.row(
                    "of those: not accounted for, by the ledger",
                    "",
                    Long.toString(Math.max(0, worst.missing - worst.accounted())),
                    "",
                    Units.target("0", worst.missing <= worst.accounted()));
            table.row(
                    "ticks missed, by the ledger",
                    "",
                    ledger.path("missed").asLong() + " of " + ledger.path("ticks").asLong());
            table.row(
                    "pictures that came / captured / passed over / refused or lost / never came",
                    "",
                    "%d / %d / %d / %d / %d"
                            .formatted(
                                    pushed(ledger, "came"),
                                    pushed(ledger, "captured"),
                                    pushed(ledger, "passedOver"),
                                    pushed(ledger, "refused") + pushed(ledger, "lost"),
                                    pushed(ledger, "skipped")));
        }
    }

    private static long pushed(JsonNode ledger, String name) {
        return ledger.path("pushed").path(name).asLong();
    }

    private static void row(
            Table table,
            Beside each,
            String measure,
            ToDoubleFunction<Cost> value,
            DoubleFunction<String> unit) {
        double ours = value.applyAsDouble(cost(each.lastframe));
        if (each.other.isEmpty()) {
            table.row(measure, "", unit.apply(ours));
            return;
        }
        double theirs = value.applyAsDouble(cost(each.other));
        table.row(measure, Units.ratio(ours, theirs), unit.apply(ours), unit.apply(theirs));
    }

    private static Cost cost(List<Run> runs) {
        return Cost.median(runs.stream().map(Run::cost).toList());
    }

    private static String missing(List<Run> runs) {
        return runs.isEmpty() ? "" : worst(runs).missing + " of " + worst(runs).expected;
    }

    private static Run worst(List<Run> runs) {
        return runs.stream().max(Comparator.comparingInt(Run::missing)).orElseThrow();
    }

    private static long damaged(List<Run> runs) {
        return runs.stream().mapToLong(Run::damaged).max().orElse(0);
    }
}
