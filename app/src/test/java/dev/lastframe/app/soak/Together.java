package dev.lastframe.app.soak;

import dev.lastframe.app.bench.Quantiles;
import dev.lastframe.app.bench.Slope;
import dev.lastframe.core.testing.FlashWindow.Flash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * How far a file's beeps are from its flashes. What the content itself did late is no fault of the
 * file and is taken off by the content's own log.
 *
 * @param expected flashes that must be in the file
 * @param seconds when each flash is that was found with its beep
 * @param offsets how much later its beep is than it should be, in seconds
 */
record Together(int expected, List<Double> seconds, List<Double> offsets) {

    /** No flash or beep of another second is taken for this one's. */
    private static final double NEAR_SECONDS = 0.4;

    /** Flashes that one median is of. */
    private static final int PIECE = 10;

    private static final int MOST_PIECES = 60;

    /** Keeps own copies. */
    Together {
        seconds = List.copyOf(seconds);
        offsets = List.copyOf(offsets);
    }

    /**
     * Compares.
     *
     * @param shown by the content's log
     * @param startNanos the moment of the file's time 0
     * @param flashes of the file, in seconds, as are the beeps
     * @param from flashes before this second do not count
     * @param until nor do those after this one
     */
    static Together of(
            List<Flash> shown,
            long startNanos,
            List<Double> flashes,
            List<Double> beeps,
            double from,
            double until) {
        TreeSet<Double> seen = new TreeSet<>(flashes);
        TreeSet<Double> heard = new TreeSet<>(beeps);
        int expected = 0;
        List<Double> seconds = new ArrayList<>();
        List<Double> offsets = new ArrayList<>();
        for (Flash flash : shown) {
            double shownAt = (flash.shownNanos() - startNanos) / 1e9;
            double heardAt = (flash.wantedNanos() - startNanos) / 1e9;
            if (shownAt < from || shownAt > until) {
                continue;
            }
            expected++;
            double seenIn = nearest(seen, shownAt);
            double heardIn = nearest(heard, heardAt);
            if (!Double.isNaN(seenIn) && !Double.isNaN(heardIn)) {
                seconds.add(shownAt);
                offsets.add(heardIn - seenIn - (heardAt - shownAt));
            }
        }
        return new Together(expected, seconds, offsets);
    }

    private static double nearest(TreeSet<Double> among, double second) {
        double best = Double.NaN;
        double distance = NEAR_SECONDS;
        for (Double each : among.subSet(second - NEAR_SECONDS, second + NEAR_SECONDS)) {
            if (Math.abs(each - second) < distance) {
                distance = Math.abs(each - second);
                best = each;
            }
        }
        return best;
    }

    /** Flashes that are not in the file, or have no beep there. */
    int missing() {
        return expected - offsets.size();
    }

    /** The distance in seconds that this part of all keeps below. */
    double distance(double part) {
        return Quantiles.of(offsets.stream().mapToDouble(Math::abs).toArray()).at(part);
    }

    /** The offset in the middle of all, in seconds. */
    double middle() {
        return Quantiles.of(offsets.stream().mapToDouble(each -> each).toArray()).at(0.5);
    }

    /**
     * By how much the offset grows from the first flash to the last, in seconds: a line through
     * medians, so that a single late picture tells nothing.
     */
    double trend() {
        int pieces = Math.clamp(offsets.size() / PIECE, 1, MOST_PIECES);
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            int begin = (int) ((long) offsets.size() * i / pieces);
            int end = (int) ((long) offsets.size() * (i + 1) / pieces);
            x.add(median(seconds.subList(begin, end)));
            y.add(median(offsets.subList(begin, end)));
        }
        return Slope.of(x, y) * (seconds.getLast() - seconds.getFirst());
    }

    private static double median(List<Double> values) {
        return Quantiles.of(values.stream().mapToDouble(each -> each).toArray()).at(0.5);
    }

    /** One line for those who read the report. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d flashes, %d missing; the beep is %+.1f ms beside its flash in the middle, within"
                        + " %.1f ms (50 %%), %.1f (95 %%), %.1f (99 %%), %.1f at most; %+.2f ms more"
                        + " at the end than at the beginning",
                expected,
                missing(),
                1000 * middle(),
                1000 * distance(0.5),
                1000 * distance(0.95),
                1000 * distance(0.99),
                1000 * distance(1),
                1000 * trend());
    }
}
