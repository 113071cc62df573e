package dev.lastframe.core.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Tells when the screen changed all the time though nobody did anything, as it does when something
 * flickers, and when something plays. A value; nothing blocks.
 */
final class Restless {

    /** Shorter than this it may be the end of an answer. */
    private static final long LEAST_MICROS = 1_500_000;

    /** What a person did is answered within it. */
    private static final long ANSWER_MICROS = 1_000_000;

    /** So often in a second it is no clock and no cursor that blinks. */
    private static final long LEAST_CHANGES = 8;

    private Restless() {}

    /** Sentences with their times in the stretch, in order; none where no input was kept. */
    static List<String> in(Stretch stretch, StretchEvents events) {
        if (!events.isInputKept()) {
            return List.of();
        }
        List<EventLine> told = events.told();
        // what was done just before the stretch is not known
        long known = stretch.fromMicros() == 0 ? 0 : stretch.fromMicros() + ANSWER_MICROS;
        List<EventLine> seconds =
                told.stream()
                        .filter(line -> line.is("screen"))
                        .sorted(Comparator.comparingLong(EventLine::micros))
                        .toList();
        long[] inputs =
                LongStream.concat(
                                events.pointerMicros().stream().mapToLong(Long::longValue),
                                told.stream()
                                        .filter(line -> Asked.INPUT.contains(line.type()))
                                        .mapToLong(EventLine::micros))
                        .sorted()
                        .toArray();
        List<String> found = new ArrayList<>();
        long from = -1;
        long until = -1;
        long changes = 0;
        for (EventLine second : seconds) {
            long begin = second.number("from");
            if (begin >= known && isRestless(second) && !answers(inputs, begin, second.micros())) {
                from = from < 0 ? begin : from;
                until = second.micros();
                changes += second.number("changed");
                continue;
            }
            tell(stretch, from, until, changes, found);
            from = -1;
            changes = 0;
        }
        tell(stretch, from, until, changes, found);
        return List.copyOf(found);
    }

    private static boolean isRestless(EventLine second) {
        return second.number("changed") >= LEAST_CHANGES;
    }

    private static boolean answers(long[] sorted, long from, long until) {
        int at = Arrays.binarySearch(sorted, from - ANSWER_MICROS + 1);
        int next = at < 0 ? -at - 1 : at;
        return next < sorted.length && sorted[next] < until;
    }

    private static void tell(
            Stretch stretch, long from, long until, long changes, List<String> found) {
        if (from >= 0 && until - from >= LEAST_MICROS) {
            long each = Math.round(changes * 1e6 / (until - from));
            found.add(
                    Times.clock(from - stretch.fromMicros())
                            + " the screen changed "
                            + each
                            + " times a second for "
                            + Times.seconds(until - from)
                            + " without a click, a shortcut or a move of the pointer"
                            + " (typing is never recorded)");
        }
    }
}
