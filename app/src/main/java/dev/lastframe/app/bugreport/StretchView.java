package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;

/**
 * The stretch on a line with what happened, between two ends that can be moved. Ids: {@code
 * bug-timeline}, {@code bug-begin}, {@code bug-end}.
 */
final class StretchView extends Pane {

    private static final double HEIGHT = 56;
    private static final double GRIP = 12;
    private static final double TOP = 12;
    private static final double TRACK = 28;
    private static final long STEP_MICROS = 1_000_000;
    private static final int LARGER = 10;

    private final BugReportViewModel model;
    private final StretchModel stretch;
    private final Region track = region("track");
    private final Region chosen = region("chosen");
    private final Region moment = region("moment");
    private final Region begin = region("grip");
    private final Region end = region("grip");
    private final Label first = Nodes.label("", "muted", "axis");
    private final Label last = Nodes.label("", "muted", "axis");
    private final TimelineMarksView marks = new TimelineMarksView();
    private final Tooltip tip = Nodes.tip("");
    private double grasped;
    private boolean dragged;

    StretchView(BugReportViewModel model) {
        this.model = model;
        this.stretch = model.stretch();
        setId("bug-timeline");
        getStyleClass().add("timeline");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setAccessibleRole(AccessibleRole.NODE);
        List<Path> paths = marks.paths();
        getChildren().addAll(track, chosen);
        getChildren().addAll(paths);
        getChildren().addAll(moment, begin, end, first, last);
        first.setManaged(false);
        last.setManaged(false);
        grip(begin, "bug-begin", "bug.begin", "bug.beginTip");
        grip(end, "bug-end", "bug.end", "bug.endTip");
        Tooltip.install(this, tip);
        setOnMouseMoved(event -> tip.setText(hint(event)));
        setOnMousePressed(this::look);
        setOnMouseDragged(this::look);
        model.overview()
                .subscribe(known -> {
                    List<Moment> moments = known.map(Draft.Overview::moments).orElse(List.of());
                    marks.set(moments);
                    setAccessibleText(model.texts().timeline(moments));
                    requestLayout();
                });
        stretch.axis().subscribe(axis -> requestLayout());
        stretch.chosen().subscribe(span -> requestLayout());
        model.picture().at().subscribe(micros -> requestLayout());
    }

    private static Region region(String style) {
        Region region = new Region();
        region.getStyleClass().add(style);
        region.setManaged(false);
        return region;
    }

    private void grip(Region grip, String id, String name, String help) {
        grip.setId(id);
        grip.setFocusTraversable(true);
        grip.setAccessibleRole(AccessibleRole.SLIDER);
        Tooltip.install(grip, Nodes.tip(model.words().text(help)));
        grip.setAccessibleText(model.words().text(name));
        grip.setAccessibleHelp(model.words().text(help));
        grip.setOnMousePressed(event -> {
            grip.requestFocus();
            grasped = event.getX() - GRIP / 2;
            dragged = false;
            event.consume();
        });
        grip.setOnMouseDragged(event -> {
            dragged = true;
            drag(grip, event);
            event.consume();
        });
        grip.setOnMouseReleased(event -> {
            // of a fast mouse not every place is told, perhaps none but this one
            if (dragged || !event.isStillSincePress()) {
                drag(grip, event);
            }
            stretch.settle();
            event.consume();
        });
        grip.setOnKeyPressed(event -> pressed(grip, event));
    }

    private void drag(Region grip, MouseEvent event) {
        moveTo(grip, micros(grip.getLayoutX() + event.getX() - grasped));
    }

    private void pressed(Region grip, KeyEvent event) {
        Span span = stretch.chosen().get();
        long at = grip.equals(begin) ? span.fromMicros() : span.untilMicros();
        long step = event.isShiftDown() ? LARGER * STEP_MICROS : STEP_MICROS;
        Span axis = stretch.axis().get();
        switch (event.getCode()) {
            case LEFT, DOWN -> moveTo(grip, at - step);
            case RIGHT, UP -> moveTo(grip, at + step);
            case HOME -> moveTo(grip, axis.fromMicros());
            case END -> moveTo(grip, axis.untilMicros());
            default -> {
                return;
            }
        }
        stretch.settle();
        event.consume();
    }

    private void moveTo(Region grip, long micros) {
        if (grip.equals(begin)) {
            stretch.moveFrom(micros);
            model.picture().show(stretch.chosen().get().fromMicros());
        } else {
            stretch.moveUntil(micros);
            model.picture().show(stretch.chosen().get().untilMicros());
        }
    }

    /** A press on the line shows that moment. */
    private void look(MouseEvent event) {
        if (stretch.axis().get().length() > 0) {
            model.picture().show(stretch.axis().get().nearest(micros(event.getX())));
        }
    }

    private String hint(MouseEvent event) {
        long at = stretch.axis().get().nearest(micros(event.getX()));
        long near = micros(event.getX() + 3) - micros(event.getX());
        String found =
                model.overview()
                        .get()
                        .flatMap(known -> TimelineMarksView.near(known.moments(), at, near))
                        .map(model.texts()::moment)
                        .orElse("");
        String time = model.texts().tenths(at);
        return found.isEmpty() ? time : time + "  " + found;
    }

    private double x(long micros) {
        Span axis = stretch.axis().get();
        double part =
                axis.length() == 0 ? 0 : (micros - axis.fromMicros()) / (double) axis.length();
        return GRIP / 2 + part * (getWidth() - GRIP);
    }

    private long micros(double x) {
        Span axis = stretch.axis().get();
        double part = (x - GRIP / 2) / Math.max(1, getWidth() - GRIP);
        return axis.fromMicros() + Math.round(part * axis.length());
    }

    @Override
    protected void layoutChildren() {
        Span axis = stretch.axis().get();
        Span span = stretch.chosen().get();
        double from = snapPositionX(x(span.fromMicros()));
        double until = snapPositionX(x(span.untilMicros()));
        track.resizeRelocate(GRIP / 2, TOP, Math.max(0, getWidth() - GRIP), TRACK);
        chosen.resizeRelocate(from, TOP, Math.max(0, until - from), TRACK);
        begin.resizeRelocate(from - GRIP / 2, TOP - 4, GRIP, TRACK + 8);
        end.resizeRelocate(until - GRIP / 2, TOP - 4, GRIP, TRACK + 8);
        moment.resizeRelocate(
                snapPositionX(x(model.picture().at().get())) - 1, TOP - 4, 2, TRACK + 8);
        first.setText(model.texts().clock(axis.fromMicros()));
        last.setText(model.texts().clock(axis.untilMicros()));
        double low = TOP + TRACK + 3;
        first.resizeRelocate(GRIP / 2, low, first.prefWidth(-1), first.prefHeight(-1));
        double wide = last.prefWidth(-1);
        last.resizeRelocate(getWidth() - GRIP / 2 - wide, low, wide, last.prefHeight(-1));
        begin.setAccessibleText(
                model.words().text("bug.begin") + " " + model.texts().tenths(span.fromMicros()));
        end.setAccessibleText(
                model.words().text("bug.end") + " " + model.texts().tenths(span.untilMicros()));
        marks.draw(axis, this::x, TOP, TRACK);
    }
}
