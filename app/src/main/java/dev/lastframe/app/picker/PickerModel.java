package dev.lastframe.app.picker;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.capture.WindowInfo;
import dev.lastframe.core.frame.Rect;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Chooses a rectangle or a window of the desktop. All places are device pixels of the desktop. Used
 * by the FX thread.
 */
final class PickerModel {

    /** The least that an encoder takes. */
    private static final int LEAST_PIXELS = 2;

    /** A press that moves less is a click. */
    private static final int CLICK_PIXELS = 6;

    private final List<WindowInfo> windows;
    private final Rect desktop;
    private final ReadOnlyObjectWrapper<Selection> selection;
    private final ReadOnlyObjectWrapper<Optional<WindowInfo>> hovered =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private int pressedX;
    private int pressedY;
    private boolean drawing;

    /**
     * @param screens at least one, the primary one first
     * @param windows the uppermost first
     * @param before the region that was recorded last
     */
    PickerModel(
            List<ScreenInfo> screens,
            List<WindowInfo> windows,
            Optional<CaptureTarget.Region> before) {
        this.windows = windows;
        this.desktop = around(screens);
        selection =
                new ReadOnlyObjectWrapper<>(
                        Selection.of(
                                before.map(last ->
                                                fitted(
                                                        last.x(),
                                                        last.y(),
                                                        last.width(),
                                                        last.height()))
                                        .orElseGet(() -> middle(screens.getFirst()))));
    }

    /** What Enter records. */
    ReadOnlyObjectProperty<Selection> selection() {
        return selection.getReadOnlyProperty();
    }

    /** The window that a click would take. */
    ReadOnlyObjectProperty<Optional<WindowInfo>> hovered() {
        return hovered.getReadOnlyProperty();
    }

    /** Whether a rectangle is being drawn. */
    boolean drawing() {
        return drawing;
    }

    /** The pointer is there, with no button pressed. */
    void hover(int x, int y) {
        hovered.set(windows.stream().filter(window -> holds(window.area(), x, y)).findFirst());
    }

    void press(int x, int y) {
        pressedX = x;
        pressedY = y;
        drawing = false;
    }

    /** The pointer is there, with the button pressed. */
    void drag(int x, int y) {
        drawing |= Math.abs(x - pressedX) >= CLICK_PIXELS || Math.abs(y - pressedY) >= CLICK_PIXELS;
        if (drawing) {
            hovered.set(Optional.empty());
            int left = Math.min(x, pressedX);
            int top = Math.min(y, pressedY);
            selection.set(
                    Selection.of(
                            fitted(left, top, Math.abs(x - pressedX), Math.abs(y - pressedY))));
        }
    }

    /** Ends a rectangle, or takes the window that was clicked on. */
    void release(int x, int y) {
        if (!drawing) {
            hover(x, y);
            hovered.get().map(Selection::of).ifPresent(selection::set);
        }
        drawing = false;
    }

    /** Moves the rectangle; a window's becomes a region. */
    void move(int dx, int dy) {
        Rect now = selection.get().area();
        int x =
                Math.clamp(
                        now.x() + dx,
                        desktop.x(),
                        last(desktop.width(), now.width()) + desktop.x());
        int y =
                Math.clamp(
                        now.y() + dy,
                        desktop.y(),
                        last(desktop.height(), now.height()) + desktop.y());
        selection.set(Selection.of(fitted(x, y, now.width(), now.height())));
    }

    /** How far a length can be moved within another. */
    private static int last(int whole, int part) {
        return Math.max(0, whole - part);
    }

    /** Moves its lower right corner by steps of two pixels, as sizes are even. */
    void resize(int dx, int dy) {
        Rect now = selection.get().area();
        int width = Math.clamp(now.width() + 2L * dx, LEAST_PIXELS, right(desktop) - now.x());
        int height = Math.clamp(now.height() + 2L * dy, LEAST_PIXELS, bottom(desktop) - now.y());
        selection.set(Selection.of(fitted(now.x(), now.y(), width, height)));
    }

    /** Takes the next window, or with -1 the one before. */
    void nextWindow(int step) {
        if (windows.isEmpty()) {
            return;
        }
        int now = selection.get().window().map(windows::indexOf).orElse(step > 0 ? -1 : 0);
        selection.set(Selection.of(windows.get(Math.floorMod(now + step, windows.size()))));
    }

    /** On the desktop, and of even sizes. */
    private Rect fitted(int x, int y, int width, int height) {
        int left = Math.clamp(x, desktop.x(), right(desktop) - LEAST_PIXELS);
        int top = Math.clamp(y, desktop.y(), bottom(desktop) - LEAST_PIXELS);
        int fittedWidth = (int) Math.min((long) x + width, right(desktop)) - left;
        int fittedHeight = (int) Math.min((long) y + height, bottom(desktop)) - top;
        return new Rect(
                left,
                top,
                Math.max(LEAST_PIXELS, fittedWidth & ~1),
                Math.max(LEAST_PIXELS, fittedHeight & ~1));
    }

    /** Half of a screen's width and height, in its middle. */
    private Rect middle(ScreenInfo screen) {
        return fitted(
                screen.x() + screen.width() / 4,
                screen.y() + screen.height() / 4,
                screen.width() / 2,
                screen.height() / 2);
    }

    private static Rect around(List<ScreenInfo> screens) {
        int left = screens.stream().mapToInt(ScreenInfo::x).min().orElse(0);
        int top = screens.stream().mapToInt(ScreenInfo::y).min().orElse(0);
        int right = screens.stream().mapToInt(s -> s.x() + s.width()).max().orElse(0);
        int bottom = screens.stream().mapToInt(s -> s.y() + s.height()).max().orElse(0);
        return new Rect(left, top, right - left, bottom - top);
    }

    private static boolean holds(Rect area, int x, int y) {
        return x >= area.x() && y >= area.y() && x < right(area) && y < bottom(area);
    }

    private static int right(Rect area) {
        return area.x() + area.width();
    }

    private static int bottom(Rect area) {
        return area.y() + area.height();
    }
}
