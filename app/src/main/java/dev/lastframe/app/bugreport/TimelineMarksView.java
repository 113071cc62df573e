package dev.lastframe.app.bugreport;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;

/**
 * What happened, drawn on the line: marks as flags above it, actions as strokes, missed stretches
 * as blocks, changes of the screen as columns from its foot. Many at one place are one.
 */
final class TimelineMarksView {

    private static final double FLAG = 8;

    private final Path changes = path("changes");
    private final Path missed = path("missed-parts");
    private final Path events = path("events");
    private final Path flags = path("flags");
    private List<Moment> known = List.of();
    private Span drawnAxis = new Span(0, 0);
    private double drawnEnd;

    private static Path path(String style) {
        Path path = new Path();
        path.getStyleClass().add(style);
        path.setManaged(false);
        path.setMouseTransparent(true);
        return path;
    }

    /** From the lowest to the highest. */
    List<Path> paths() {
        return List.of(changes, missed, events, flags);
    }

    /** These are drawn from now on. */
    void set(List<Moment> moments) {
        known = moments;
        drawnEnd = -1;
    }

    /**
     * Draws them, unless they are drawn like this.
     *
     * @param x where a time is
     */
    void draw(Span axis, LongToDoubleFunction x, double top, double height) {
        double end = x.applyAsDouble(axis.untilMicros());
        if (axis.equals(drawnAxis) && end == drawnEnd) {
            return;
        }
        drawnAxis = axis;
        drawnEnd = end;
        double foot = top + height;
        double middle = top + height / 2;
        Map<Long, Double> columns = new TreeMap<>();
        Map<Long, List<PathElement>> strokes = new TreeMap<>();
        List<PathElement> blocks = new ArrayList<>();
        List<PathElement> flying = new ArrayList<>();
        long most =
                known.stream()
                        .filter(moment -> moment.kind() == Moment.Kind.CHANGE)
                        .mapToLong(Moment::weight)
                        .max()
                        .orElse(1);
        for (Moment moment : known) {
            if (!moment.span().touches(axis)) {
                continue;
            }
            double from = x.applyAsDouble(axis.nearest(moment.span().fromMicros()));
            double until = x.applyAsDouble(axis.nearest(moment.span().untilMicros()));
            long pixel = Math.round(from);
            switch (moment.kind()) {
                case CHANGE -> columns.merge(pixel, moment.weight() / (double) most, Math::max);
                case EVENT -> strokes.put(pixel, line(pixel + 0.5, middle - 4, middle + 4));
                case MISSED -> blocks.addAll(box(from, top, Math.max(until, from + 2), foot));
                case MARK -> flying.addAll(flag(pixel + 0.5, top));
            }
        }
        List<PathElement> bars = new ArrayList<>();
        columns.forEach((pixel, part) ->
                bars.addAll(line(pixel + 0.5, foot - 2 - part * (height / 2 - 4), foot - 1)));
        changes.getElements().setAll(bars);
        events.getElements().setAll(strokes.values().stream().flatMap(Collection::stream).toList());
        missed.getElements().setAll(blocks);
        flags.getElements().setAll(flying);
    }

    /** What happened about then, the nearest; empty for nothing. */
    static Optional<Moment> near(List<Moment> moments, long at, long around) {
        Optional<Moment> best = Optional.empty();
        long distance = around;
        for (Moment moment : moments) {
            long away = Math.abs(moment.span().nearest(at) - at);
            if (moment.kind() != Moment.Kind.CHANGE && away <= distance) {
                distance = away;
                best = Optional.of(moment);
            }
        }
        return best;
    }

    private static List<PathElement> line(double x, double y0, double y1) {
        return List.of(new MoveTo(x, y0), new LineTo(x, y1));
    }

    private static List<PathElement> box(double x0, double y0, double x1, double y1) {
        return List.of(
                new MoveTo(x0, y0),
                new LineTo(x1, y0),
                new LineTo(x1, y1),
                new LineTo(x0, y1),
                new ClosePath());
    }

    private static List<PathElement> flag(double x, double top) {
        return List.of(
                new MoveTo(x, top + FLAG),
                new LineTo(x, top - FLAG),
                new LineTo(x + FLAG, top - FLAG / 2),
                new LineTo(x, top),
                new ClosePath());
    }
}
