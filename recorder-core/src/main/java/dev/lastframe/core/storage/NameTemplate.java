package dev.lastframe.core.storage;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How recordings are named. {@code {date}} and {@code {time}} are replaced; characters that a file
 * system may refuse become a dash.
 *
 * @param pattern such as {@value #DEFAULT_PATTERN}
 */
public record NameTemplate(String pattern) {

    public static final String DEFAULT_PATTERN = "Lastframe {date} {time}";

    /** Leaves room for the longest ending within the 255 bytes of a file's name. */
    private static final int MOST_CHARACTERS = 60;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH.mm.ss", Locale.ROOT);

    /** The name without an ending, never empty. */
    public String at(ZonedDateTime moment) {
        String filled =
                pattern.replace("{date}", DATE.format(moment))
                        .replace("{time}", TIME.format(moment))
                        .replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "-")
                        .strip()
                        .replaceAll("^\\.+|\\.+$", "");
        if (filled.isEmpty()) {
            return new NameTemplate(DEFAULT_PATTERN).at(moment);
        }
        return filled.length() <= MOST_CHARACTERS ? filled : filled.substring(0, MOST_CHARACTERS);
    }
}
