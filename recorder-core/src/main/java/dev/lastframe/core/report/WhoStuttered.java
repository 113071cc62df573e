package dev.lastframe.core.report;

import dev.lastframe.core.report.Stutter.Who;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells an application that did not repaint from a recorder that did not look: changes of the
 * screen stand beside missed ticks. A value; nothing blocks.
 */
final class WhoStuttered {

    /** A still screen is named when input stays unanswered for so long. */
    static final long LEAST_SILENCE_MICROS = TimeUnit.SECONDS.toMicros(1);

    /** Misses that are nearer to each other are one. */
    private static final long ONE_STUTTER_MICROS = TimeUnit.MILLISECONDS.toMicros(500);

    private final Stretch stretch;
    private final int fps;
    private final List<Span> missed = new ArrayList<>();
    private final List<Long> inputs = new ArrayList<>();
    private final List<Activity> screen = new ArrayList<>();

    /** So much was missed between two moments. */
    private record Span(long from, long until, long count) {}

    /**
     * What changed on the screen in a time.
     *
     * @param first when it changed first, as near as is known
     * @param last when it changed last
     */
    private record Activity(long from, long until, long changes, long first, long last) {}

    private WhoStuttered(Stretch stretch, int fps) {
        this.stretch = stretch;
        this.fps = fps;
    }

    /**
     * All stutters of a stretch, in order.
     *
     * @param asked what applications had to answer
     */
    static List<Stutter> in(Stretch stretch, int fps, List<EventLine> told, List<EventLine> asked) {
        WhoStuttered question = new WhoStuttered(stretch, fps);
        asked.forEach(line -> question.inputs.add(line.micros()));
        told.forEach(question::learn);
        List<Stutter> found = new ArrayList<>();
        found.addAll(question.ofTheRecorder());
        found.addAll(question.ofTheApplication());
        found.sort(Comparator.comparingLong(Stutter::fromMicros));
        return List.copyOf(found);
    }

    private void learn(EventLine line) {
        if (line.is("missed")) {
            missed.add(new Span(line.micros(), line.untilMicros(), line.number("count")));
        } else if (line.is("screen")) {
            screen(line);
        }
    }

    /** Stands at the end of the second that it tells of. */
    private void screen(EventLine line) {
        long second = TimeUnit.SECONDS.toMicros(1);
        long from = Math.max(0, line.json().path("from").asLong(line.micros() - second));
        long until = line.micros();
        screen.add(
                new Activity(
                        from,
                        until,
                        line.number("changed"),
                        line.json().path("first").asLong(from),
                        line.json().path("last").asLong(until)));
    }

    private List<Stutter> ofTheRecorder() {
        List<Stutter> found = new ArrayList<>();
        missed.sort(Comparator.comparingLong(Span::from));
        Span open = null;
        for (Span next : missed) {
            if (open != null && next.from() - open.until() <= ONE_STUTTER_MICROS) {
                open =
                        new Span(
                                open.from(),
                                Math.max(open.until(), next.until()),
                                open.count() + next.count());
                continue;
            }
            if (open != null) {
                found.add(recorder(open));
            }
            open = next;
        }
        if (open != null) {
            found.add(recorder(open));
        }
        return found;
    }

    private Stutter recorder(Span span) {
        long micros = micros(span.count());
        return new Stutter(
                Who.RECORDER,
                span.from(),
                span.until(),
                micros,
                "the recorder missed " + Times.seconds(micros));
    }

    /** How long so many ticks are. */
    private long micros(long ticks) {
        return TimeUnit.SECONDS.toMicros(ticks) / fps;
    }

    private List<Stutter> ofTheApplication() {
        List<Stutter> found = new ArrayList<>();
        screen.sort(Comparator.comparingLong(Activity::from));
        inputs.sort(Comparator.naturalOrder());
        long silentFrom = -1;
        long silentUntil = -1;
        for (Activity activity : screen) {
            if (silentFrom < 0) {
                silentFrom = activity.from();
            }
            if (activity.changes() > 0) {
                silence(silentFrom, activity.first(), found);
                silentFrom = activity.last();
            }
            silentUntil = activity.until();
        }
        if (silentFrom >= 0 && silentUntil > silentFrom) {
            silence(silentFrom, Math.min(silentUntil, stretch.untilMicros()), found);
        }
        return found;
    }

    /** Nothing changed between two moments: was anything asked for? */
    private void silence(long from, long until, List<Stutter> found) {
        long begin = Math.max(from, stretch.fromMicros());
        for (long input : inputs) {
            if (input >= begin && input < until) {
                long watched = until - input - missedBetween(input, until);
                if (watched >= LEAST_SILENCE_MICROS) {
                    found.add(application(input, until, watched));
                }
                return;
            }
        }
    }

    private Stutter application(long from, long until, long watched) {
        long ticks =
                missed.stream()
                        .filter(m -> m.until() > from && m.from() < until)
                        .mapToLong(Span::count)
                        .sum();
        String recorder = ticks == 0 ? "nothing" : Times.seconds(micros(ticks));
        return new Stutter(
                Who.APPLICATION,
                from,
                until,
                watched,
                "the application did not repaint for "
                        + Times.seconds(watched)
                        + "; the recorder missed "
                        + recorder);
    }

    /** How much of a time lies in misses. */
    private long missedBetween(long from, long until) {
        return missed.stream()
                .mapToLong(m -> Math.max(0, Math.min(until, m.until()) - Math.max(from, m.from())))
                .sum();
    }
}
