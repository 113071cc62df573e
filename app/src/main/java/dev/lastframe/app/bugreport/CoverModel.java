package dev.lastframe.app.bugreport;

import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The rectangles that are covered. Used by the FX thread. */
final class CoverModel {

    /** Nothing is selected. */
    static final int NONE = -1;

    /** A rectangle that is added by the keyboard takes this part of the picture's sides. */
    private static final int PART = 4;

    private final ObservableList<Cover> covers = FXCollections.observableArrayList();
    private final ObservableList<Cover> view = FXCollections.unmodifiableObservableList(covers);
    private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(NONE);
    private PictureSize picture = new PictureSize(0, 0);
    private Span whole = new Span(0, 0);

    /** In the order in which they were drawn. */
    ObservableList<Cover> covers() {
        return view;
    }

    /** The index of the one that keys and buttons are about, or {@link #NONE}. */
    ReadOnlyIntegerProperty selected() {
        return selected.getReadOnlyProperty();
    }

    Optional<Cover> selection() {
        int index = selected.get();
        return index == NONE ? Optional.empty() : Optional.of(covers.get(index));
    }

    PictureSize picture() {
        return picture;
    }

    void picture(PictureSize size) {
        picture = size;
    }

    /** The stretch is another: covers that had all of it have all of it again. */
    void stretch(Span next) {
        Span before = whole;
        whole = next;
        covers.replaceAll(cover -> cover.during(follow(cover.span(), before, next)));
    }

    private static Span follow(Span span, Span before, Span next) {
        long from =
                span.fromMicros() <= before.fromMicros()
                        ? next.fromMicros()
                        : next.nearest(span.fromMicros());
        long until =
                span.untilMicros() >= before.untilMicros()
                        ? next.untilMicros()
                        : next.nearest(span.untilMicros());
        return new Span(Math.min(from, until), until);
    }

    /** Adds one between two points of the picture, for the whole stretch, and selects it. */
    void draw(double x0, double y0, double x1, double y1) {
        if (picture.width() > 0) {
            covers.add(Cover.between(x0, y0, x1, y1, picture, whole));
            selected.set(covers.size() - 1);
        }
    }

    /** Adds one in the middle. */
    void add() {
        double w = picture.width() / (double) PART;
        double h = picture.height() / (double) PART;
        double x = (picture.width() - w) / 2;
        double y = (picture.height() - h) / 2;
        draw(x, y, x + w, y + h);
    }

    void select(int index) {
        selected.set(index >= 0 && index < covers.size() ? index : NONE);
    }

    /** Replaces the selected one. */
    void change(Cover cover) {
        if (selected.get() != NONE) {
            covers.set(selected.get(), cover);
        }
    }

    void move(int dx, int dy) {
        selection().ifPresent(cover -> change(cover.by(dx, dy, picture)));
    }

    void grow(int dx, int dy) {
        selection().ifPresent(cover -> change(cover.larger(dx, dy, picture)));
    }

    /** The selected one begins here. */
    void fromHere(long micros) {
        selection()
                .ifPresent(cover -> {
                    long from = whole.nearest(micros);
                    long until = Math.max(from, cover.span().untilMicros());
                    change(cover.during(new Span(from, until)));
                });
    }

    /** The selected one ends here. */
    void untilHere(long micros) {
        selection()
                .ifPresent(cover -> {
                    long until = whole.nearest(micros);
                    long from = Math.min(until, cover.span().fromMicros());
                    change(cover.during(new Span(from, until)));
                });
    }

    /** The selected one is there from the beginning to the end. */
    void always() {
        selection().ifPresent(cover -> change(cover.during(whole)));
    }

    boolean isAlways(Cover cover) {
        return cover.span().equals(whole);
    }

    /** Removes the selected one; the one before it is selected then. */
    void remove() {
        int index = selected.get();
        if (index != NONE) {
            selected.set(NONE);
            covers.remove(index);
            select(covers.isEmpty() ? NONE : Math.max(0, index - 1));
        }
    }

    void clear() {
        selected.set(NONE);
        covers.clear();
    }
}
