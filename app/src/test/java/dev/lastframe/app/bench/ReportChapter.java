package dev.lastframe.app.bench;

/**
 * What a report costs the recording that it is of.
 *
 * @param before while nobody asked for a report
 * @param opening from the key until the dialog has stood open for a while
 * @param making from the order until some time after the report was there
 */
record ReportChapter(Late before, Late opening, Late making) implements Chapter {

    /**
     * Ticks that came too late, of all in a time.
     *
     * @param ticks all that were due
     */
    record Late(long late, long ticks) {

        @Override
        public String toString() {
            return late + " of " + ticks;
        }
    }

    @Override
    public void ratios(Table table) {
        table.heading("A report while it records: late ticks, against the time before");
        row(table, "the dialog opens", opening);
        row(table, "the report is made", making);
    }

    private void row(Table table, String measure, Late meanwhile) {
        table.row(
                measure,
                "",
                meanwhile.toString(),
                before + " before",
                Units.target("0", meanwhile.late() == 0));
    }
}
