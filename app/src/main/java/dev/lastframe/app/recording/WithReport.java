package dev.lastframe.app.recording;

import java.time.Duration;

/** Our windows, and the report that may lie beside them. Used by the FX thread. */
final class WithReport implements OwnWindows {

    private final OwnWindows own;
    private final BugReporter reporter;

    WithReport(OwnWindows own, BugReporter reporter) {
        this.own = own;
        this.reporter = reporter;
    }

    @Override
    public boolean leave() {
        boolean report = reporter.leave();
        return own.leave() || report;
    }

    /** The report needs nobody's leave to go. */
    @Override
    public boolean onScreen() {
        return own.onScreen();
    }

    @Override
    public Duration settles() {
        return own.settles();
    }

    @Override
    public void remove() {
        own.remove();
    }
}
