package dev.lastframe.app.bench;

/**
 * What the FX thread spent on ticks, and what copies of as many bytes took. It does not wait for
 * the server's own copy; with that a grab is measured by JMH.
 *
 * @param trial a recording of content that is faster than it, so that every tick copies
 * @param meanwhile copies made four times a second during it
 * @param idle copies made in the same rhythm on a still screen without any recording
 */
record TickChapter(Trial trial, Quantiles meanwhile, Quantiles idle) implements Chapter {

    private static final double MOST_COPIES = 1.5;
    private static final double MOST_MILLIS = 4;

    @Override
    public void ratios(Table table) {
        table.heading("FX thread: its part of a tick against one memory copy of the same bytes");
        double median = trial.tickMillis("tickMillisP50");
        copies(table, "median, copies during the recording", median, meanwhile.at(0.5));
        copies(table, "median, copies without a recording", median, idle.at(0.5));
        double p99 = trial.tickMillis("tickMillisP99");
        table.row(
                "99th percentile, copies during the recording",
                Units.ratio(p99, meanwhile.at(0.99)),
                Units.millis(p99),
                Units.millis(meanwhile.at(0.99)) + " copy",
                Units.target("at most 4 ms", p99 <= MOST_MILLIS));
        table.row(
                "ticks missed, by the ledger",
                "",
                trial.ledger("missed") + " of " + trial.ledger("ticks"),
                "",
                Units.target("0", trial.ledger("missed") == 0));
    }

    private static void copies(Table table, String measure, double tick, double copy) {
        table.row(
                measure,
                Units.ratio(tick, copy),
                Units.millis(tick),
                Units.millis(copy) + " copy",
                Units.target("at most 1.5 copies", tick <= MOST_COPIES * copy));
    }
}
