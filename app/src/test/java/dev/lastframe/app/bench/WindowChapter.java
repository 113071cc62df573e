package dev.lastframe.app.bench;

import java.util.function.DoubleFunction;

/** What the window costs, with what the build has trained and without. */
record WindowChapter(WindowStart with, WindowStart without) implements Chapter {

    private static final double MOST_IDLE = 0.002;
    private static final double MOST_WAKE_UPS = 5;
    private static final double MOST_PICTURE_MILLIS = 100;
    private static final double MOST_SAVED_MILLIS = 1000;

    @Override
    public void ratios(Table table) {
        table.heading("The window: with the AOT cache against without");
        row(table, "shown after", with.shownMillis(), without.shownMillis(), Units::millis);
        row(table, "CPU of the start", with.startSeconds(), without.startSeconds(), Units::seconds);
        row(
                table,
                "memory while idle, PSS",
                with.idlePssBytes(),
                without.idlePssBytes(),
                Units::mebibytes);
        table.row(
                "CPU while idle",
                "",
                Units.ofACore(with.idleShare()),
                Units.ofACore(without.idleShare()),
                Units.target("at most 0.2 %", with.idleShare() <= MOST_IDLE));
        table.row(
                "wake-ups a second while idle",
                "",
                Units.number(with.idleWakeUps()),
                Units.number(without.idleWakeUps()),
                Units.target("at most 5", with.idleWakeUps() <= MOST_WAKE_UPS));
        table.row(
                "from the key to the first picture",
                Units.ratio(with.pictureMillis(), without.pictureMillis()),
                Units.millis(with.pictureMillis()),
                Units.millis(without.pictureMillis()),
                Units.target("at most 100 ms", with.pictureMillis() <= MOST_PICTURE_MILLIS));
        row(
                table,
                "CPU while it records a still screen",
                with.recordingShare(),
                without.recordingShare(),
                Units::ofACore);
        row(
                table,
                "memory while it records, PSS",
                with.recordingPssBytes(),
                without.recordingPssBytes(),
                Units::mebibytes);
        table.row(
                "from the key that stops it to the saved file",
                Units.ratio(with.savedMillis(), without.savedMillis()),
                Units.millis(with.savedMillis()),
                Units.millis(without.savedMillis()),
                Units.target("at most 1 s", with.savedMillis() <= MOST_SAVED_MILLIS));
    }

    private static void row(
            Table table, String measure, double with, double without, DoubleFunction<String> unit) {
        table.row(measure, Units.ratio(with, without), unit.apply(with), unit.apply(without));
    }
}
