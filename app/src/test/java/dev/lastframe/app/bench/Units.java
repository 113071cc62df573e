package dev.lastframe.app.bench;

import java.util.Locale;

/** Values as the table shows them. */
final class Units {

    private static final double MIB = 1024 * 1024;

    private Units() {}

    /** One value by another, or nothing where that says nothing. */
    static String ratio(double value, double by) {
        double ratio = value / by;
        return Double.isFinite(ratio) ? format("%.2f", ratio) : "";
    }

    /** The same for values of very different sizes. */
    static String smallRatio(double value, double by) {
        return format("%.4f", value / by);
    }

    static String micros(double micros) {
        return format("%.2f µs", micros);
    }

    /** CPU seconds a second. */
    static String ofACore(double share) {
        return Double.isNaN(share) ? "too short" : format("%.1f %% of a core", 100 * share);
    }

    static String seconds(double seconds) {
        return format("%.1f s", seconds);
    }

    static String millis(double millis) {
        return format("%.2f ms", millis);
    }

    static String millisOfMicros(double micros) {
        return format("%.1f ms", micros / 1000);
    }

    static String number(double value) {
        return format("%.1f", value);
    }

    static String mebibytes(double bytes) {
        return format("%.1f MiB", bytes / MIB);
    }

    static String mebibytesAMinute(double bytes) {
        return Double.isNaN(bytes) ? "too short" : format("%+.1f MiB a minute", bytes / MIB);
    }

    static String bytes(double bytes) {
        return format("%.0f bytes", bytes);
    }

    /** SSIM, 1 for the same; empty where it was not looked for. */
    static String likeness(double ssim) {
        return Double.isNaN(ssim) ? "" : format("%.4f", ssim);
    }

    static String target(String words, boolean reached) {
        return words + (reached ? ": reached" : ": MISSED");
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
