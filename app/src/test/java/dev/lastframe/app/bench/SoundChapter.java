package dev.lastframe.app.bench;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * What sound costs beside the same recording without it.
 *
 * @param silent at least one, as are all others
 * @param system of what the computer plays
 * @param both of that and of the microphone
 */
record SoundChapter(List<Cost> silent, List<Cost> system, List<Cost> both, Recipe recipe)
        implements Chapter {

    /** Of a core, for each source. */
    private static final double MOST_OF_A_CORE = 0.02;

    SoundChapter {
        silent = List.copyOf(silent);
        system = List.copyOf(system);
        both = List.copyOf(both);
    }

    @Override
    public void ratios(Table table) {
        table.heading("Sound beside a silent recording: " + recipe.name());
        source(table, "what the computer plays", system, 1);
        source(table, "that and the microphone", both, 2);
    }

    private void source(Table table, String name, List<Cost> with, int sources) {
        double share = more(with, Cost::share);
        table.row(
                name + ": CPU more, steady state",
                "",
                Units.ofACore(share),
                Units.ofACore(Cost.median(silent).share()) + " silent",
                Units.target(
                        "at most %d %%".formatted(2 * sources), share <= sources * MOST_OF_A_CORE));
        row(table, name + ": CPU more, from start to end", with, Cost::seconds, Units::seconds);
        row(table, name + ": memory more, PSS peak", with, Cost::pssBytes, Units::mebibytes);
    }

    private void row(
            Table table,
            String measure,
            List<Cost> with,
            ToDoubleFunction<Cost> value,
            DoubleFunction<String> unit) {
        table.row(
                measure,
                "",
                unit.apply(more(with, value)),
                unit.apply(value.applyAsDouble(Cost.median(silent))) + " silent");
    }

    private double more(List<Cost> with, ToDoubleFunction<Cost> value) {
        return value.applyAsDouble(Cost.median(with)) - value.applyAsDouble(Cost.median(silent));
    }
}
