package dev.lastframe.core.report;

import java.util.List;

/**
 * What the description of a report says without a person's help, not yet redacted. A value.
 *
 * @param application what had the focus at last; may be empty
 * @param stretch of the recording
 * @param steps what was done
 * @param stutters in the order of their times
 * @param restless when the screen changed all the time
 * @param log lines of the application's log
 * @param numbers sentences
 */
record Drafted(
        String application,
        Stretch stretch,
        List<String> steps,
        List<Stutter> stutters,
        List<String> restless,
        List<String> log,
        List<String> numbers) {

    Drafted {
        steps = List.copyOf(steps);
        stutters = List.copyOf(stutters);
        restless = List.copyOf(restless);
        log = List.copyOf(log);
        numbers = List.copyOf(numbers);
    }

    /** The same for who wants nothing of the application's log to be told. */
    Drafted withoutLog() {
        return new Drafted(application, stretch, steps, stutters, restless, List.of(), numbers);
    }

    String title() {
        return application.isEmpty() ? "A problem" : "A problem in " + application;
    }

    /** When it was in the stretch, and who. */
    List<String> stutterSentences() {
        return stutters.stream()
                .map(one ->
                        Times.clock(one.fromMicros() - stretch.fromMicros()) + " " + one.sentence())
                .toList();
    }
}
