package dev.lastframe.app.cli;

import dev.lastframe.core.report.Destination;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads where a report goes: {@code github}, {@code gitlab}, {@code jira}, {@code email}, {@code
 * any}.
 */
final class Destinations implements ITypeConverter<Destination> {

    @Override
    public Destination convert(String text) {
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(Destination.values())
                .filter(known -> known.name().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException(
                                "\""
                                        + text
                                        + "\" is no destination: write github, gitlab, jira, email"
                                        + " or any"));
    }
}
