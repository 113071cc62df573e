package dev.lastframe.app.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a moment of a recording: {@code 1:02.5} and {@code 1:00:00} as a player shows it, or {@code
 * 62.5s}, {@code 1m2s}, {@code 0}; a bare number is seconds.
 */
final class Moments implements ITypeConverter<Duration> {

    private static final Pattern CLOCK =
            Pattern.compile("(?:(\\d{1,3}):)?(\\d{1,4}):(\\d{1,2}(?:\\.\\d{1,6})?)");
    private static final Pattern ZERO = Pattern.compile("0+(?:\\.0+)?(?:ms|s|m|h)?");

    @Override
    public Duration convert(String text) {
        String compact = text.strip().toLowerCase(Locale.ROOT);
        Matcher clock = CLOCK.matcher(compact);
        if (clock.matches()) {
            long hours = clock.group(1) == null ? 0 : Long.parseLong(clock.group(1));
            long minutes = hours * 60 + Long.parseLong(clock.group(2));
            BigDecimal millis = new BigDecimal(clock.group(3)).movePointRight(3);
            return Duration.ofMinutes(minutes).plusMillis(millis.longValue());
        }
        if (ZERO.matcher(compact).matches()) {
            return Duration.ZERO;
        }
        try {
            return new Durations().convert(text);
        } catch (TypeConversionException none) {
            throw new TypeConversionException(
                    "\""
                            + text
                            + "\" is no moment of a recording: write for example 12s or 1:02.5");
        }
    }
}
