package dev.lastframe.core.report;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.report.ReportException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The recording that a draft is about, as it was found.
 *
 * @param numbers its newest ones
 * @param films its pictures
 * @param endMicros where it ends, on its own clock
 * @param triggerMicros when the report was asked for, on its own clock; its end where that was
 *     later
 * @param heard what is heard in it
 */
record Subject(
        Source source,
        Numbers numbers,
        Films films,
        long endMicros,
        long triggerMicros,
        Heard heard) {

    /**
     * Looks at a recording.
     *
     * @param now on the wall clock
     */
    static Subject of(
            Source source, Films films, ReportEnvironment environment, Instant trigger, Instant now)
            throws ReportException, ExportException, InterruptedException {
        boolean running = source.state() == Source.State.RUNNING;
        RecordingStory story = source.story();
        Numbers numbers =
                Numbers.of(
                        running
                                ? environment.programs().status(source.videos().getLast())
                                : Optional.empty(),
                        story.ledger());
        long end = films.endMicros(running ? story.microsAt(now) : source.endMicros());
        if (end == 0) {
            throw new ReportException(
                    Kind.NOTHING_CAPTURED,
                    "The recording has no picture yet: ask again in a second.");
        }
        long asked = story.microsOf(trigger).orElse(end);
        Heard heard = Heard.of(films.sounds(), story);
        return new Subject(source, numbers, films, end, Math.min(end, asked), heard);
    }

    /** What came before the report was asked for. */
    Stretch beforeTrigger(Duration length) {
        return Stretch.last(length, triggerMicros > 0 ? triggerMicros : endMicros);
    }

    /** Its end. */
    Stretch last(Duration length) {
        return Stretch.last(length, endMicros);
    }
}
