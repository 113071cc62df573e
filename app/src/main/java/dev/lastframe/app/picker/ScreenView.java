package dev.lastframe.app.picker;

import dev.lastframe.app.i18n.Messages;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.capture.WindowInfo;
import dev.lastframe.core.frame.Rect;
import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * One screen's picture with what is chosen on it, pixel for pixel. Ids: {@code picker-area}, {@code
 * picker-hovered}, {@code picker-size}, {@code picker-help}.
 */
final class ScreenView extends Pane {

    private static final double GAP = 8;

    private static final char NO_BREAK = '\u00a0';
    private static final String POINT = "·";
    private static final double UNEVEN = 1.45;

    private final PickerModel model;
    private final Messages messages;
    private final ScreenInfo screen;
    private final double scale;
    private final List<Rectangle> shades =
            List.of(new Rectangle(), new Rectangle(), new Rectangle(), new Rectangle());
    private final Region area = new Region();
    private final Region hovered = new Region();
    private final Label size = new Label();
    private final Label help = new Label();
    private final MagnifierView magnifier;

    /**
     * @param scale device pixels of this screen to one of JavaFX
     * @param main whether the help stands here
     */
    ScreenView(
            PickerModel model,
            Messages messages,
            ScreenPicture picture,
            double scale,
            boolean main) {
        this.model = model;
        this.messages = messages;
        this.screen = picture.screen();
        this.scale = scale;
        Image pixels =
                new WritableImage(
                        new PixelBuffer<>(
                                picture.width(),
                                picture.height(),
                                picture.argb(),
                                PixelFormat.getIntArgbPreInstance()));
        ImageView image = new ImageView(pixels);
        image.setSmooth(false);
        image.setFitWidth(picture.width() / scale);
        image.setFitHeight(picture.height() / scale);
        magnifier = new MagnifierView(pixels, scale);
        getStyleClass().add("picker");
        shades.forEach(shade -> shade.getStyleClass().add("picker-shade"));
        area.getStyleClass().add("picker-area");
        area.setId("picker-area");
        hovered.getStyleClass().add("picker-hovered");
        hovered.setId("picker-hovered");
        size.getStyleClass().add("picker-size");
        size.setId("picker-size");
        help.getStyleClass().add("picker-help");
        help.setId("picker-help");
        help.setText(unbroken(messages.text("picker.help")));
        help.setVisible(main);
        help.setWrapText(true);
        getChildren().add(image);
        getChildren().addAll(shades);
        getChildren().addAll(hovered, area, size, help, magnifier);
        getChildren().forEach(child -> child.setMouseTransparent(true));
        getChildren().forEach(child -> child.setManaged(child instanceof ImageView));
        setCursor(Cursor.CROSSHAIR);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.NODE);
        setAccessibleHelp(messages.text("picker.help"));
        listen();
        model.selection().subscribe(chosen -> show());
        model.hovered().subscribe(this::hover);
    }

    private void listen() {
        setOnMouseMoved(event -> {
            model.hover(x(event), y(event));
            magnify(event);
        });
        setOnMouseExited(event -> magnifier.setVisible(false));
        setOnMousePressed(event -> model.press(x(event), y(event)));
        setOnMouseDragged(event -> {
            model.drag(x(event), y(event));
            magnify(event);
        });
        setOnMouseReleased(event -> model.release(x(event), y(event)));
    }

    /** The pixel of the desktop under the pointer. */
    private int x(MouseEvent event) {
        return screen.x() + (int) Math.floor(event.getX() * scale);
    }

    private int y(MouseEvent event) {
        return screen.y() + (int) Math.floor(event.getY() * scale);
    }

    private void magnify(MouseEvent event) {
        magnifier.show(x(event) - screen.x(), y(event) - screen.y(), getWidth(), getHeight());
    }

    /** A key moved an edge: shows it close. */
    void magnify(int desktopX, int desktopY) {
        magnifier.show(desktopX - screen.x(), desktopY - screen.y(), getWidth(), getHeight());
    }

    boolean holds(int desktopX, int desktopY) {
        return desktopX >= screen.x()
                && desktopY >= screen.y()
                && desktopX < screen.x() + screen.width()
                && desktopY < screen.y() + screen.height();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        show();
    }

    private void show() {
        Selection chosen = model.selection().get();
        Rect rect = chosen.area();
        place(area, rect);
        double left = clamp(area.getLayoutX(), getWidth());
        double top = clamp(area.getLayoutY(), getHeight());
        double right = clamp(area.getLayoutX() + area.getWidth(), getWidth());
        double bottom = clamp(area.getLayoutY() + area.getHeight(), getHeight());
        boolean seen = right > left && bottom > top;
        area.setVisible(seen);
        put(shades.get(0), 0, 0, getWidth(), seen ? top : getHeight());
        put(shades.get(1), 0, bottom, getWidth(), seen ? getHeight() - bottom : 0);
        put(shades.get(2), 0, top, left, seen ? bottom - top : 0);
        put(shades.get(3), right, top, getWidth() - right, seen ? bottom - top : 0);
        String text = text(chosen);
        size.setText(text);
        size.setVisible(seen && holdsStart(rect));
        size.autosize();
        double above = top - size.getHeight() - GAP;
        size.relocate(
                Math.max(0, Math.min(left, getWidth() - size.getWidth())),
                above >= 0 ? above : Math.min(top + GAP, getHeight() - size.getHeight()));
        double helpWidth = balanced(help.prefWidth(-1), getWidth() - 4 * GAP);
        help.resize(helpWidth, help.prefHeight(helpWidth));
        help.relocate(
                Math.max(0, (getWidth() - help.getWidth()) / 2),
                Math.max(0, getHeight() - help.getHeight() - 4 * GAP));
        setAccessibleText(text);
    }

    /** A line ends behind one of its points only. */
    private static String unbroken(String phrases) {
        return phrases.replace(' ', NO_BREAK).replace(POINT + NO_BREAK, POINT + " ");
    }

    /** The width for lines that are about as long as each other, with room for uneven phrases. */
    private static double balanced(double wanted, double most) {
        double lines = Math.ceil(wanted / most);
        return lines <= 1 ? wanted : Math.min(most, wanted / lines * UNEVEN);
    }

    /** Whether the size stands on this screen: that of the selection's first visible corner. */
    private boolean holdsStart(Rect rect) {
        return holds(Math.max(rect.x(), screen.x()), Math.max(rect.y(), screen.y()));
    }

    private String text(Selection chosen) {
        Rect rect = chosen.area();
        String width = Integer.toString(rect.width());
        String height = Integer.toString(rect.height());
        return chosen.window()
                .map(window ->
                        window.title().isBlank()
                                ? messages.text("picker.window", width, height)
                                : messages.text("picker.titled", window.title(), width, height))
                .orElseGet(() ->
                        messages.text(
                                "picker.region",
                                width,
                                height,
                                Integer.toString(rect.x()),
                                Integer.toString(rect.y())));
    }

    private void hover(Optional<WindowInfo> window) {
        hovered.setVisible(window.isPresent());
        window.ifPresent(under -> place(hovered, under.area()));
    }

    private void place(Region region, Rect rect) {
        region.resizeRelocate(
                (rect.x() - screen.x()) / scale,
                (rect.y() - screen.y()) / scale,
                rect.width() / scale,
                rect.height() / scale);
    }

    private static void put(Rectangle shade, double x, double y, double width, double height) {
        shade.setX(x);
        shade.setY(y);
        shade.setWidth(Math.max(0, width));
        shade.setHeight(Math.max(0, height));
    }

    private static double clamp(double value, double most) {
        return Math.max(0, Math.min(value, most));
    }
}
