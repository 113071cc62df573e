package dev.lastframe.app.recording;

import dev.lastframe.app.fx.Later;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What a glance at the window tells: its phase, its headline, its title, its numbers. All of it is
 * refreshed together, but that a recording starts is drawn a moment after it does. Used by the FX
 * thread; never blocks.
 */
final class Face {

    /** Where the words come from that change with what is done. Asked by the FX thread. */
    interface Source {

        Phase phase();

        /** Whether there is a screen to record. */
        boolean recordable();

        /** Whether a press would start a recording. */
        boolean startable();

        /** What the header says while something runs. */
        Header busy(Phase phase);

        /** What the header says below its headline while nothing runs. */
        String idle();
    }

    /**
     * A start is drawn so long after it was asked for, if it takes that long: the same thread opens
     * the screen and takes the first picture, which the drawing would put off. Who presses a button
     * takes an answer within a tenth of a second for immediate.
     */
    static final Duration START_IS_DRAWN = Duration.ofMillis(50);

    private final HeaderTexts texts;
    private final Numbers numbers;
    private final Source source;
    private final Later later;

    /** The start that will be drawn. */
    private Later.@Nullable Cancel coming;

    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(Phase.IDLE);
    private final ReadOnlyObjectWrapper<Phase> drawn = new ReadOnlyObjectWrapper<>(Phase.IDLE);
    private final ReadOnlyObjectWrapper<Header> header;
    private final ReadOnlyObjectWrapper<String> title;
    private final ReadOnlyObjectWrapper<StatusLine> status =
            new ReadOnlyObjectWrapper<>(StatusLine.BLANK);
    private final ReadOnlyObjectWrapper<Optional<HealthReport>> health =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    Face(HeaderTexts texts, Numbers numbers, Source source, Later later) {
        this.texts = texts;
        this.numbers = numbers;
        this.source = source;
        this.later = later;
        this.header = new ReadOnlyObjectWrapper<>(texts.idle("", true));
        this.title = new ReadOnlyObjectWrapper<>(texts.title(Phase.IDLE, Duration.ZERO));
    }

    /** What is; for whoever acts on it. */
    ReadOnlyObjectProperty<Phase> phase() {
        return phase.getReadOnlyProperty();
    }

    /** What the window looks like; for whoever draws. Always {@link #phase()} but for a moment. */
    ReadOnlyObjectProperty<Phase> drawn() {
        return drawn.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Header> header() {
        return header.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<String> title() {
        return title.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<StatusLine> status() {
        return status.getReadOnlyProperty();
    }

    /** Empty while the health card is closed. */
    ReadOnlyObjectProperty<Optional<HealthReport>> health() {
        return health.getReadOnlyProperty();
    }

    /** Says everything anew. */
    void show() {
        Phase now = source.phase();
        phase.set(now);
        if (now != Phase.STARTING || drawn.get() == Phase.STARTING) {
            draw();
        } else if (coming == null) {
            coming = later.after(START_IS_DRAWN, this::draw);
        }
    }

    private void draw() {
        if (coming != null) {
            coming.cancel();
            coming = null;
        }
        Phase now = source.phase();
        drawn.set(now);
        header.set(now.busy() ? source.busy(now) : texts.idle(source.idle(), source.startable()));
        title.set(texts.title(now, numbers.elapsed()));
        status.set(numbers.line(source.recordable()));
        if (health.get().isPresent()) {
            health.set(Optional.of(numbers.report()));
        }
    }

    /** Opens or closes the health card; what it shows counts as seen. */
    void toggleHealth() {
        health.set(health.get().isPresent() ? Optional.empty() : Optional.of(numbers.report()));
        numbers.seen();
        show();
    }

    void closeHealth() {
        health.set(Optional.empty());
    }

    /** What an open health card shows counts as seen. */
    void seen() {
        if (health.get().isPresent()) {
            numbers.seen();
        }
    }
}
