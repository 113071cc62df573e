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

    /** The last event is written a little before the end; what breaks after it is logged. */
    private static final Duration AFTER = Duration.ofSeconds(2);

    /** Of a recording that did not end well, which may have been a while about it. */
    private static final Duration AFTER_A_CRASH = Duration.ofSeconds(30);

    private FaultOfThen() {}

    /** In the time of a recording, or in what came just before the report where that is unknown. */
    static Optional<ObjectNode> in(
            Optional<ObjectNode> fault, Source source, Instant trigger, Duration unknown) {
        RecordingStory story = source.story();
        if (story.moments().isEmpty()) {
            return before(fault, trigger, unknown);
        }
        Instant first = story.moments().getFirst().wall();
        Instant last = story.wallAt(story.lastMicros()).orElse(first);
        // where the clock was set meanwhile, the earlier one of both
        Instant began = first.isBefore(last) ? first : last;
        Instant known = last.isAfter(first) ? last : first;
        Instant end =
                switch (source.state()) {
                    case RUNNING -> trigger;
                    case FINISHED -> known.plus(AFTER);
                    // nothing is written in a pause, however long it is
                    case RECOVERED, UNFINISHED ->
                            story.paused() ? trigger : known.plus(AFTER_A_CRASH);
                };
        return fault.filter(note -> isBetween(note, began, end));
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
