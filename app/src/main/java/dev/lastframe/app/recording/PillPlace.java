package dev.lastframe.app.recording;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the pill is, in device pixels of the desktop.
 *
 * @param x its left edge
 * @param y its upper edge
 * @param inPicture whether it would be recorded there
 * @param edgeLeft where the edge begins that the pointer touches to see it
 * @param edgeRight behind that edge
 * @param edge the uppermost line of the recorded screen
 */
record PillPlace(int x, int y, boolean inPicture, int edgeLeft, int edgeRight, int edge) {

    private static final int GAP = 8;

    /** A rectangle of the desktop. */
    private record Box(int x, int y, int width, int height) {

        boolean holds(Box other) {
            return other.x >= x
                    && other.y >= y
                    && other.x + other.width <= x + width
                    && other.y + other.height <= y + height;
        }

        boolean meets(Box other) {
            return other.x < x + width
                    && x < other.x + other.width
                    && other.y < y + height
                    && y < other.y + other.height;
        }

        int middle(int inner) {
            return x + (width - inner) / 2;
        }
    }

    /**
     * Beside what is recorded where there is room, on its own screen first; else at the upper edge
     * of what is recorded.
     *
     * @param screens at least one
     */
    static PillPlace of(CaptureTarget target, List<ScreenInfo> screens, int width, int height) {
        Box picture = box(target, screens);
        List<Box> all = screens.stream().map(PillPlace::box).toList();
        Box home =
                all.stream().filter(screen -> screen.meets(picture)).findFirst().orElse(all.get(0));
        List<Box> tried = new ArrayList<>();
        int middle = Math.max(home.x, Math.min(picture.middle(width), home.x + home.width - width));
        tried.add(new Box(middle, picture.y - GAP - height, width, height));
        tried.add(new Box(middle, picture.y + picture.height + GAP, width, height));
        int top = Math.max(home.y, picture.y);
        tried.add(new Box(picture.x - GAP - width, top, width, height));
        tried.add(new Box(picture.x + picture.width + GAP, top, width, height));
        all.forEach(
                screen -> tried.add(new Box(screen.middle(width), screen.y + GAP, width, height)));
        Optional<Box> free =
                tried.stream()
                        .filter(place -> !place.meets(picture))
                        .filter(place -> all.stream().anyMatch(screen -> screen.holds(place)))
                        .findFirst();
        Box at = free.orElse(new Box(home.middle(width), home.y, width, height));
        return new PillPlace(at.x, at.y, free.isEmpty(), home.x, home.x + home.width, home.y);
    }

    /**
     * Where nobody knows which screen is recorded: at the upper edge of the first one, and taken to
     * be in the picture.
     *
     * @param screens at least one
     */
    static PillPlace anywhere(List<ScreenInfo> screens, int width) {
        Box home = box(screens.getFirst());
        return new PillPlace(home.middle(width), home.y, true, home.x, home.x + home.width, home.y);
    }

    /** The same with its middle under the pointer, all of it between the edge's ends. */
    PillPlace under(int pointer, int width) {
        int under = Math.max(edgeLeft, Math.min(pointer - width / 2, edgeRight - width));
        return new PillPlace(under, y, inPicture, edgeLeft, edgeRight, edge);
    }

    /** What cannot be told is taken for the first screen. */
    private static Box box(CaptureTarget target, List<ScreenInfo> screens) {
        if (target instanceof CaptureTarget.Region(int x, int y, int width, int height)) {
            return new Box(x, y, width, height);
        }
        int number = target instanceof CaptureTarget.Screen(int chosen) ? chosen : 1;
        return box(
                screens.stream()
                        .filter(screen -> screen.number() == number)
                        .findFirst()
                        .orElse(screens.getFirst()));
    }

    private static Box box(ScreenInfo screen) {
        return new Box(screen.x(), screen.y(), screen.width(), screen.height());
    }
}
