package dev.lastframe.app.bench;

/**
 * What a report costs the recording that it is of: each part of it beside as long a time of the
 * same recording without one.
 *
 * @param first the dialog opens for the first time
 * @param again it is opened later
 * @param looking its video is made to be looked over, and looked at
 * @param making the report is made
 * @param looked seconds until the video could be looked over, at most
 * @param part seconds from the key to the finished folder, where a part of the screen moves
 * @param whole the same where all of it moves
 */
record ReportChapter(
        Beside first,
        Beside again,
        Beside looking,
        Beside making,
        double looked,
        double part,
        double whole)
        implements Chapter {

    /** From the key to the finished folder. */
    private static final double MOST_SECONDS = 20;

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
        row(table, "its video is looked over", looking);
        row(table, "the report is made", making);
        table.heading("A report of 30 s of the screen, while it records");
        table.row("until its video can be looked over", "", Units.seconds(looked), "", "");
        hurried(table, "from the key to the folder, by two presses, a part moves", part);
        hurried(table, "the same, all of the screen moves", whole);
    }

    private static void hurried(Table table, String measure, double seconds) {
        table.row(
                measure,
                "",
                Units.seconds(seconds),
                "",
                Units.target("20 s, four clicks", seconds <= MOST_SECONDS));
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
