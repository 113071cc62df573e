package dev.lastframe.app.settings;

import java.time.Duration;
import java.util.List;

/**
 * How Lastframe behaves around a recording that its window makes.
 *
 * @param keepWindow whether the window stays on the screen, and so perhaps in the picture
 * @param countdownSeconds before each recording; one of {@link #COUNTDOWNS}
 * @param stopAfter the recorded length at which a recording ends; zero for none
 * @param stopAtBytes the size at which a recording ends; 0 for none
 * @param tray whether an item stands in the desktop's tray, where it has one
 * @param welcomed whether the person has read what is said at the first start
 */
public record Conduct(
        boolean keepWindow,
        int countdownSeconds,
        Duration stopAfter,
        long stopAtBytes,
        boolean tray,
        boolean welcomed) {

    /** What a countdown can be, in seconds. */
    public static final List<Integer> COUNTDOWNS = List.of(0, 3, 5);

    /** The longest that can be set: a week. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** What serves until somebody chooses otherwise. */
    public static final Conduct DEFAULTS = new Conduct(false, 0, Duration.ZERO, 0, true, false);

    public Conduct {
        if (!COUNTDOWNS.contains(countdownSeconds)) {
            throw new IllegalArgumentException("countdown " + countdownSeconds);
        }
        if (stopAfter.isNegative() || stopAfter.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("stop after " + stopAfter);
        }
        if (stopAtBytes < 0) {
            throw new IllegalArgumentException("stop at " + stopAtBytes);
        }
    }

    /** The same, where the window stays or not. */
    public Conduct withKeepWindow(boolean keep) {
        return new Conduct(keep, countdownSeconds, stopAfter, stopAtBytes, tray, welcomed);
    }

    /** The same with another countdown. */
    public Conduct withCountdown(int seconds) {
        return new Conduct(keepWindow, seconds, stopAfter, stopAtBytes, tray, welcomed);
    }

    /** The same with another end by length. */
    public Conduct withStopAfter(Duration length) {
        return new Conduct(keepWindow, countdownSeconds, length, stopAtBytes, tray, welcomed);
    }

    /** The same with another end by size. */
    public Conduct withStopAtBytes(long bytes) {
        return new Conduct(keepWindow, countdownSeconds, stopAfter, bytes, tray, welcomed);
    }

    /** The same, with or without an item in the tray. */
    public Conduct withTray(boolean shown) {
        return new Conduct(keepWindow, countdownSeconds, stopAfter, stopAtBytes, shown, welcomed);
    }

    /** The same after the first start's words were read. */
    public Conduct afterWelcome() {
        return new Conduct(keepWindow, countdownSeconds, stopAfter, stopAtBytes, tray, true);
    }
}
