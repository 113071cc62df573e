package dev.lastframe.app.recording;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import java.util.List;
import java.util.Optional;

/**
 * A region as it is typed, in device pixels of the desktop.
 *
 * @param x left edge
 * @param y upper edge
 * @param width from the left edge to the right
 * @param height from the upper edge to the lower
 */
record RegionInput(String x, String y, String width, String height) {

    /** The least that an encoder takes. */
    private static final int LEAST_PIXELS = 2;

    /** Nothing was typed yet. */
    static final RegionInput BLANK = new RegionInput("", "", "", "");

    /** What is wrong with it, as a key of the message bundle. */
    enum Problem {
        NOT_NUMBERS("region.notNumbers"),
        EMPTY("region.empty"),
        OUTSIDE("region.outside");

        private final String key;

        Problem(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    static RegionInput of(CaptureTarget.Region region) {
        return new RegionInput(
                Integer.toString(region.x()),
                Integer.toString(region.y()),
                Integer.toString(region.width()),
                Integer.toString(region.height()));
    }

    /** The whole screen, to begin with. */
    static RegionInput of(ScreenInfo screen) {
        return of(
                new CaptureTarget.Region(screen.x(), screen.y(), screen.width(), screen.height()));
    }

    /** The region, empty where {@link #problem} is not. */
    Optional<CaptureTarget.Region> region(List<ScreenInfo> screens) {
        return problem(screens).isPresent() ? Optional.empty() : Optional.of(parsed());
    }

    /** Why it cannot be recorded; no screen is known to be outside where no screens are known. */
    Optional<Problem> problem(List<ScreenInfo> screens) {
        CaptureTarget.Region region;
        try {
            region = parsed();
        } catch (NumberFormatException unreadable) {
            return Optional.of(Problem.NOT_NUMBERS);
        }
        if (region.width() < LEAST_PIXELS || region.height() < LEAST_PIXELS) {
            return Optional.of(Problem.EMPTY);
        }
        boolean seen =
                screens.isEmpty() || screens.stream().anyMatch(screen -> meets(region, screen));
        return seen ? Optional.empty() : Optional.of(Problem.OUTSIDE);
    }

    private CaptureTarget.Region parsed() {
        return new CaptureTarget.Region(
                Integer.parseInt(x.strip()),
                Integer.parseInt(y.strip()),
                Integer.parseInt(width.strip()),
                Integer.parseInt(height.strip()));
    }

    private static boolean meets(CaptureTarget.Region region, ScreenInfo screen) {
        return overlap(region.x(), region.width(), screen.x(), screen.width()) >= LEAST_PIXELS
                && overlap(region.y(), region.height(), screen.y(), screen.height())
                        >= LEAST_PIXELS;
    }

    private static long overlap(long from, long length, long otherFrom, long otherLength) {
        return Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);
    }
}
