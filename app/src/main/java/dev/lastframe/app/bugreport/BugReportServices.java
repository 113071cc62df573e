package dev.lastframe.app.bugreport;

import dev.lastframe.app.fx.Later;
import dev.lastframe.app.fx.Opener;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.settings.ThemeChoice;
import dev.lastframe.core.report.ReportEnvironment;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the dialog is given.
 *
 * @param theme light or dark
 * @param messages the language
 * @param clock the source of time
 * @param opener opens files
 * @param later delays on the FX thread
 * @param ui runs a task on the FX thread, in order
 * @param background runs what blocks, each on a thread of its own
 * @param screen begins to take a picture of the screen; what comes by any thread writes it
 * @param keptWords the file for the words of reports that were not made yet
 */
public record BugReportServices(
        ThemeChoice theme,
        Messages messages,
        NanoClock clock,
        Opener opener,
        Later later,
        Executor ui,
        Executor background,
        Supplier<CompletionStage<ReportEnvironment.Screen>> screen,
        Path keptWords) {}
