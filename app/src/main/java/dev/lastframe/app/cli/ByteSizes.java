package dev.lastframe.app.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code 10MB}, {@code 2.5 MB}, {@code 800kB}, {@code 8MiB}; a bare number is bytes. A
 * megabyte is a million bytes: who means the larger one by it gets a file that fits as well.
 */
final class ByteSizes implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?) *([a-z]*)");
    private static final Map<String, Long> UNITS =
            Map.ofEntries(
                    Map.entry("", 1L),
                    Map.entry("b", 1L),
                    Map.entry("k", 1_000L),
                    Map.entry("kb", 1_000L),
                    Map.entry("kib", 1L << 10),
                    Map.entry("m", 1_000_000L),
                    Map.entry("mb", 1_000_000L),
                    Map.entry("mib", 1L << 20),
                    Map.entry("g", 1_000_000_000L),
                    Map.entry("gb", 1_000_000_000L),
                    Map.entry("gib", 1L << 30));

    private static final long MOST = 1L << 50;

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = size.matches() ? UNITS.get(size.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not a size: write for example 10MB, 800kB or 8MiB");
        }
        BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not the size of a file: write for example 10MB");
        }
        return bytes.longValue();
    }
}
