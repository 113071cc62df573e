package dev.lastframe.app.fx;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * Shows a window with its frame on its screen, all of it. A window manager puts the frame around a
 * window after it was placed, and some put it above the screen's edge. Called by the FX thread.
 */
public final class OnScreen {

    /** By then a window manager has put its frame around a window. */
    private static final List<Duration> LOOKS =
            List.of(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(1200));

    /** JavaFX rounds places to what the screen's scale allows. */
    private static final double SAME = 1;

    private OnScreen() {}

    /**
     * Shows it where it was placed, and corrects that soon afterwards where not all of it is to be
     * seen; a person who moves it is left alone.
     *
     * @param stage has a place; showing already it stays as it is
     */
    public static void show(Stage stage, Later later) {
        Point2D asked = new Point2D(stage.getX(), stage.getY());
        stage.show();
        LOOKS.forEach(delay -> later.after(delay, () -> fit(stage, asked)));
    }

    private static void fit(Stage stage, Point2D asked) {
        if (!stage.isShowing()
                || stage.isIconified()
                || stage.isMaximized()
                || stage.isFullScreen()) {
            return;
        }
        Rectangle2D there = room(asked, stage);
        double width = Math.min(stage.getWidth(), there.getWidth());
        double height = Math.min(stage.getHeight(), there.getHeight());
        Point2D at = new Point2D(stage.getX(), stage.getY());
        if (width < stage.getWidth()) {
            stage.setWidth(width);
        }
        if (height < stage.getHeight()) {
            stage.setHeight(height);
        }
        Rectangle2D now = new Rectangle2D(at.getX(), at.getY(), width, height);
        correction(now, asked, room(at, stage), there)
                .ifPresent(place -> {
                    stage.setX(place.getX());
                    stage.setY(place.getY());
                });
    }

    /**
     * Where a window has to go. While its frame is put around it JavaFX tells for some milliseconds
     * that it stands over the upper left corner of everything, and now and then takes it there: so
     * the place is always found from the one that was asked for, never from the one that is told.
     *
     * @param now the window with its frame, as it is told
     * @param asked its upper left corner as it was asked for
     * @param here the room of the screen on which it is
     * @param there the room of the screen on which it was asked for
     * @return empty where it may stay
     */
    static Optional<Point2D> correction(
            Rectangle2D now, Point2D asked, Rectangle2D here, Rectangle2D there) {
        Point2D wanted =
                new Point2D(
                        clamp(asked.getX(), there.getMinX(), there.getMaxX() - now.getWidth()),
                        clamp(asked.getY(), there.getMinY(), there.getMaxY() - now.getHeight()));
        boolean corner = now.getMinX() <= SAME && now.getMinY() <= SAME;
        boolean stands =
                Math.abs(now.getMinX() - wanted.getX()) <= SAME
                        && Math.abs(now.getMinY() - wanted.getY()) <= SAME;
        boolean seen =
                now.getMinX() >= here.getMinX() - SAME
                        && now.getMinY() >= here.getMinY() - SAME
                        && now.getMaxX() <= here.getMaxX() + SAME
                        && now.getMaxY() <= here.getMaxY() + SAME;
        return stands || (seen && !corner) ? Optional.empty() : Optional.of(wanted);
    }

    private static double clamp(double value, double least, double most) {
        return Math.max(least, Math.min(value, most));
    }

    private static Rectangle2D room(Point2D corner, Stage stage) {
        double x = corner.getX() + stage.getWidth() / 2;
        double y = corner.getY() + stage.getHeight() / 2;
        List<Screen> screens = Screen.getScreensForRectangle(x, y, 1, 1);
        return (screens.isEmpty() ? Screen.getPrimary() : screens.getFirst()).getVisualBounds();
    }
}
