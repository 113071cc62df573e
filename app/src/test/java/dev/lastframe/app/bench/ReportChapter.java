package dev.lastframe.app.bench;

/**
 * What a report costs the recording that it is of: each part of it beside as long a time of the
 * same recording without one.
 *
 * @param first the dialog opens for the first time
 * @param again it is opened later
 * @param making the report is made
 */
record ReportChapter(Beside first, Beside again, Beside making) implements Chapter {

    /**
     * Ticks of one time.
     *
     * @param late those that came too late
     * @param dropped those that were lost otherwise
     * @param ticks all that were due
     */
    record Missed(long late, long dropped, long ticks) {

        static final Missed NONE = new Missed(0, 0, 0);

        Missed plus(Missed more) {
            return new Missed(late + more.late, dropped + more.dropped, ticks + more.ticks);
        }

        /** Of a thousand ticks. */
        double share() {
            return ticks == 0 ? 0 : 1000.0 * (late + dropped) / ticks;
        }

        @Override
        public String toString() {
            return late + " late, " + dropped + " dropped of " + ticks;
        }
    }

    /** One time of a recording, and another of it without a report. */
    record Beside(Missed with, Missed without) {

        static final Beside NONE = new Beside(Missed.NONE, Missed.NONE);

        Beside plus(Beside more) {
            return new Beside(with.plus(more.with), without.plus(more.without));
        }
    }

    @Override
    public void ratios(Table table) {
        table.heading("A report while it records: ticks missed, beside the same time without it");
        row(table, "the dialog opens, the first time", first);
        row(table, "the dialog opens again", again);
        row(table, "the report is made", making);
    }

    private static void row(Table table, String measure, Beside pair) {
        table.row(
                measure,
                "",
                pair.with().toString(),
                pair.without() + " without",
                Units.target(
                        "no more than without", pair.with().share() <= pair.without().share()));
    }
}
