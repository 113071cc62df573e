package dev.lastframe.app.recording;

import dev.lastframe.app.faults.FaultNote;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Opens the report of what a person saw. Used by the FX thread; never blocks. */
final class Reports {

    private final BugReporter reporter;
    private final LastFault lastFault;
    private final LastMade made;
    private final BooleanSupplier recording;
    private final Surroundings surroundings;

    /**
     * @param recording whether a recording runs, which is what a bug was seen in then
     * @param surroundings has our windows leave for a picture of the screen
     */
    Reports(
            WindowServices services,
            LastMade made,
            BooleanSupplier recording,
            Surroundings surroundings) {
        this.surroundings = surroundings;
        this.reporter = services.reporter();
        this.lastFault = services.lastFault();
        this.made = made;
        this.recording = recording;
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
        if (recording.getAsBoolean()) {
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
        reporter.report(Optional.of(before), "");
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
        reporter.report(Optional.of(left), noted);
    }
}
