package dev.lastframe.app.bench;

import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The rows that compare: Lastframe's value divided by the other's, so that less is better. */
final class Ratios {

    private static final double MOST_COPIES = 2;
    private static final double MOST_TICK_MILLIS = 8;
    private static final double MOST_IDLE = 0.002;
    private static final double MOST_WAKE_UPS = 5;
    private static final double MOST_PICTURE_MILLIS = 100;

    private final Table table;

    Ratios(Table table) {
        this.table = table;
    }

    void write(Results results) {
        results.start()
                .ifPresent(with ->
                        results.startWithoutCache().ifPresent(without -> start(with, without)));
        results.ticks()
                .ifPresent(ticks -> {
                    ticks(ticks);
                    costs(ticks.pair());
                    aPicture(ticks.pair());
                });
        results.motion()
                .ifPresent(pair -> {
                    costs(pair);
                    aPicture(pair);
                    serverAlone(pair, results.serverAlone());
                });
        results.quiet().forEach(this::costs);
    }

    private void start(WindowStart with, WindowStart without) {
        table.heading("The window: with the AOT cache against without");
        start("shown after", with.shownMillis(), without.shownMillis(), Units::millis);
        start("CPU of the start", with.startSeconds(), without.startSeconds(), Units::seconds);
        start(
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
    }

    private void start(String measure, double with, double without, DoubleFunction<String> unit) {
        table.row(measure, Units.ratio(with, without), unit.apply(with), unit.apply(without));
    }

    private void ticks(TickTimes ticks) {
        table.heading("FX thread: a tick against one memory copy of the same bytes");
        double median = ticks.trial().tickMillis("tickMillisP50");
        copies("median, copies during the recording", median, ticks.meanwhile().at(0.5));
        copies("median, copies without a recording", median, ticks.idle().at(0.5));
        double p99 = ticks.trial().tickMillis("tickMillisP99");
        table.row(
                "99th percentile, copies during the recording",
                Units.ratio(p99, ticks.meanwhile().at(0.99)),
                Units.millis(p99),
                Units.millis(ticks.meanwhile().at(0.99)) + " copy",
                Units.target("at most 8 ms", p99 <= MOST_TICK_MILLIS));
    }

    private void copies(String measure, double tick, double copy) {
        table.row(
                measure,
                Units.ratio(tick, copy),
                Units.millis(tick),
                Units.millis(copy) + " copy",
                Units.target("at most 2 copies", tick <= MOST_COPIES * copy));
    }

    private void costs(Pair pair) {
        Recipe recipe = pair.recipe();
        table.heading("%s, %d s: cost against x11grab".formatted(recipe.name(), recipe.seconds()));
        cost(pair, "CPU, steady state", Cost::share, Units::ofACore);
        cost(pair, "CPU with the X server's, steady state", Cost::togetherShare, Units::ofACore);
        cost(pair, "CPU from start to end", Cost::seconds, Units::seconds);
        cost(pair, "CPU of the X server meanwhile", Cost::serverSeconds, Units::seconds);
        cost(pair, "memory, PSS peak", Cost::pssBytes, Units::mebibytes);
        cost(pair, "file", Cost::fileBytes, Units::mebibytes);
    }

    private void cost(
            Pair pair, String measure, ToDoubleFunction<Cost> value, DoubleFunction<String> unit) {
        double ours = value.applyAsDouble(pair.lastframeCost());
        double theirs = value.applyAsDouble(pair.x11grabCost());
        table.row(measure, Units.ratio(ours, theirs), unit.apply(ours), unit.apply(theirs));
    }

    private void aPicture(Pair pair) {
        double ours = Pair.cpuMillisAPicture(pair.lastframe());
        double theirs = Pair.cpuMillisAPicture(pair.x11grab());
        table.row(
                "CPU for each picture in the file, steady state",
                Units.ratio(ours, theirs),
                Units.millis(ours),
                Units.millis(theirs));
    }

    private void serverAlone(Pair pair, double share) {
        double ours = pair.lastframeCost().serverShare();
        table.row(
                "CPU of the X server, with and without recording",
                Units.ratio(ours, share),
                Units.ofACore(ours),
                Units.ofACore(share) + " without");
    }
}
