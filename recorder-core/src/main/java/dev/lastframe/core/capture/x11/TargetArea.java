package dev.lastframe.core.capture.x11;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.frame.Rect;
import java.util.List;
import java.util.stream.Collectors;

/** Turns a target into a rectangle of the desktop that lies on it and has an even size. */
final class TargetArea {

    private TargetArea() {}

    /**
     * The target's rectangle in device pixels, clipped to the desktop and cropped to even sizes
     * (H.264 with 4:2:0 colour has no odd ones).
     *
     * @throws CaptureException {@code UNKNOWN_SCREEN} or {@code REGION_OUTSIDE}
     */
    static Rect of(CaptureTarget target, List<ScreenInfo> screens, int rootWidth, int rootHeight)
            throws CaptureException {
        return switch (target) {
            case CaptureTarget.Screen(int number) -> {
                ScreenInfo screen = find(number, screens);
                yield clip(
                        screen.x(),
                        screen.y(),
                        screen.width(),
                        screen.height(),
                        rootWidth,
                        rootHeight,
                        target);
            }
            case CaptureTarget.Region(int x, int y, int width, int height) ->
                    clip(x, y, width, height, rootWidth, rootHeight, target);
            case CaptureTarget.Window window ->
                    throw new IllegalArgumentException(window + " has a place of its own");
        };
    }

    /**
     * The same screen, by the number that it has now.
     *
     * @throws CaptureException {@code UNKNOWN_SCREEN} when no screen has this name
     */
    static CaptureTarget named(String name, CaptureTarget target, List<ScreenInfo> screens)
            throws CaptureException {
        for (ScreenInfo screen : screens) {
            if (screen.name().equals(name)) {
                return new CaptureTarget.Screen(screen.number());
            }
        }
        throw new CaptureException(
                Reason.UNKNOWN_SCREEN,
                "The recorded " + target + " (" + name + ") is not there: plug it in again.");
    }

    private static ScreenInfo find(int number, List<ScreenInfo> screens) throws CaptureException {
        if (number < 1 || number > screens.size()) {
            String known =
                    screens.stream()
                            .map(s -> s.number() + " (" + s.width() + "x" + s.height() + ")")
                            .collect(Collectors.joining(", "));
            throw new CaptureException(
                    Reason.UNKNOWN_SCREEN,
                    "There is no screen " + number + ": choose one of " + known + ".");
        }
        return screens.get(number - 1);
    }

    private static Rect clip(
            int x,
            int y,
            int width,
            int height,
            int rootWidth,
            int rootHeight,
            CaptureTarget target)
            throws CaptureException {
        long left = Math.max(0L, x);
        long top = Math.max(0L, y);
        long right = Math.min(rootWidth, (long) x + width);
        long bottom = Math.min(rootHeight, (long) y + height);
        int evenWidth = (int) Math.max(0, right - left) & ~1;
        int evenHeight = (int) Math.max(0, bottom - top) & ~1;
        if (evenWidth < 2 || evenHeight < 2) {
            throw new CaptureException(
                    Reason.REGION_OUTSIDE,
                    "The "
                            + target
                            + " shows less than 2x2 pixels of the desktop, which is "
                            + rootWidth
                            + "x"
                            + rootHeight
                            + ": choose a region that lies on it.");
        }
        return new Rect((int) left, (int) top, evenWidth, evenHeight);
    }
}
