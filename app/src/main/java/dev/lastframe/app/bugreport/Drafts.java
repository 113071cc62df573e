package dev.lastframe.app.bugreport;

import dev.lastframe.core.report.ReportEnvironment;
import dev.lastframe.core.report.ReportException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Where drafts come from. Callable from any thread. */
interface Drafts {

    /**
     * Looks at the recording. Blocks on the disk and on child processes.
     *
     * @param recording one of its files; empty for the one that is being made, and where none is,
     *     for a picture of the screen
     * @param trigger when somebody saw the bug
     * @param screen as it was then, for a picture of it; empty to take one
     * @throws ReportException with one sentence
     */
    Draft open(Optional<Path> recording, Instant trigger, Optional<ReportEnvironment.Screen> screen)
            throws ReportException, InterruptedException;
}
