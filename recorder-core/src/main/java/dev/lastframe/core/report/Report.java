package dev.lastframe.core.report;

import dev.lastframe.core.export.Progress;
import dev.lastframe.core.report.ReportException.Kind;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes bug reports. A recording that is being made is only read, and goes on. Callable from any
 * thread, several at once; blocks. An interruption of the thread ends it and leaves nothing behind.
 */
public final class Report {

    /** The share of the work that is done when a report is drafted. */
    private static final double DRAFTED = 0.05;

    private final ReportEnvironment environment;

    public Report(ReportEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Drafts one, of the {@link ReportOrder#DEFAULT_LAST} before it was asked for.
     *
     * @param recording one of a recording's files; empty for the recording that is being made, and
     *     where none is, for a report without one
     * @param trigger when it was asked for, on the wall clock
     * @return owned by the caller, who closes it
     * @throws ReportException with one sentence; nothing is left behind then
     * @throws InterruptedException when the thread was interrupted
     */
    public ReportDraft draft(Optional<Path> recording, Instant trigger, Progress progress)
            throws ReportException, InterruptedException {
        return draft(recording, trigger, environment.screen(), progress);
    }

    /**
     * The same with another screen for a report without a recording: one that was seen when the
     * report was asked for, before anything of the program's own was shown. It is asked once, and
     * let go of when the draft is there.
     */
    public ReportDraft draft(
            Optional<Path> recording,
            Instant trigger,
            ReportEnvironment.Screen screen,
            Progress progress)
            throws ReportException, InterruptedException {
        return ReportDraft.open(
                environment,
                recording,
                trigger,
                screen,
                subject -> subject.beforeTrigger(ReportOrder.DEFAULT_LAST),
                progress);
    }

    /**
     * Makes one at once: drafts it and packs it as it was drafted.
     *
     * @throws ReportException with one sentence; nothing is left behind then
     * @throws InterruptedException when the thread was interrupted
     */
    public ReportResult make(ReportOrder order, Progress progress)
            throws ReportException, InterruptedException {
        Instant trigger = environment.clock().wallTime();
        Optional<Path> wanted = order.target().map(file -> file.toAbsolutePath().normalize());
        if (wanted.isPresent()) {
            refuse(wanted.get());
        }
        try (ReportDraft draft =
                ReportDraft.open(
                        environment,
                        order.recording(),
                        trigger,
                        environment.screen(),
                        subject -> subject.last(order.last()),
                        share -> progress.at(share * DRAFTED))) {
            OptionalLong fit = order.fitBytes();
            return draft.pack(
                    new PackOrder(
                            order.destination(),
                            fit,
                            wanted,
                            order.description(),
                            Optional.empty(),
                            draft.without(order.sound()),
                            List.of()),
                    share -> progress.at(DRAFTED + share * (1 - DRAFTED)));
        }
    }

    /** Before anything else is done. */
    static void refuse(Path target) throws ReportException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new ReportException(
                    Kind.EXISTS, target + " exists already: choose another name.");
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ReportException(
                    Kind.UNWRITABLE,
                    "The folder " + folder + " does not exist: create it or choose another.");
        }
    }
}
