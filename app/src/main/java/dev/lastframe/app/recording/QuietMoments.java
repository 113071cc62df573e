package dev.lastframe.app.recording;

import dev.lastframe.app.fx.Later;
import java.time.Duration;

/**
 * Has the report's dialog made ready while nothing is recorded, so that it holds up nothing later;
 * from the moment in which a recording is asked for that waits. Used by the FX thread.
 */
final class QuietMoments {

    /** Who has not pressed anything for so long does not wait for anything. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final BugReporter reporter;
    private final Later later;
    private Later.Cancel waiting = () -> {};

    QuietMoments(BugReporter reporter, Later later) {
        this.reporter = reporter;
        this.later = later;
    }

    /** The recording is in this phase from now on. */
    void follow(Phase phase) {
        waiting.cancel();
        if (phase.busy()) {
            reporter.rest();
        } else {
            waiting = later.after(QUIET, reporter::prepare);
        }
    }

    /** The window closes: nothing is made ready any more. */
    void end() {
        waiting.cancel();
    }
}
