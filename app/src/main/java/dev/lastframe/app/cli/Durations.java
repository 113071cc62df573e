package dev.lastframe.app.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code 15s}, {@code 1.5s}, {@code 500ms}, {@code 2m}, {@code 1h30m}; a bare number is
 * seconds.
 */
final class Durations implements ITypeConverter<Duration> {

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|)");
    private static final Duration MOST = Duration.ofDays(7);

    @Override
    public Duration convert(String text) {
        String compact = text.strip().toLowerCase(Locale.ROOT);
        Matcher part = PART.matcher(compact);
        BigDecimal millis = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end && part.end() > part.start()) {
            millis = millis.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
            end = part.end();
        }
        if (end != compact.length() || end == 0 || millis.signum() <= 0) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not a duration: write for example 15s, 2m or 1h30m");
        }
        if (millis.compareTo(BigDecimal.valueOf(MOST.toMillis())) > 0) {
            throw new TypeConversionException("\"" + text + "\" is longer than seven days");
        }
        return Duration.ofMillis(Math.max(1, millis.longValue()));
    }

    private static BigDecimal unit(String name) {
        return BigDecimal.valueOf(
                switch (name) {
                    case "ms" -> 1;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 1000;
                });
    }
}
