package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * The rectangles over the picture: drawn, moved, resized at their lower right corner, and removed,
 * by mouse and by keys. Ids: {@code bug-covers}, {@code bug-cover-1}, …
 */
final class CoversView extends Pane {

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass AWAY = PseudoClass.getPseudoClass("away");

    /** A press that hardly moves is none. */
    private static final double LEAST_DRAG = 4;

    private static final double CORNER = 12;
    private static final int KEY_STEP = 8;

    private final BugReportViewModel model;
    private final CoverModel covers;
    private final PictureView picture;
    private final Region drawing = new Region();
    private final List<Region> boxes = new ArrayList<>();
    private double pressedX;
    private double pressedY;
    private double lastX;
    private double lastY;
    private boolean sizing;

    CoversView(BugReportViewModel model, PictureView picture) {
        this.model = model;
        this.covers = model.covers();
        this.picture = picture;
        setId("bug-covers");
        setAccessibleRole(AccessibleRole.PARENT);
        setCursor(Cursor.CROSSHAIR);
        drawing.getStyleClass().add("cover");
        drawing.setManaged(false);
        drawing.setVisible(false);
        drawing.setMouseTransparent(true);
        getChildren().add(drawing);
        setOnMousePressed(this::begin);
        setOnMouseDragged(this::draw);
        setOnMouseReleased(this::end);
        ListChangeListener<Cover> changed = change -> show();
        covers.covers().addListener(changed);
        covers.selected().subscribe(index -> mark());
        model.picture().at().subscribe(at -> mark());
        picture.whenChanged(() -> {
            covers.picture(picture.size());
            requestLayout();
        });
    }

    /** Adds one by the keyboard, and goes to it. */
    void add() {
        covers.add();
        int index = covers.selected().get();
        if (index >= 0 && index < boxes.size()) {
            boxes.get(index).requestFocus();
        }
    }

    private void begin(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            pressedX = event.getX();
            pressedY = event.getY();
            covers.select(CoverModel.NONE);
        }
    }

    private void draw(MouseEvent event) {
        drawing.setVisible(isDrag(event));
        double x0 = inside(Math.min(pressedX, event.getX()), getWidth());
        double y0 = inside(Math.min(pressedY, event.getY()), getHeight());
        double x1 = inside(Math.max(pressedX, event.getX()), getWidth());
        double y1 = inside(Math.max(pressedY, event.getY()), getHeight());
        drawing.resizeRelocate(x0, y0, x1 - x0, y1 - y0);
    }

    private void end(MouseEvent event) {
        drawing.setVisible(false);
        if (event.getButton() == MouseButton.PRIMARY && isDrag(event)) {
            covers.draw(
                    px(pressedX - picture.left()),
                    px(pressedY - picture.top()),
                    px(event.getX() - picture.left()),
                    px(event.getY() - picture.top()));
            boxes.getLast().requestFocus();
        }
    }

    private boolean isDrag(MouseEvent event) {
        return covers.picture().width() > 0
                && Math.abs(event.getX() - pressedX) >= LEAST_DRAG
                && Math.abs(event.getY() - pressedY) >= LEAST_DRAG;
    }

    private static double inside(double at, double most) {
        return Math.clamp(at, 0, most);
    }

    /** The picture's pixels. */
    private double px(double distance) {
        return distance / picture.scale();
    }

    private void show() {
        while (boxes.size() > covers.covers().size()) {
            getChildren().remove(boxes.removeLast());
        }
        while (boxes.size() < covers.covers().size()) {
            Region box = box(boxes.size());
            boxes.add(box);
            getChildren().add(box);
        }
        mark();
        requestLayout();
    }

    private Region box(int index) {
        Region box = new Region();
        box.setId("bug-cover-" + (index + 1));
        box.getStyleClass().add("cover");
        box.setManaged(false);
        box.setFocusTraversable(true);
        box.setAccessibleRole(AccessibleRole.NODE);
        box.setAccessibleHelp(model.words().text("bug.coverKeys"));
        box.setCursor(Cursor.MOVE);
        Tooltip.install(box, Nodes.tip(model.words().text("bug.coverKeys")));
        box.focusedProperty()
                .subscribe(focused -> {
                    if (focused) {
                        covers.select(index);
                    }
                });
        box.setOnMousePressed(event -> {
            box.requestFocus();
            covers.select(index);
            lastX = event.getSceneX();
            lastY = event.getSceneY();
            sizing = isCorner(box, event);
            event.consume();
        });
        box.setOnMouseDragged(event -> {
            drag(event);
            event.consume();
        });
        box.setOnMouseReleased(event -> {
            // of a fast mouse perhaps no other place is told
            drag(event);
            event.consume();
        });
        box.setOnMouseMoved(
                event -> box.setCursor(isCorner(box, event) ? Cursor.SE_RESIZE : Cursor.MOVE));
        box.setOnKeyPressed(this::pressed);
        return box;
    }

    private static boolean isCorner(Region box, MouseEvent event) {
        return event.getX() > box.getWidth() - CORNER && event.getY() > box.getHeight() - CORNER;
    }

    private void drag(MouseEvent event) {
        int dx = (int) px(event.getSceneX() - lastX);
        int dy = (int) px(event.getSceneY() - lastY);
        // what is less than a pixel of the picture waits for more
        lastX += dx * picture.scale();
        lastY += dy * picture.scale();
        if (sizing) {
            covers.grow(dx, dy);
        } else {
            covers.move(dx, dy);
        }
    }

    private void pressed(KeyEvent event) {
        boolean larger = event.isShiftDown();
        switch (event.getCode()) {
            case LEFT -> step(larger, -KEY_STEP, 0);
            case RIGHT -> step(larger, KEY_STEP, 0);
            case UP -> step(larger, 0, -KEY_STEP);
            case DOWN -> step(larger, 0, KEY_STEP);
            case DELETE, BACK_SPACE -> remove();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(boolean larger, int dx, int dy) {
        if (larger) {
            covers.grow(dx, dy);
        } else {
            covers.move(dx, dy);
        }
    }

    private void remove() {
        covers.remove();
        int index = covers.selected().get();
        if (index >= 0) {
            boxes.get(index).requestFocus();
        }
    }

    /** Which is selected, and which does not cover the moment that is shown. */
    private void mark() {
        long at = model.picture().at().get();
        int count = Math.min(boxes.size(), covers.covers().size());
        for (int i = 0; i < count; i++) {
            Cover cover = covers.covers().get(i);
            Region box = boxes.get(i);
            box.pseudoClassStateChanged(SELECTED, covers.selected().get() == i);
            box.pseudoClassStateChanged(AWAY, cover.span().nearest(at) != at);
            box.setAccessibleText(model.texts().cover(i, count, cover));
        }
    }

    @Override
    protected void layoutChildren() {
        double scale = picture.scale();
        for (int i = 0; i < boxes.size(); i++) {
            Cover cover = covers.covers().get(i);
            boxes.get(i)
                    .resizeRelocate(
                            snapPositionX(picture.left() + cover.x() * scale),
                            snapPositionY(picture.top() + cover.y() * scale),
                            snapSizeX(cover.width() * scale),
                            snapSizeY(cover.height() * scale));
        }
    }
}
