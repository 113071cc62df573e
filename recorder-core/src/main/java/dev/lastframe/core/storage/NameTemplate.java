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
                trimmed(
                        pattern.replace("{date}", DATE.format(moment))
                                .replace("{time}", TIME.format(moment))
                                .replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "-"));
        if (filled.length() > MOST_CHARACTERS) {
            // Half of a character outside the basic plane is no name that a file system takes.
            boolean halves = Character.isHighSurrogate(filled.charAt(MOST_CHARACTERS - 1));
            filled = trimmed(filled.substring(0, MOST_CHARACTERS - (halves ? 1 : 0)));
        }
        return filled.isEmpty() ? new NameTemplate(DEFAULT_PATTERN).at(moment) : filled;
    }

    /** Without the blanks and dots at the ends that some systems hide or refuse. */
    private static String trimmed(String text) {
        return text.replaceAll("(?U)^[.\\s]+|[.\\s]+$", "");
    }
}
