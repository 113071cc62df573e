package dev.lastframe.core.report;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.report.ReportException.Kind;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Makes one kind of failure, with one sentence, of all that can go wrong with a report. */
final class Failures {

    private Failures() {}

    /** Work on a report. */
    @FunctionalInterface
    interface Work<T> {
        T work()
                throws ReportException,
                        ExportException,
                        StorageException,
                        IOException,
                        InterruptedException;
    }

    /**
     * Works.
     *
     * @param scratch where things are kept meanwhile
     * @param fit the most that the zip may have
     * @throws InterruptedException when the thread was interrupted, however the work ended by it
     */
    static <T> T told(Path scratch, OptionalLong fit, Work<T> work)
            throws ReportException, InterruptedException {
        try {
            return translated(scratch, fit, work);
        } catch (ReportException failed) {
            // An interruption closes the file that is being read, which then fails.
            if (Thread.interrupted()) {
                InterruptedException asked = new InterruptedException("while a report was made");
                asked.initCause(failed);
                throw asked;
            }
            throw failed;
        }
    }

    private static <T> T translated(Path scratch, OptionalLong fit, Work<T> work)
            throws ReportException, InterruptedException {
        try {
            return work.work();
        } catch (ExportException failed) {
            throw of(failed, fit);
        } catch (StorageException failed) {
            throw of(failed);
        } catch (IOException failed) {
            throw new ReportException(
                    Kind.UNWRITABLE,
                    "What the report is made of cannot be kept in "
                            + scratch
                            + " ("
                            + failed.getMessage()
                            + "): make room there.",
                    failed);
        }
    }

    private static ReportException of(ExportException failed, OptionalLong fit) {
        String sentence = String.valueOf(failed.getMessage());
        return switch (failed.kind()) {
            case UNREADABLE -> new ReportException(Kind.UNREADABLE, sentence, failed);
            case DISK_FULL, EXISTS -> new ReportException(Kind.UNWRITABLE, sentence, failed);
            case DOES_NOT_FIT ->
                    ReportException.doesNotFit(
                            "The report does not fit into "
                                    + Times.bytes(fit.orElse(0))
                                    + ": the smallest one is "
                                    + Times.bytes(failed.bytesOver())
                                    + " larger. Ask for a shorter stretch with --last.",
                            fit.orElse(0),
                            failed);
            case FAILED -> new ReportException(Kind.FAILED, sentence, failed);
        };
    }

    private static ReportException of(StorageException failed) {
        Kind kind =
                failed.reason() == StorageException.Reason.OUTPUT_EXISTS
                        ? Kind.EXISTS
                        : Kind.UNWRITABLE;
        return new ReportException(kind, String.valueOf(failed.getMessage()), failed);
    }
}
