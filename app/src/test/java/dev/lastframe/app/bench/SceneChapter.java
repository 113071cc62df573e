package dev.lastframe.app.bench;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * One content, recorded by all programs.
 *
 * @param pairs Lastframe beside each of them, by encoder
 * @param serverAlone the X server's CPU seconds a second with this content and no recorder
 * @param note a sentence on what was not measured, or empty
 * @param failures a sentence on each recording that failed, and is in no row
 */
record SceneChapter(List<Pair> pairs, double serverAlone, String note, List<String> failures)
        implements Chapter {

    /** The memory that a 1080p recording may take. */
    private static final double MOST_PSS_BYTES = 200.0 * 1024 * 1024;

    SceneChapter {
        pairs = List.copyOf(pairs);
        failures = List.copyOf(failures);
    }

    @Override
    public void summary(Table table) {
        for (Pair pair : pairs) {
            double ours = pair.lastframeCost().share();
            double theirs = pair.besideCost().share();
            table.row(
                    pair.title(),
                    Units.ratio(ours, theirs),
                    Units.ofACore(ours),
                    Units.ofACore(theirs),
                    Double.isNaN(pair.most())
                            ? ""
                            : Units.target("at most " + pair.most(), ours <= pair.most() * theirs));
        }
        if (!note.isEmpty()) {
            table.note(note);
        }
        failures.forEach(failure -> table.note("Failed: " + failure));
    }

    @Override
    public void ratios(Table table) {
        for (Pair pair : pairs) {
            table.heading("%s, %d s: cost".formatted(pair.title(), pair.recipe().seconds()));
            cost(table, pair, "CPU, steady state", Cost::share, Units::ofACore);
            cost(
                    table,
                    pair,
                    "CPU with the X server's, steady state",
                    Cost::togetherShare,
                    Units::ofACore);
            aPicture(table, pair);
            cost(table, pair, "CPU from start to end", Cost::seconds, Units::seconds);
            cost(
                    table,
                    pair,
                    "CPU of the X server, steady state",
                    Cost::serverShare,
                    Units::ofACore);
            server(table, pair);
            cost(table, pair, "memory, PSS peak", Cost::pssBytes, Units::mebibytes);
            table.row(
                    "memory, growth in the steady state",
                    "",
                    Units.mebibytesAMinute(pair.lastframeCost().pssSlope()),
                    Units.mebibytesAMinute(pair.besideCost().pssSlope()));
            cost(table, pair, "file", Cost::fileBytes, Units::mebibytes);
            likeness(table, pair);
        }
    }

    @Override
    public void details(Table table) {
        Accounts accounts = new Accounts(table);
        Set<String> told = new HashSet<>();
        for (Pair pair : pairs) {
            accounts.write(pair, told.add(pair.recipe().encoder()));
        }
    }

    private static void cost(
            Table table,
            Pair pair,
            String measure,
            ToDoubleFunction<Cost> value,
            DoubleFunction<String> unit) {
        double ours = value.applyAsDouble(pair.lastframeCost());
        double theirs = value.applyAsDouble(pair.besideCost());
        String target =
                measure.startsWith("memory") && pair.recipe().name().contains("1080p")
                        ? Units.target("at most 200 MiB", ours <= MOST_PSS_BYTES)
                        : "";
        table.row(measure, Units.ratio(ours, theirs), unit.apply(ours), unit.apply(theirs), target);
    }

    private static void aPicture(Table table, Pair pair) {
        double ours = Pair.median(pair.lastframe(), Trial::cpuMillisAPicture);
        double theirs = Pair.median(pair.beside(), Trial::cpuMillisAPicture);
        table.row(
                "CPU for each picture in the file, steady state",
                Units.ratio(ours, theirs),
                Units.millis(ours),
                Units.millis(theirs));
    }

    private void server(Table table, Pair pair) {
        double ours = pair.lastframeCost().serverShare();
        table.row(
                "CPU of the X server, with and without recording",
                Units.ratio(ours, serverAlone),
                Units.ofACore(ours),
                Units.ofACore(serverAlone) + " without");
    }

    private static void likeness(Table table, Pair pair) {
        double ours = Pair.median(pair.lastframe(), Trial::likeness);
        double theirs = Pair.median(pair.beside(), Trial::likeness);
        table.row(
                "likeness to what was shown, SSIM (more is better)",
                "",
                Units.likeness(ours),
                Units.likeness(theirs));
    }
}
