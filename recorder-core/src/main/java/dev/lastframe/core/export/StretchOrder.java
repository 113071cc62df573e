package dev.lastframe.core.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is wanted of a recording. Times are on the recording's own clock: 0 is the start of its
 * first part; where later parts begin is read from the events beside the first one.
 *
 * @param parts the files of one recording in order; the last one may still be growing
 * @param from the first moment that is shown, 0 or later
 * @param until the moment at which the last picture ends, later than {@code from}; what is later
 *     than the recording is its end
 * @param fitBytes the most that the whole file may have, 1 or more; empty for the best quality
 * @param metadata what the file says of itself, by name
 * @param covers what is painted over; a stretch of which anything is painted over is never copied
 * @param sounds what is heard of it
 */
public record StretchOrder(
        List<Path> parts,
        Duration from,
        Duration until,
        OptionalLong fitBytes,
        Map<String, String> metadata,
        List<Cover> covers,
        Sounds sounds) {

    /** With all its sound. */
    public StretchOrder(
            List<Path> parts,
            Duration from,
            Duration until,
            OptionalLong fitBytes,
            Map<String, String> metadata,
            List<Cover> covers) {
        this(parts, from, until, fitBytes, metadata, covers, Sounds.ALL);
    }

    /** With all its sound, and nothing painted over. */
    public StretchOrder(
            List<Path> parts,
            Duration from,
            Duration until,
            OptionalLong fitBytes,
            Map<String, String> metadata) {
        this(parts, from, until, fitBytes, metadata, List.of());
    }

    /** Keeps own copies; refuses times that are no stretch. */
    public StretchOrder {
        parts = List.copyOf(parts);
        metadata = Map.copyOf(metadata);
        covers = List.copyOf(covers);
        if (parts.isEmpty() || from.isNegative() || until.compareTo(from) <= 0) {
            throw new IllegalArgumentException(
                    "no stretch: " + from + " to " + until + " of " + parts);
        }
        if (fitBytes.isPresent() && fitBytes.getAsLong() < 1) {
            throw new IllegalArgumentException("no size: " + fitBytes.getAsLong());
        }
    }
}
