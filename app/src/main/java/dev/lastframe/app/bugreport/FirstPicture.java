package dev.lastframe.app.bugreport;

import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportException.Kind;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;

/**
 * A recording that has just begun has its first picture in a moment: who asks for a report of it
 * before that is not sent away. Callable from any thread; blocks.
 */
final class FirstPicture {

    /** Pictures reach their file within a tenth of a second. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /**
     * A recording that has none after so many looks, in ten seconds, may be one that never has any:
     * a computer that is busy takes some seconds for the first.
     */
    private static final int MOST_LOOKS = 50;

    private final NanoClock clock;

    FirstPicture(NanoClock clock) {
        this.clock = clock;
    }

    /** Looks at a recording. */
    @FunctionalInterface
    interface Attempt<T> {
        T look() throws ReportException, InterruptedException;
    }

    /** Looks until there is a picture, or somebody should be told that there is none. */
    <T> T await(Attempt<T> attempt) throws ReportException, InterruptedException {
        for (int looks = 1; ; looks++) {
            try {
                return attempt.look();
            } catch (ReportException none) {
                if (none.kind() != Kind.NOTHING_CAPTURED || looks == MOST_LOOKS) {
                    throw none;
                }
            }
            clock.sleepUntil(clock.nanoTime() + LOOK.toNanos());
        }
    }
}
