package dev.lastframe.app.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code 10MB}, {@code 1.5 MB}, {@code 800KB}, {@code 8MiB}; a bare number is bytes. KB, MB
 * and GB are powers of a thousand, as trackers count.
 */
final class ByteSizes implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]*)");
    private static final Map<String, Long> UNITS =
            Map.of(
                    "", 1L,
                    "b", 1L,
                    "k", 1000L,
                    "kb", 1000L,
                    "m", 1_000_000L,
                    "mb", 1_000_000L,
                    "gb", 1_000_000_000L,
                    "kib", 1024L,
                    "mib", 1024L * 1024,
                    "gib", 1024L * 1024 * 1024);
    private static final BigDecimal LEAST = BigDecimal.valueOf(1000);
    private static final BigDecimal MOST = BigDecimal.valueOf(1L << 42);

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = size.matches() ? UNITS.get(size.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not a size: write for example 10MB or 800KB");
        }
        BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(LEAST) < 0 || bytes.compareTo(MOST) > 0) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not a size that a file can have: write for example 10MB");
        }
        return bytes.longValue();
    }
}
