package dev.lastframe.core.testing;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects the presentation times that FFmpeg's {@code showinfo} filter writes among its log lines,
 * one for each picture, exactly as they pass. Fed by one thread, read by another after it ended.
 */
final class PictureTimes {

    private static final Pattern TIME_BASE = Pattern.compile("config in time_base: (\\d+)/(\\d+)");
    private static final Pattern PICTURE = Pattern.compile("\\bn: *\\d+ pts: *(-?\\d+|NOPTS)");

    private long[] micros = new long[1024];
    private int count;
    private long timeBaseNumerator;
    private long timeBaseDenominator = 1;

    /** Takes a line of the log; true if it is the filter's. */
    boolean take(String line) {
        Matcher base = TIME_BASE.matcher(line);
        Matcher picture = PICTURE.matcher(line);
        if (base.find()) {
            timeBaseNumerator = Long.parseLong(base.group(1));
            timeBaseDenominator = Long.parseLong(base.group(2));
        } else if (picture.find()) {
            if (count == micros.length) {
                micros = Arrays.copyOf(micros, 2 * count);
            }
            micros[count++] = toMicros(picture.group(1));
        }
        return line.startsWith("[Parsed_showinfo");
    }

    int count() {
        return count;
    }

    long micros(int index) {
        return micros[index];
    }

    private long toMicros(String pts) {
        if (pts.equals("NOPTS")) {
            return Long.MIN_VALUE;
        }
        long ticks = Long.parseLong(pts);
        return Math.round((double) ticks * timeBaseNumerator * 1_000_000 / timeBaseDenominator);
    }
}
