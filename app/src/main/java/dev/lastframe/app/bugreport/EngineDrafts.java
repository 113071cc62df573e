package dev.lastframe.app.bugreport;

import dev.lastframe.core.export.Progress;
import dev.lastframe.core.report.Report;
import dev.lastframe.core.report.ReportDraft;
import dev.lastframe.core.report.ReportEnvironment;
import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Drafts of real recordings. */
final class EngineDrafts implements Drafts {

    private final Supplier<Report> reports;
    private final FirstPicture firstPicture;
    private final Supplier<PictureSize> largest;

    /**
     * @param reports makes what makes reports; blocks on the disk
     * @param largest that any picture is ever shown, in pixels of the screen; asked by any thread
     */
    EngineDrafts(Supplier<Report> reports, NanoClock clock, Supplier<PictureSize> largest) {
        this.reports = reports;
        this.largest = largest;
        this.firstPicture = new FirstPicture(clock);
    }

    @Override
    public Draft open(
            Optional<Path> recording, Instant trigger, Optional<ReportEnvironment.Screen> screen)
            throws ReportException, InterruptedException {
        Report report = reports.get();
        ReportDraft draft =
                firstPicture.await(() ->
                        screen.isPresent()
                                ? report.draft(recording, trigger, screen.get(), Progress.NONE)
                                : report.draft(recording, trigger, Progress.NONE));
        try {
            return new EngineDraft(draft, Overviews.of(draft, recording), largest);
        } catch (ReportException | InterruptedException | RuntimeException failed) {
            draft.close();
            throw failed;
        }
    }
}
