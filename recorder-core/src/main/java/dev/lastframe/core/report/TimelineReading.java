package dev.lastframe.core.report;

import dev.lastframe.core.privacy.Redactor;
import dev.lastframe.core.report.DraftTimeline.Changes;
import dev.lastframe.core.report.DraftTimeline.Event;
import dev.lastframe.core.report.DraftTimeline.Mark;
import dev.lastframe.core.report.DraftTimeline.Missed;
import dev.lastframe.core.report.DraftTimeline.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Reads what happened in all of a recording. Used by one thread; reads the disk. */
final class TimelineReading {

    private final Subject subject;
    private final Redactor redactor;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private final Deque<Missed> missed = new ArrayDeque<>();
    private final Deque<Changes> changes = new ArrayDeque<>();
    private final Deque<Pause> pauses = new ArrayDeque<>();

    private TimelineReading(Subject subject, Redactor redactor) {
        this.subject = subject;
        this.redactor = redactor;
    }

    static DraftTimeline of(Subject subject, Redactor redactor) throws IOException {
        TimelineReading reading = new TimelineReading(subject, redactor);
        if (subject.source().events().isPresent()) {
            EventFile.read(subject.source().events().get(), reading::learn);
        }
        return reading.timeline();
    }

    private void learn(EventLine line) {
        long t = line.micros();
        if (t > subject.endMicros()) {
            return; // it came while the draft was made
        }
        switch (line.type()) {
            case "mark" -> add(marks, new Mark(t, redactor.text(line.text("text"))));
            case "missed" ->
                    add(
                            missed,
                            new Missed(
                                    t,
                                    line.untilMicros(),
                                    line.text("reason"),
                                    line.number("count")));
            case "screen" ->
                    add(
                            changes,
                            new Changes(
                                    Math.min(t, line.number("from")), t, line.number("changed")));
            case "pause" -> add(pauses, new Pause(t, pauseMicros(t)));
            case "gap" -> add(pauses, new Pause(t, line.number("micros")));
            case "click" -> {
                if (!line.text("state").equals("up")) {
                    event(line, "click " + Steps.button(line) + " at " + Steps.place(line));
                }
            }
            case "scroll" -> event(line, "scroll " + line.text("direction"));
            case "key" -> event(line, "press " + line.text("key"));
            case "focus" -> event(line, Steps.focused(line));
            case "health" -> event(line, line.text("detail"));
            default -> {
                // Nothing to choose a stretch by.
            }
        }
    }

    private void event(EventLine line, String words) {
        add(events, new Event(line.micros(), line.type(), redactor.text(words)));
    }

    private static <T> void add(Deque<T> all, T one) {
        all.add(one);
        if (all.size() > DraftTimeline.MOST) {
            all.removeFirst();
        }
    }

    /** The wall clock ran on while the recording's stood still. */
    private long pauseMicros(long t) {
        RecordingStory.Moment before = null;
        for (RecordingStory.Moment moment : subject.source().story().moments()) {
            if (before != null && moment.micros() > t) {
                long wall = Duration.between(before.wall(), moment.wall()).toNanos() / 1000;
                return Math.max(0, wall - (moment.micros() - before.micros()));
            }
            before = moment;
        }
        return 0;
    }

    private DraftTimeline timeline() {
        return new DraftTimeline(
                subject.endMicros(),
                subject.triggerMicros(),
                sorted(marks, Comparator.comparingLong(Mark::micros)),
                sorted(events, Comparator.comparingLong(Event::micros)),
                sorted(missed, Comparator.comparingLong(Missed::fromMicros)),
                sorted(changes, Comparator.comparingLong(Changes::fromMicros)),
                sorted(pauses, Comparator.comparingLong(Pause::micros)));
    }

    private static <T> List<T> sorted(Deque<T> all, Comparator<T> order) {
        return all.stream().sorted(order).toList();
    }
}
