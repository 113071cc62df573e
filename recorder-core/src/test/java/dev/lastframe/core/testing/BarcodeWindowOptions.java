package dev.lastframe.core.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link BarcodeWindow}: {@code --log FILE [--mode still|small|scroll|full]
 * [--fps N] [--seconds S] [--frames N] [--first N] [--geometry WxH+X+Y] [--start-after MS]
 * [--managed] [--stop-at-eof]}.
 *
 * @param mode default {@code full}
 * @param fps numbers a second, default 20
 * @param duration default and at most ten days
 * @param frames after how many numbers to end
 * @param first the number to begin with, default 1
 * @param log the file that says what was shown; replaced
 * @param geometry null for the whole screen
 * @param startAfter the window is there this long before its first number
 * @param managed whether a window manager may place and decorate the window
 * @param stopAtEof whether the end of standard input ends the program
 */
record BarcodeWindowOptions(
        ContentMode mode,
        double fps,
        Duration duration,
        int frames,
        int first,
        Path log,
        @Nullable Geometry geometry,
        Duration startAfter,
        boolean managed,
        boolean stopAtEof) {

    private static final Duration LONGEST = Duration.ofDays(10);

    /** Rates are above 0 and at most 1000; 24 bits of frames at most. */
    BarcodeWindowOptions {
        if (!(fps > 0 && fps <= 1000) || frames < 1 || frames > Barcode.MAX_NUMBER) {
            throw new IllegalArgumentException("cannot show " + frames + " numbers at " + fps);
        }
        if (first < 1 || first > Barcode.MAX_NUMBER) {
            throw new IllegalArgumentException("cannot begin with number " + first);
        }
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it is not as above
     */
    static BarcodeWindowOptions parse(String... arguments) {
        Queue<String> words = new ArrayDeque<>(List.of(arguments));
        ContentMode mode = ContentMode.FULL;
        double fps = 20;
        Duration duration = LONGEST;
        int frames = Barcode.MAX_NUMBER;
        int first = 1;
        Path log = null;
        Geometry geometry = null;
        Duration startAfter = Duration.ZERO;
        boolean managed = false;
        boolean stopAtEof = false;
        while (!words.isEmpty()) {
            String option = words.remove();
            switch (option) {
                case "--mode" -> mode = ContentMode.valueOf(value(words).toUpperCase(Locale.ROOT));
                case "--fps" -> fps = Double.parseDouble(value(words));
                case "--seconds" ->
                        duration =
                                Duration.ofNanos(
                                        Math.round(Double.parseDouble(value(words)) * 1e9));
                case "--frames" -> frames = Integer.parseInt(value(words));
                case "--first" -> first = Integer.parseInt(value(words));
                case "--log" -> log = Path.of(value(words));
                case "--geometry" -> geometry = Geometry.parse(value(words));
                case "--start-after" ->
                        startAfter = Duration.ofMillis(Long.parseLong(value(words)));
                case "--managed" -> managed = true;
                case "--stop-at-eof" -> stopAtEof = true;
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        if (log == null) {
            throw new IllegalArgumentException("--log FILE is missing");
        }
        return new BarcodeWindowOptions(
                mode, fps, duration, frames, first, log, geometry, startAfter, managed, stopAtEof);
    }

    private static String value(Queue<String> words) {
        String value = words.poll();
        if (value == null) {
            throw new IllegalArgumentException("the last option lacks its value");
        }
        return value;
    }
}
