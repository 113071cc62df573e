package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the program's newest fault is one that a report is about: an older one would accuse the
 * program of what it did not do. A value.
 */
final class FaultOfThen {

    /** A recording's last event is written a little before what ended it. */
    private static final Duration AFTER = Duration.ofSeconds(30);

    private FaultOfThen() {}

    /** In the time of a recording, or in what came just before the report where that is unknown. */
    static Optional<ObjectNode> in(
            Optional<ObjectNode> fault, RecordingStory story, Instant trigger, Duration unknown) {
        Optional<Instant> began = story.wallAt(0);
        if (began.isEmpty()) {
            return before(fault, trigger, unknown);
        }
        Instant end = story.wallAt(story.lastMicros()).orElse(trigger).plus(AFTER);
        return fault.filter(note -> isBetween(note, began.get(), end));
    }

    /** In so long a time before the report. */
    static Optional<ObjectNode> before(
            Optional<ObjectNode> fault, Instant trigger, Duration length) {
        return fault.filter(note -> isBetween(note, trigger.minus(length), trigger));
    }

    private static boolean isBetween(ObjectNode note, Instant from, Instant until) {
        try {
            Instant wall = Instant.parse(note.path("wall").asText(""));
            return !wall.isBefore(from) && !wall.isAfter(until);
        } catch (DateTimeException saysNone) {
            return false;
        }
    }
}
