package dev.lastframe.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was measured so far; a failure in the middle leaves the rest empty. For one thread. */
final class Results {

    private Optional<TickTimes> ticks = Optional.empty();
    private Optional<Trial> fast = Optional.empty();
    private Optional<WindowStart> start = Optional.empty();
    private Optional<WindowStart> startWithoutCache = Optional.empty();
    private double serverAlone = Double.NaN;
    private Optional<Pair> motion = Optional.empty();
    private final List<Pair> quiet = new ArrayList<>();

    Optional<TickTimes> ticks() {
        return ticks;
    }

    void ticks(TickTimes measured) {
        ticks = Optional.of(measured);
    }

    Optional<WindowStart> start() {
        return start;
    }

    Optional<WindowStart> startWithoutCache() {
        return startWithoutCache;
    }

    void starts(WindowStart with, WindowStart without) {
        start = Optional.of(with);
        startWithoutCache = Optional.of(without);
    }

    Optional<Trial> fast() {
        return fast;
    }

    void fast(Trial measured) {
        fast = Optional.of(measured);
    }

    Optional<Pair> motion() {
        return motion;
    }

    void motion(Pair measured) {
        motion = Optional.of(measured);
    }

    /** The X server's CPU seconds a second with full motion and no recorder. */
    double serverAlone() {
        return serverAlone;
    }

    void serverAlone(double share) {
        serverAlone = share;
    }

    List<Pair> quiet() {
        return List.copyOf(quiet);
    }

    void quiet(Pair measured) {
        quiet.add(measured);
    }

    /** All of it, ratios first. */
    Table table() {
        Table table = new Table("Measure", "Ratio", "Lastframe", "Beside it", "Target");
        new Ratios(table).write(this);
        new Accounts(table).write(this);
        return table;
    }
}
