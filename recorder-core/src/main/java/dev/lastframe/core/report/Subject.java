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

    private static final String NO_PICTURE_YET =
            "The recording has no picture yet: ask again in a second.";

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
        long end;
        try {
            end = films.endMicros(running ? story.microsAt(now) : source.endMicros());
        } catch (ExportException none) {
            if (running && none.kind() == ExportException.Kind.UNREADABLE) {
                // its tables are written, and its first picture not yet
                throw new ReportException(Kind.NOTHING_CAPTURED, NO_PICTURE_YET, none);
            }
            throw none;
        }
        if (end == 0) {
            throw new ReportException(Kind.NOTHING_CAPTURED, NO_PICTURE_YET);
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
