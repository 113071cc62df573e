package dev.lastframe.app.picker;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;

/** The pixels around a place, large, with that place in the middle. */
final class MagnifierView extends StackPane {

    /** Odd, so that one is in the middle. */
    private static final int PIXELS = 15;

    private static final double SIDE = 120;
    private static final double AWAY = 24;

    private final Image picture;
    private final double scale;
    private final Canvas canvas = new Canvas(SIDE, SIDE);

    /**
     * @param scale device pixels to one of JavaFX
     */
    MagnifierView(Image picture, double scale) {
        this.picture = picture;
        this.scale = scale;
        getStyleClass().add("picker-magnifier");
        setId("picker-magnifier");
        getChildren().add(canvas);
        setVisible(false);
        canvas.getGraphicsContext2D().setImageSmoothing(false);
    }

    /**
     * Shows a place.
     *
     * @param x in pixels of the picture
     * @param y the same, downwards
     * @param roomWidth of the screen, in which it stays
     * @param roomHeight the same, downwards
     */
    void show(int x, int y, double roomWidth, double roomHeight) {
        GraphicsContext pen = canvas.getGraphicsContext2D();
        double pixel = SIDE / PIXELS;
        int half = PIXELS / 2;
        pen.setFill(Color.BLACK);
        pen.fillRect(0, 0, SIDE, SIDE);
        int left = Math.max(0, x - half);
        int top = Math.max(0, y - half);
        double right = Math.min(picture.getWidth(), x + half + 1.0);
        double bottom = Math.min(picture.getHeight(), y + half + 1.0);
        if (right > left && bottom > top) {
            pen.drawImage(
                    picture,
                    left,
                    top,
                    right - left,
                    bottom - top,
                    (left - x + half) * pixel,
                    (top - y + half) * pixel,
                    (right - left) * pixel,
                    (bottom - top) * pixel);
        }
        double middle = half * pixel;
        pen.setStroke(Color.BLACK);
        pen.strokeRect(middle - 0.5, middle - 0.5, pixel + 1, pixel + 1);
        pen.setStroke(Color.WHITE);
        pen.strokeRect(middle - 1.5, middle - 1.5, pixel + 3, pixel + 3);
        autosize();
        double at = x / scale;
        double down = y / scale;
        boolean flipped = at + AWAY + getWidth() > roomWidth;
        boolean raised = down + AWAY + getHeight() > roomHeight;
        relocate(
                flipped ? at - AWAY - getWidth() : at + AWAY,
                raised ? down - AWAY - getHeight() : down + AWAY);
        setVisible(true);
    }
}
