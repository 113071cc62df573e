package dev.lastframe.app.fx;

import java.time.Duration;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * Brings a window with its frame onto its screen, all of it. A window manager puts the frame around
 * a window after it was placed, and some put it above the screen's edge. Called by the FX thread.
 */
public final class OnScreen {

    /** By then a window manager has put its frame around a window. */
    private static final List<Duration> LOOKS =
            List.of(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(1200));

    private OnScreen() {}

    /** Does so soon after a window was shown; a person who moves it later is left alone. */
    public static void bring(Stage stage, Later later) {
        fit(stage);
        LOOKS.forEach(delay -> later.after(delay, () -> fit(stage)));
    }

    private static void fit(Stage stage) {
        if (!stage.isShowing()
                || stage.isIconified()
                || stage.isMaximized()
                || stage.isFullScreen()) {
            return;
        }
        Rectangle2D room = room(stage);
        double width = Math.min(stage.getWidth(), room.getWidth());
        double height = Math.min(stage.getHeight(), room.getHeight());
        double x = Math.clamp(stage.getX(), room.getMinX(), room.getMaxX() - width);
        double y = Math.clamp(stage.getY(), room.getMinY(), room.getMaxY() - height);
        if (width < stage.getWidth()) {
            stage.setWidth(width);
        }
        if (height < stage.getHeight()) {
            stage.setHeight(height);
        }
        if (x != stage.getX()) {
            stage.setX(x);
        }
        if (y != stage.getY()) {
            stage.setY(y);
        }
    }

    private static Rectangle2D room(Stage stage) {
        double x = stage.getX() + stage.getWidth() / 2;
        double y = stage.getY() + stage.getHeight() / 2;
        List<Screen> here = Screen.getScreensForRectangle(x, y, 1, 1);
        return (here.isEmpty() ? Screen.getPrimary() : here.getFirst()).getVisualBounds();
    }
}
