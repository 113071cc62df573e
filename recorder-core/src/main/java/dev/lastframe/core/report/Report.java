package dev.lastframe.core.report;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.privacy.Redactor;
import dev.lastframe.core.report.ReportException.Kind;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes bug reports. A recording that is being made is only read, and goes on. Callable from any
 * thread, several at once; blocks. An interruption of the thread ends it and leaves nothing behind.
 */
public final class Report {

    private final ReportEnvironment environment;

    public Report(ReportEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Makes one.
     *
     * @throws ReportException with one sentence; nothing is left behind then
     * @throws InterruptedException when the thread was interrupted
     */
    public ReportResult make(ReportOrder order, Progress progress)
            throws ReportException, InterruptedException {
        try {
            return makeNow(order, progress);
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

    private ReportResult makeNow(ReportOrder order, Progress progress)
            throws ReportException, InterruptedException {
        Instant trigger = environment.clock().wallTime();
        Optional<Path> wanted = order.target().map(file -> file.toAbsolutePath().normalize());
        if (wanted.isPresent()) {
            refuse(wanted.get());
        }
        Finder finder = new Finder(environment);
        Optional<Source> source =
                order.recording().isPresent()
                        ? Optional.of(finder.of(order.recording().get()))
                        : finder.running();
        try (Scratch scratch = Scratch.in(environment.scratch())) {
            Target target =
                    wanted.isPresent()
                            ? Target.exactly(wanted.get())
                            : Target.free(environment, source, trigger);
            Contents contents =
                    new Contents(environment, new Redactor(environment.identity()), scratch);
            if (source.isPresent()) {
                new Gathering(environment, finder, contents)
                        .recording(source.get(), order, trigger, progress);
            } else {
                new Gathering(environment, finder, contents).nothingRecorded(order, trigger);
            }
            return pack(order.fitBytes(), target, contents, progress);
        } catch (ExportException failed) {
            throw of(failed, order);
        } catch (StorageException failed) {
            throw of(failed);
        } catch (IOException failed) {
            throw new ReportException(
                    Kind.UNWRITABLE,
                    "What the report is made of cannot be kept in "
                            + environment.scratch()
                            + " ("
                            + failed.getMessage()
                            + "): make room there.",
                    failed);
        }
    }

    private static ReportResult pack(
            OptionalLong fitBytes, Target target, Contents contents, Progress progress)
            throws ExportException, StorageException, IOException, InterruptedException {
        ReportResult made = new Packing(contents, target, fitBytes, progress).pack();
        progress.at(1);
        return made;
    }

    private static void refuse(Path target) throws ReportException {
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

    private static ReportException of(ExportException failed, ReportOrder order) {
        String sentence = String.valueOf(failed.getMessage());
        return switch (failed.kind()) {
            case UNREADABLE -> new ReportException(Kind.UNREADABLE, sentence, failed);
            case DISK_FULL, EXISTS -> new ReportException(Kind.UNWRITABLE, sentence, failed);
            case DOES_NOT_FIT ->
                    new ReportException(
                            Kind.DOES_NOT_FIT,
                            "The report does not fit into "
                                    + Times.bytes(order.fitBytes().orElse(0))
                                    + ": the smallest one is "
                                    + Times.bytes(failed.bytesOver())
                                    + " larger. Ask for a shorter stretch with --last.",
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
