package dev.lastframe.app.fx;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.frame.Rect;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;

/**
 * The monitors as JavaFX knows them, the primary one first. JavaFX places screens in logical
 * pixels; a position in device pixels is exact where all screens have one scale. Called by the FX
 * thread.
 */
public final class RobotScreens {

    private RobotScreens() {}

    /** The monitors that can be recorded. */
    public static List<ScreenInfo> list() {
        List<ScreenInfo> found = new ArrayList<>();
        for (Screen screen : ordered()) {
            Rectangle2D bounds = screen.getBounds();
            double scale = screen.getOutputScaleX();
            found.add(
                    new ScreenInfo(
                            found.size() + 1,
                            "",
                            pixels(bounds.getMinX(), scale),
                            pixels(bounds.getMinY(), scale),
                            pixels(bounds.getWidth(), scale),
                            pixels(bounds.getHeight(), scale),
                            found.isEmpty(),
                            scale));
        }
        return found;
    }

    /** What a target covers: the logical rectangle of one screen, and that screen's scale. */
    record Area(Rectangle2D logical, double scale) {}

    static Area area(CaptureTarget target) throws CaptureException {
        return switch (target) {
            case CaptureTarget.Screen(int number) -> screen(number);
            case CaptureTarget.Region(int x, int y, int width, int height) ->
                    region(new Rect(x, y, width, height));
            case CaptureTarget.Window window ->
                    throw new CaptureException(
                            CaptureException.Reason.UNKNOWN_WINDOW,
                            "Single windows cannot be recorded on this system: record a region"
                                    + " instead.");
        };
    }

    private static Area screen(int number) throws CaptureException {
        List<Screen> screens = ordered();
        if (number < 1 || number > screens.size()) {
            throw new CaptureException(
                    CaptureException.Reason.UNKNOWN_SCREEN,
                    "There is no screen " + number + ": choose 1 to " + screens.size() + ".");
        }
        Screen screen = screens.get(number - 1);
        return new Area(screen.getBounds(), screen.getOutputScaleX());
    }

    /** The part of the region on the screen that shows most of it: a robot sees one at a time. */
    private static Area region(Rect region) throws CaptureException {
        Area best = null;
        for (Screen screen : ordered()) {
            double scale = screen.getOutputScaleX();
            Rectangle2D bounds = screen.getBounds();
            double left = Math.max(bounds.getMinX(), region.x() / scale);
            double top = Math.max(bounds.getMinY(), region.y() / scale);
            double right = Math.min(bounds.getMaxX(), (region.x() + region.width()) / scale);
            double bottom = Math.min(bounds.getMaxY(), (region.y() + region.height()) / scale);
            if (right - left >= 2 / scale && bottom - top >= 2 / scale) {
                Rectangle2D part = new Rectangle2D(left, top, right - left, bottom - top);
                if (best == null || surface(part) > surface(best.logical())) {
                    best = new Area(part, scale);
                }
            }
        }
        if (best == null) {
            throw new CaptureException(
                    CaptureException.Reason.REGION_OUTSIDE,
                    "The region lies outside every screen: choose another one.");
        }
        return best;
    }

    private static double surface(Rectangle2D part) {
        return part.getWidth() * part.getHeight();
    }

    private static List<Screen> ordered() {
        List<Screen> screens = new ArrayList<>(Screen.getScreens());
        Screen primary = Screen.getPrimary();
        if (screens.remove(primary)) {
            screens.addFirst(primary);
        }
        return screens;
    }

    private static int pixels(double logical, double scale) {
        return (int) Math.round(logical * scale);
    }
}
