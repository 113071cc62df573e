package dev.lastframe.app.bugreport;

import dev.lastframe.app.fx.Later;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.PackOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * Everything of a report that a person can change, and what is drafted of it anew when the stretch
 * is another. Used by the FX thread; never blocks.
 */
final class Writing {

    /** A stretch that is still moved is not drafted. */
    private static final Duration SETTLES = Duration.ofMillis(300);

    private final Background background;
    private final Later later;
    private final Consumer<Throwable> failed;
    private final StretchModel stretch = new StretchModel();
    private final CoverModel covers = new CoverModel();
    private final PictureModel picture;
    private final TypedWords typed = new TypedWords();
    private final Items items = new Items();
    private final ObjectProperty<Destination> destination =
            new SimpleObjectProperty<>(Destination.GITHUB);
    private Optional<Draft> draft = Optional.empty();
    private Optional<Background.Running> drafting = Optional.empty();
    private Optional<Later.Cancel> settling = Optional.empty();

    /** The stretch of which everything is there: a draft says the same of it again. */
    private Optional<Span> drafted = Optional.empty();

    /**
     * @param failed told why a stretch could not be drafted
     */
    Writing(Background background, Later later, Consumer<Throwable> failed) {
        this.background = background;
        this.later = later;
        this.failed = failed;
        this.picture = new PictureModel(background);
        stretch.chosen().subscribe(this::stretchMoved);
    }

    ObjectProperty<Destination> destination() {
        return destination;
    }

    StretchModel stretch() {
        return stretch;
    }

    CoverModel covers() {
        return covers;
    }

    PictureModel picture() {
        return picture;
    }

    TypedWords typed() {
        return typed;
    }

    Items items() {
        return items;
    }

    /** Begins with a draft. */
    void begin(Draft fresh) {
        Draft.Overview known = fresh.overview();
        stretch.begin(known.endMicros(), known.suggested());
        covers.stretch(known.suggested());
        draft = Optional.of(fresh);
        settle();
        picture.begin(fresh::still, known.recorded() ? known.suggested().untilMicros() : 0);
    }

    private void stretchMoved(Span span) {
        covers.stretch(span);
        if (draft.isPresent()) {
            rest();
            settling = Optional.of(later.after(SETTLES, this::settle));
        }
    }

    /** The stretch stays for now: what it holds is drafted, unless it was. */
    void settle() {
        rest();
        Span span = stretch.chosen().get();
        if (drafted.equals(Optional.of(span))) {
            return;
        }
        drafting =
                draft.map(open ->
                        background.run(
                                () -> open.chapter(span),
                                chapter -> {
                                    drafted = Optional.of(span);
                                    typed.draft(chapter.steps());
                                    items.set(chapter.items());
                                },
                                failed));
    }

    /** Nothing is drafted for now. */
    void rest() {
        settling.ifPresent(Later.Cancel::cancel);
        settling = Optional.empty();
        drafting.ifPresent(Background.Running::cancel);
        drafting = Optional.empty();
    }

    /** What was decided. */
    PackOrder order() {
        return Ordering.of(destination.get(), typed, items, covers);
    }

    /** No draft any more; what was written stays. */
    void end() {
        rest();
        picture.end();
        draft = Optional.empty();
        drafted = Optional.empty();
    }

    /** Nothing is written any more. */
    void clear() {
        end();
        covers.clear();
        items.clear();
        typed.clear();
    }
}
