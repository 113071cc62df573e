package dev.lastframe.core.recovery;

import dev.lastframe.core.recovery.Receipt.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a receipt says to a person, in their own time zone. */
final class Sentences {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private final ZoneId zone;

    Sentences(ZoneId zone) {
        this.zone = zone;
    }

    String saved(Instant began, Instant now, long millisSaved, long millisCut, boolean cut) {
        String text = found(began, now) + " " + duration(millisSaved) + " saved";
        if (!cut) {
            return text + ", nothing cut.";
        }
        return text + ", " + (millisCut > 0 ? seconds(millisCut) + " cut." : "its torn end cut.");
    }

    String kept(Instant began, Instant now, Reason reason) {
        return found(began, now) + " " + why(reason) + " It is kept as it is.";
    }

    String empty(Instant began, Instant now) {
        return found(began, now) + " Nothing had been recorded yet; it is removed.";
    }

    /** Of a long recording whose rest was decoded after it was published. */
    String damagedInside(Receipt receipt) {
        return receipt.sentence()
                + " A part in the middle is damaged; a player shows the rest of it.";
    }

    private String found(Instant began, Instant now) {
        return "Found an unfinished recording from " + when(began, now) + ".";
    }

    /** {@code today 17:40}, {@code yesterday 17:40}, {@code 21 November 2026 17:40}. */
    private String when(Instant moment, Instant now) {
        ZonedDateTime local = moment.atZone(zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate day = local.toLocalDate();
        String name =
                day.equals(today)
                        ? "today"
                        : day.equals(today.minusDays(1)) ? "yesterday" : DAY.format(day);
        return name + " " + TIME.format(local);
    }

    /** {@code 12:31} or {@code 1:02:14}; a second that has begun does not count. */
    private static String duration(long millis) {
        long seconds = millis / 1000;
        return seconds >= 3600
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", Math.max(0.1, millis / 1000.0));
    }

    private static String why(Reason reason) {
        return switch (reason) {
            case NOT_A_FILE -> "Something that is no file has its name.";
            case LINK -> "It is a link, which is not followed.";
            case NOT_A_TRANSPORT_STREAM -> "It does not hold a recording.";
            case NO_PICTURE -> "It does not hold one whole picture.";
            case UNREADABLE -> "It cannot be read: check the disk and its permissions.";
            case NO_LOCK -> "Its folder takes no lock: make the folder writable and try again.";
            case DAMAGED -> "It is damaged in the middle; a player may still show parts of it.";
            case TIMES_NOT_INCREASING -> "Its times are out of order; a player may still show it.";
            case CUT_TOO_LARGE ->
                    "It is damaged, and much follows the damage; a player may still show parts of"
                            + " it.";
            case NO_ROOM -> "The disk is full: free some room and try again.";
            case WRITE_FAILED -> "The disk cannot be written: check it and try again.";
            case REPLACED -> "Something moved or replaced it meanwhile: try again.";
            case NOT_PROVABLE -> "It could not be checked now: try again later.";
        };
    }
}
