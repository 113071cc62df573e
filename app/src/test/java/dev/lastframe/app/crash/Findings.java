package dev.lastframe.app.crash;

import dev.lastframe.app.bench.Machine;
import dev.lastframe.app.bench.Quantiles;
import dev.lastframe.app.bench.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** All kills of a run: their distribution, and what must hold for all of them together. */
record Findings(long seed, List<Finding> all) {

    /** What a kill may lose at most that is not reported apart. */
    private static final double BOUND_MILLIS = 250;

    private static final double EXPOSED_PART = 0.02;

    /** A recorder that has to share its cores still keeps the bound nearly always. */
    private static final double DISTURBED_EXPOSED_PART = 0.2;

    /**
     * Of the numbers shown since the last ledger line. About every second recording misses one in
     * its first tenths of a second, while the virtual machine is still compiling.
     */
    private static final double UNCOUNTED_PART = 0.05;

    private static final int UNCOUNTED_FEW = 5;

    /** A run of so many kills is a measurement, and says so if it is none. */
    private static final int MANY = 100;

    /** Of fewer, on whatever computer, half may be exposed, and none may lose more than this. */
    private static final double FEW_EXPOSED_PART = 0.5;

    private static final double FEW_BOUND_MILLIS = 2000;

    private static final double DISTURBED_PART = 0.2;

    /** Keeps an own copy. */
    Findings {
        all = List.copyOf(all);
    }

    /** The kills at which the exposure may have been above 200 ms, which are reported apart. */
    List<Finding> exposed() {
        return all.stream().filter(Finding::exposed).toList();
    }

    /** A sentence for each thing that is not as promised. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Finding each : all) {
            each.faults().forEach(fault -> faults.add(each.plan().name() + ": " + fault));
            if (!each.exposed() && each.lossMillis() > BOUND_MILLIS) {
                faults.add(each.plan().name() + ": the bound does not hold: " + each);
            }
        }
        if (all.size() >= MANY) {
            measured(faults);
        } else {
            tooMany("kills", all, FEW_EXPOSED_PART).ifPresent(faults::add);
            all.stream()
                    .filter(each -> each.lossMillis() > FEW_BOUND_MILLIS)
                    .forEach(each -> faults.add(each.plan().name() + ": far too much is lost"));
        }
        return faults;
    }

    /** What only many kills on a quiet computer can tell. */
    private void measured(List<String> faults) {
        List<Finding> quiet = all.stream().filter(each -> !each.disturbed()).toList();
        List<Finding> disturbed = all.stream().filter(Finding::disturbed).toList();
        tooMany("kills", quiet, EXPOSED_PART).ifPresent(faults::add);
        tooMany("disturbed kills", disturbed, DISTURBED_EXPOSED_PART).ifPresent(faults::add);
        int missing = quiet.stream().mapToInt(Finding::uncountedMissing).sum();
        int shown = quiet.stream().mapToInt(Finding::uncountedExpected).sum();
        if (missing > Math.max(UNCOUNTED_FEW, UNCOUNTED_PART * shown)) {
            faults.add(
                    "%d of %d numbers are missing where no ledger line had counted yet"
                            .formatted(missing, shown));
        }
        if (disturbed.size() > DISTURBED_PART * all.size()) {
            faults.add(
                    "other programs disturbed %d of %d kills: measure on a quiet computer"
                            .formatted(disturbed.size(), all.size()));
        }
    }

    private static Optional<String> tooMany(String which, List<Finding> of, double part) {
        long exposed = of.stream().filter(Finding::exposed).count();
        long most = Math.max(1, (long) (part * of.size()));
        return exposed <= most
                ? Optional.empty()
                : Optional.of(
                        "%d of %d %s were exposed above 200 ms, at most %d may be"
                                .formatted(exposed, of.size(), which, most));
    }

    /** Losses by subject and phase. */
    Table table() {
        Table table =
                new Table(
                        "killed in",
                        "kills",
                        "loss ms median",
                        "95 %",
                        "worst",
                        "exposed > 200 ms",
                        "of them disturbed",
                        "clock behind ms, worst",
                        "missing, counted",
                        "not yet counted",
                        "cut");
        for (Subject subject : Subject.values()) {
            List<Finding> of = all.stream().filter(f -> f.plan().subject() == subject).toList();
            if (of.isEmpty()) {
                continue;
            }
            table.heading(subject.word());
            for (Phase phase : Phase.values()) {
                row(table, phase.words(), of.stream().filter(f -> f.phase() == phase).toList());
            }
            row(table, "all with a picture", of.stream().filter(f -> f.loss() != null).toList());
        }
        return table;
    }

    private static void row(Table table, String name, List<Finding> of) {
        if (of.isEmpty()) {
            return;
        }
        List<Finding> measured = of.stream().filter(f -> f.loss() != null).toList();
        Quantiles losses = quantiles(measured, Finding::lossMillis);
        long exposed = of.stream().filter(Finding::exposed).count();
        table.row(
                name,
                Integer.toString(of.size()),
                millis(losses.at(0.5)),
                millis(losses.at(0.95)),
                millis(losses.at(1)),
                Long.toString(exposed),
                Long.toString(of.stream().filter(f -> f.exposed() && f.disturbed()).count()),
                millis(quantiles(measured, Finding::lagMillis).at(1)),
                Integer.toString(of.stream().mapToInt(Finding::missing).sum()),
                Integer.toString(of.stream().mapToInt(Finding::uncountedMissing).sum()),
                Long.toString(of.stream().filter(f -> f.bytesCut() > 0).count()));
    }

    private static Quantiles quantiles(List<Finding> of, ToDoubleFunction<Finding> value) {
        return Quantiles.of(of.stream().mapToDouble(value).toArray());
    }

    private static String millis(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f", value);
    }

    /** The report as Markdown. */
    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Losses after " + all.size() + " kills");
        lines.add("");
        lines.add("Seed " + seed + ". " + Machine.here());
        lines.add("");
        lines.add(table().markdown());
        lines.add("");
        lines.addAll(part("Exposed above 200 ms, reported apart", exposed()));
        lines.addAll(part("With faults", all.stream().filter(f -> !f.faults().isEmpty()).toList()));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> part(String title, List<Finding> of) {
        List<String> lines = new ArrayList<>(List.of("## " + title, ""));
        if (of.isEmpty()) {
            lines.add("None.");
        }
        of.forEach(each -> lines.addAll(Arrays.asList(("- " + each).split("\n", -1))));
        lines.add("");
        return lines;
    }
}
