package dev.lastframe.core.recovery;

import dev.lastframe.core.recovery.Examination.Findings;
import dev.lastframe.core.recovery.Orphans.Orphan;
import dev.lastframe.core.recovery.Receipt.Proven;
import dev.lastframe.core.recovery.Receipt.Reason;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.storage.ActiveNotes;
import dev.lastframe.core.storage.Adoption;
import dev.lastframe.core.storage.FinishedRecordings;
import dev.lastframe.core.storage.OrphanFiles;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.RepairStep;
import dev.lastframe.core.storage.ReplacedException;
import dev.lastframe.core.storage.StorageException;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one unfinished recording to its end, if nobody makes it at present. What cannot be proven
 * is left as it is. Used by one thread; blocks.
 */
final class Salvage {

    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

    /** How it ended for one file. */
    sealed interface Result {

        /**
         * There is something to tell.
         *
         * @param rest what is still to be decoded of a long recording
         */
        record Told(Receipt receipt, Optional<StreamFacts> rest) implements Result {}

        /** Somebody makes this recording at present. */
        record InUse() implements Result {}

        /** It is not there any more. */
        record Gone() implements Result {}

        /** It is the sound beside a recording, which is told of. */
        record Beside() implements Result {}
    }

    private final NanoClock clock;
    private final Sentences sentences;
    private final Consumer<RepairStep> steps;
    private final FinishedRecordings finished;
    private final Examination examination;
    private final Publication publication;

    Salvage(
            NanoClock clock,
            StrictDecoder decoder,
            Sentences sentences,
            FinishedRecordings finished,
            Consumer<RepairStep> steps) {
        this.finished = finished;
        StreamScan scan = new StreamScan();
        this.clock = clock;
        this.sentences = sentences;
        this.steps = steps;
        this.examination = new Examination(scan, decoder);
        this.publication = new Publication(scan, sentences);
    }

    Result salvage(Orphan orphan) throws InterruptedException {
        Path path = orphan.recording();
        Instant began = began(path);
        try {
            return switch (OrphanFiles.adopt(path, steps)) {
                case Adoption.InUse() -> new Result.InUse();
                case Adoption.NoFile(boolean link) ->
                        kept(path, began, link ? Reason.LINK : Reason.NOT_A_FILE);
                case Adoption.Gone(boolean traces) -> {
                    forget(orphan, traces);
                    yield new Result.Gone();
                }
                case Adoption.Adopted(OrphanFiles files) -> {
                    try (files) {
                        yield mend(files, orphan, began);
                    }
                }
            };
        } catch (StorageException unwritable) {
            LOG.warn("{} is kept", path, unwritable);
            return kept(path, began, reasonOf(unwritable));
        } catch (ClosedByInterruptException interrupted) {
            throw cancelled(interrupted);
        } catch (ReplacedException replaced) {
            LOG.warn("{} is kept", path, replaced);
            return kept(path, began, Reason.REPLACED);
        } catch (IOException unreadable) {
            LOG.warn("{} is kept", path, unreadable);
            return kept(path, began, Reason.UNREADABLE);
        } catch (RuntimeException fault) {
            LOG.error("{} is kept", path, fault);
            return kept(path, began, Reason.NOT_PROVABLE);
        }
    }

    private Result mend(OrphanFiles files, Orphan orphan, Instant fileTime)
            throws IOException, StorageException, InterruptedException {
        Path path = files.recording();
        boolean microphone = RecordingFiles.isMicrophone(String.valueOf(path.getFileName()));
        Optional<FoundEvents> events = eventsOf(files);
        if (Files.size(path) == 0) {
            if (events.isPresent() && !events.get().own()) {
                Publication.cutEvents(files, events.get());
            }
            files.discardEmpty();
            files.release(orphan.notes(), Optional.empty());
            if (microphone) {
                return new Result.Beside();
            }
            Instant now = clock.wallTime();
            String sentence = sentences.empty(fileTime, now);
            return new Result.Told(
                    untouched(path, State.EMPTY, Optional.empty(), fileTime, now, sentence),
                    Optional.empty());
        }
        Instant began =
                events.filter(FoundEvents::own).flatMap(own -> own.told().began()).orElse(fileTime);
        Findings findings;
        try (FileChannel channel = files.read()) {
            findings = examination.of(channel, microphone);
        }
        if (findings.refusal().isPresent()) {
            return kept(path, began, findings.refusal().get());
        }
        Receipt receipt = publication.publish(files, findings, began, events, clock.wallTime());
        if (findings.soundAlone()) {
            files.release(orphan.notes(), Optional.empty());
            LOG.info("{}: {} beside a recording", receipt.file(), receipt.state());
            return new Result.Beside();
        }
        files.release(
                orphan.notes(), Optional.of(new OrphanFiles.Finished(finished, receipt.file())));
        return new Result.Told(
                receipt, findings.isLong() ? Optional.of(findings.facts()) : Optional.empty());
    }

