package dev.lastframe.core.report;

import java.util.List;

/**
 * What happened in a recording, to choose a stretch by. All times are microseconds on the
 * recording's clock; all texts are redacted. A value. Of very long recordings the newest {@value
 * #MOST} of each are told.
 *
 * @param endMicros where the recording ends, or ended when it was drafted
 * @param triggerMicros when the report was asked for; the end where that was later
 * @param marks in order
 * @param events clicks, keys, turns of the wheel, changes of the focus and what happened to the
 *     recording, in order
 * @param missed stretches in which ticks were missed, in order
 * @param changes how often the screen changed, a second each, in order
 * @param pauses moments at which the recording paused: its clock stood still meanwhile
 */
public record DraftTimeline(
        long endMicros,
        long triggerMicros,
        List<Mark> marks,
        List<Event> events,
        List<Missed> missed,
        List<Changes> changes,
        List<Pause> pauses) {

    static final int MOST = 20_000;

    public DraftTimeline {
        marks = List.copyOf(marks);
        events = List.copyOf(events);
        missed = List.copyOf(missed);
        changes = List.copyOf(changes);
        pauses = List.copyOf(pauses);
    }

    /**
     * A mark that a person set.
     *
     * @param text may be empty
     */
    public record Mark(long micros, String text) {}

    /**
     * Something that happened.
     *
     * @param type as the events file names it: {@code click}, {@code key}, {@code focus}…
     * @param words one line for a person
     */
    public record Event(long micros, String type, String words) {}

    /**
     * Ticks that were missed.
     *
     * @param reason as the ledger names it: {@code late}, {@code encoder}…
     * @param count how many
     */
    public record Missed(long fromMicros, long untilMicros, String reason, long count) {}

    /** How often the screen changed in a time of about a second. */
    public record Changes(long fromMicros, long untilMicros, long count) {}

    /**
     * A pause, or a time in which the computer slept.
     *
     * @param lengthMicros how long by the clock on the wall; 0 where it is not known
     */
    public record Pause(long micros, long lengthMicros) {}
}
