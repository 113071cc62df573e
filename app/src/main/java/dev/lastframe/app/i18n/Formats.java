package dev.lastframe.app.i18n;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers, sizes and times as a person of one locale reads them. */
public final class Formats {

    /** Decimal units, as file managers and disks count. */
    private static final List<String> UNITS = List.of("KB", "MB", "GB", "TB");

    private static final double BYTES_A_UNIT = 1000;

    private final Messages messages;

    public Formats(Messages messages) {
        this.messages = messages;
    }

    /** {@code 4,020}, grouped. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(messages.locale()).format(number);
    }

    /** {@code 1.9}, one digit after the point. */
    public String decimal(double number) {
        NumberFormat format = NumberFormat.getNumberInstance(messages.locale());
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return format.format(number);
    }

    /** {@code 2:14} or {@code 1:02:14}; a second that has begun does not count. */
    public String duration(Duration duration) {
        long hours = duration.toHours();
        return hours > 0
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        hours,
                        duration.toMinutesPart(),
                        duration.toSecondsPart())
                : String.format(
                        Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    /** {@code 18 MB}; one digit after the point below ten; below a kilobyte {@code 412 bytes}. */
    public String bytes(long bytes) {
        if (bytes > 0 && bytes < BYTES_A_UNIT) {
            return messages.text("size.bytes", bytes);
        }
        double size = bytes / BYTES_A_UNIT;
        int unit = 0;
        while (size >= BYTES_A_UNIT - 0.5 && unit < UNITS.size() - 1) {
            size /= BYTES_A_UNIT;
            unit++;
        }
        boolean small = unit > 0 && size < 9.95;
        return (small ? decimal(size) : number(Math.round(size))) + "\u00a0" + UNITS.get(unit);
    }

    /** {@code about 5 h left}, rounded; {@code over a day left} at most. */
    public String timeLeft(Duration left) {
        long minutes = left.toMinutes();
        if (minutes < 1) {
            return messages.text("left.underMinute");
        }
        if (minutes < 60) {
            return messages.text("left.minutes", number(minutes <= 10 ? minutes : minutes / 5 * 5));
        }
        return minutes < 24 * 60
                ? messages.text("left.hours", number(minutes / 60))
                : messages.text("left.overDay");
    }
}
