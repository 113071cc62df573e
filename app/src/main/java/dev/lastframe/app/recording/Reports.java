package dev.lastframe.app.recording;

import dev.lastframe.app.faults.FaultNote;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Opens the report of what a person saw. Who asks while a recording begins is kept waiting until it
 * has its first picture, or has come to nothing: the report would be in that picture, and would
 * know nothing of the recording. Used by the FX thread; never blocks.
 */
final class Reports {

    private final BugReporter reporter;
    private final LastFault lastFault;
    private final LastMade made;
    private final Surroundings surroundings;
    private final Executor ui;
    private final Runnable changed;
    private final List<Runnable> waiting = new ArrayList<>();
    private Phase phase = Phase.IDLE;

    /** The recording that runs has a picture. */
    private boolean begun;

    /**
     * @param surroundings has our windows leave for a picture of the screen
     * @param changed told when {@link #waits} tells something else
     */
    Reports(WindowServices services, LastMade made, Surroundings surroundings, Runnable changed) {
        this.surroundings = surroundings;
        this.reporter = services.reporter();
        this.lastFault = services.lastFault();
        this.ui = services.ui();
        this.made = made;
        this.changed = changed;
    }

    /** The recording is in this phase from now on. */
    void follow(Phase now) {
        phase = now;
        switch (now) {
            case IDLE, STARTING -> begun = false;
            case RECORDING, PAUSED -> begun = true;
            case STOPPING -> {}
        }
        if (waits() && !begins()) {
            // a recording that follows the one before begins first
            ui.execute(this::goOn);
        }
    }

    /** Whether a report opens as soon as a recording has begun. */
    boolean waits() {
        return !waiting.isEmpty();
    }

    private boolean begins() {
        return phase.busy() && !begun;
    }

    private void goOn() {
        if (!begins()) {
            List<Runnable> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(Runnable::run);
            changed.run();
        }
    }

    private void whenBegun(Runnable report) {
        waiting.add(report);
        if (begins()) {
            changed.run();
        } else {
            goOn();
        }
    }

    /**
     * Somebody saw a bug: in what is being recorded, else in what was recorded since the window
     * opened, else on the screen.
     */
    void open() {
        open("", true);
    }

    /** The same by a key that was pressed in another window. */
    void openElsewhere() {
        open("", false);
    }

    private void open(String code, boolean here) {
        whenBegun(() -> openNow(code, here));
    }

    /** Which recording it is about is known only now. */
    private void openNow(String code, boolean here) {
        if (phase.busy()) {
            reporter.report(Optional.empty(), code);
        } else if (made.since().isPresent()) {
            reporter.report(made.since(), code);
        } else {
            reporter.reportScreen(
                    code,
                    () -> surroundings.leaveForPicture().thenApply(left -> () -> back(left, here)));
        }
    }

    /** Who pressed elsewhere looks at something else, and finds the window as after a recording. */
    private void back(boolean left, boolean here) {
        if (left && !surroundings.areAway()) {
            surroundings.comeBack(here);
        }
    }

    /** The same in a recording that was made before. */
    void of(Path before) {
        whenBegun(() -> reporter.report(Optional.of(before), ""));
    }

    /** The same in the recording that was made last. */
    void ofLast() {
        made.last().get().ifPresent(before -> of(before.file()));
    }

    /** Somebody wants to report what a banner tells. */
    void ofTrouble(String code) {
        open(code, true);
    }

    /** Somebody wants to report a recording that a crash left, with the fault that was noted. */
    void ofCrash(Path left, String code) {
        String noted = lastFault.note().map(FaultNote::code).orElse(code);
        whenBegun(() -> reporter.report(Optional.of(left), noted));
    }
}
