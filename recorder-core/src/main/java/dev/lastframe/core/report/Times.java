package dev.lastframe.core.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Times and sizes as people read them, in English. */
final class Times {

    private Times() {}

    /** {@code 0:12}, {@code 1:02:03}. */
    static String clock(long micros) {
        long seconds = Math.max(0, micros) / 1_000_000;
        return seconds >= 3600
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** {@code 0:12.345}; a minus sign in front of what is before 0. */
    static String precise(long micros) {
        long millis = Math.abs(micros) / 1000;
        String sign = micros <= -1000 ? "-" : "";
        return sign + clock(millis * 1000) + String.format(Locale.ROOT, ".%03d", millis % 1000);
    }

    /** {@code 1.8 s}; two digits of what is less than a tenth. */
    static String seconds(long micros) {
        int digits = micros < 100_000 ? 2 : 1;
        return BigDecimal.valueOf(micros, 6).setScale(digits, RoundingMode.HALF_UP).toPlainString()
                + " s";
    }

    /** {@code 1.2 MB}, {@code 34 KB}, {@code 5 bytes}; a MB is 1,000,000 bytes. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        if (bytes < 1_000_000) {
            return (bytes + 999) / 1000 + " KB";
        }
        return BigDecimal.valueOf(bytes, 6).setScale(1, RoundingMode.CEILING).toPlainString()
                + " MB";
    }
}