    /** Decodes the rest of a long recording that is published, and says how it ended. */
    Receipt proveRest(Receipt receipt, StreamFacts facts) throws InterruptedException {
        try (FileChannel channel = OrphanFiles.readPublished(receipt.file())) {
            return examination.rest(channel, facts)
                    ? receipt.provenAll()
                    : receipt.damagedInside(sentences.damagedInside(receipt));
        } catch (ClosedByInterruptException interrupted) {
            throw cancelled(interrupted);
        } catch (IOException untried) {
            LOG.warn("the rest of {} could not be decoded", receipt.file(), untried);
            return receipt;
        }
    }

    private static InterruptedException cancelled(ClosedByInterruptException interrupted) {
        Thread.interrupted(); // an InterruptedException says it instead
        InterruptedException cancelled = new InterruptedException("recovery was cancelled");
        cancelled.initCause(interrupted);
        return cancelled;
    }

    /** Only in the folder that it was begun in a recording is missed. */
    private void forget(Orphan orphan, boolean traces) {
        for (ActiveNotes.Note note : orphan.notes()) {
            ActiveNotes.Note.Folder folder = note.folder();
            boolean missed = folder == ActiveNotes.Note.Folder.UNKNOWN && traces;
            if (folder != ActiveNotes.Note.Folder.SAME && !missed) {
                LOG.info("{} is not there at present", note.recording());
                continue;
            }
            // It may have been published by a process that was killed before it could note that.
            finished.notePublished(orphan.recording());
            try {
                note.remove();
            } catch (IOException stuck) {
                LOG.warn("the note {} stays: {}", note.file(), stuck.toString());
            }
        }
    }

    private static Reason reasonOf(StorageException failure) {
        return switch (failure.reason()) {
            case DISK_FULL, QUOTA -> Reason.NO_ROOM;
            case FOLDER_MISSING, FOLDER_UNWRITABLE -> Reason.NO_LOCK;
            case READ_ONLY, IO_ERROR, FOLDER_GONE, WRITE_FAILED, OUTPUT_EXISTS ->
                    Reason.WRITE_FAILED;
        };
    }

    private static Optional<FoundEvents> eventsOf(OrphanFiles files) {
        try {
            return FoundEvents.of(files);
        } catch (IOException unreadable) {
            LOG.warn("the events of {} cannot be read", files.recording(), unreadable);
            return Optional.empty();
        }
    }

    /** When the file came to be, as far as the file system knows. */
    private Instant began(Path path) {
        try {
            BasicFileAttributes times =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Instant created = times.creationTime().toInstant();
            Instant written = times.lastModifiedTime().toInstant();
            return created.isBefore(written) ? created : written;
        } catch (IOException unknown) {
            LOG.debug("the time of {} is unknown: {}", path, unknown.toString());
            return clock.wallTime();
        }
    }

    private Result kept(Path path, Instant began, Reason reason) {
        Instant now = clock.wallTime();
        return new Result.Told(
                untouched(
                        path,
                        State.KEPT,
                        Optional.of(reason),
                        began,
                        now,
                        sentences.kept(began, now, reason)),
                Optional.empty());
    }

    private static Receipt untouched(
            Path path,
            State state,
            Optional<Reason> reason,
            Instant began,
            Instant now,
            String sentence) {
        return new Receipt(
                path,
                state,
                0,
                0,
                0,
                0,
                reason,
                began,
                now,
                Proven.NOTHING,
                Optional.empty(),
                sentence);
    }
}
