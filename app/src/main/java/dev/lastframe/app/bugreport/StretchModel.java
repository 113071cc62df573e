package dev.lastframe.app.bugreport;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The stretch that a report is about, and the part of the recording that its line shows. Used by
 * the FX thread.
 */
final class StretchModel {

    /** A shorter one shows nothing. */
    static final long LEAST_MICROS = 500_000;

    /** A line over more than this is too coarse to choose on. */
    private static final long USUAL_AXIS_MICROS = 120_000_000;

    /** What the line shows beside a stretch, in its lengths. */
    private static final int MARGIN = 3;

    private final ReadOnlyObjectWrapper<Span> chosen = new ReadOnlyObjectWrapper<>(new Span(0, 0));
    private final ReadOnlyObjectWrapper<Span> axis = new ReadOnlyObjectWrapper<>(new Span(0, 0));
    private long endMicros;

    /** The stretch. */
    ReadOnlyObjectProperty<Span> chosen() {
        return chosen.getReadOnlyProperty();
    }

    /** What the line shows; it holds the stretch. */
    ReadOnlyObjectProperty<Span> axis() {
        return axis.getReadOnlyProperty();
    }

    /** Begins with a recording of this length. */
    void begin(long end, Span first) {
        endMicros = Math.max(end, first.untilMicros());
        chosen.set(first);
        settle();
    }

    void moveFrom(long micros) {
        long until = chosen.get().untilMicros();
        chosen.set(new Span(Math.clamp(micros, 0, Math.max(0, until - LEAST_MICROS)), until));
    }

    void moveUntil(long micros) {
        long from = chosen.get().fromMicros();
        long least = Math.min(endMicros, from + LEAST_MICROS);
        chosen.set(new Span(from, Math.clamp(micros, least, endMicros)));
    }

    /** Takes the later half of it, which is smaller. */
    void halve() {
        moveFrom(chosen.get().untilMicros() - chosen.get().length() / 2);
        settle();
    }

    /** The stretch is chosen for now: the line makes room beside it. */
    void settle() {
        Span span = chosen.get();
        long wide = Math.max(USUAL_AXIS_MICROS, MARGIN * span.length());
        if (wide >= endMicros) {
            axis.set(new Span(0, endMicros));
            return;
        }
        long middle = span.fromMicros() + span.length() / 2;
        long from = Math.clamp(middle - wide / 2, 0, endMicros - wide);
        axis.set(new Span(from, from + wide));
    }
}
