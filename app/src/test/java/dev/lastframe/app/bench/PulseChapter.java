package dev.lastframe.app.bench;

import java.util.List;

/**
 * How regularly JavaFX's pulses came.
 *
 * @param phases the first one without a recording
 * @param note a sentence on what could not be measured, or empty
 */
record PulseChapter(List<Phase> phases, String note) implements Chapter {

    private static final double MOST_MORE_MILLIS = 2;

    PulseChapter {
        phases = List.copyOf(phases);
    }

    /** From one pulse to the next, in milliseconds. */
    record Phase(String name, double median, double p99, double longest) {}

    @Override
    public void ratios(Table table) {
        Phase idle = phases.getFirst();
        table.heading("FX thread: from one pulse to the next, median / p99 / longest");
        for (Phase phase : phases.subList(1, phases.size())) {
            table.row(
                    phase.name(),
                    Units.ratio(phase.p99(), idle.p99()),
                    words(phase),
                    words(idle) + " idle",
                    Units.target(
                            "p99 within 2 ms of idle",
                            phase.p99() <= idle.p99() + MOST_MORE_MILLIS));
        }
        if (!note.isEmpty()) {
            table.note(note);
        }
    }

    private static String words(Phase phase) {
        return Units.millis(phase.median())
                + " / "
                + Units.millis(phase.p99())
                + " / "
                + Units.millis(phase.longest());
    }
}
