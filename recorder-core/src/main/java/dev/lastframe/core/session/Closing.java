package dev.lastframe.core.session;

import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.Rescued;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the files of one part on a thread of its own, so that a disk that hangs holds up nobody:
 * writes what waits, forces it, gives it its name. Begun and awaited by the session's thread.
 */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    /** How long the disk has for what waits. */
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(10);

    /** How long a copy may take while the recording goes on; its end waits for it no longer. */
    private static final Duration COPY_PATIENCE = Duration.ofMinutes(10);

    private static final Duration COPIED_PATIENCE = Duration.ofSeconds(1);

    /** What else there is of the recording. */
    enum Scope {
        /** The events go on in the file beside this video. */
        VIDEO,
        /** The events end too, or are elsewhere. */
        ALL,
        /** This is the recording's only part: without a picture nothing is left. */
        ONLY
    }

    private final Part part;
    private final Scope scope;

    /** Where the part is copied to, for its own folder is gone; null mostly. */
    private final CopyPlaces.@Nullable Place rescue;

    private final CompletableFuture<Closed> result;

    private Closing(Part part, Scope scope, CopyPlaces.@Nullable Place rescue) {
        this.part = part;
        this.scope = scope;
        this.rescue = rescue;
        this.result = Elsewhere.run("lastframe-close", this::close);
    }

    /** The part gets nothing more. Never blocks. */
    static Closing begin(Part part, Scope scope) {
        return new Closing(part, scope, null);
    }

    /**
     * The same for a part whose folder is gone: it is copied, while it is still open, and the copy
     * is published.
     *
     * @param rescue names in another folder; owned by it from now on
     */
    static Closing rescue(Part part, CopyPlaces.Place rescue) {
        return new Closing(part, Scope.ALL, rescue);
    }

    /** Ends the events beside a part whose video was closed before. Never blocks. */
    static CompletableFuture<Boolean> events(Part carrier) {
        return Elsewhere.run("lastframe-close", () -> carrier.output().finish(WRITE_PATIENCE));
    }

    /** Removes what a recording that could not begin reserved; waits for it at most so long. */
    static void discard(RecordingFiles files, Duration limit) throws InterruptedException {
        CompletableFuture<Boolean> gone = Elsewhere.run("lastframe-close", () -> discardNow(files));
        try {
            gone.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            LOG.error("an empty recording could not be removed", stuck);
        }
    }

    /** What became of it. Blocks, at most for so long. */
    Closed await(long nanosLeft) {
        try {
            return result.get(Math.max(1, nanosLeft), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hung) {
            return late();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return late();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            return broken(cause == null ? failed : cause);
        }
    }

    private Closed late() {
        boolean undecided = part.decide();
        part.told().lost(part.output().giveUp());
        if (undecided) {
            return keepTemporary(silent());
        }
        LOG.warn("{} is being given its name", place());
        return silent();
    }

    private Closed close() {
        try {
            return closeNow();
        } catch (InterruptedException | RuntimeException | Error broken) {
            return broken(broken);
        }
    }

    /** Nobody knows how far it came: what waits is counted, and the file is left to recovery. */
    private Closed broken(Throwable broken) {
        LOG.error("the files of part {} could not be closed", part.number(), broken);
        Steps steps = new Steps();
        steps.run("giving up what waits", () -> part.told().lost(part.output().giveUp()));
        steps.run("leaving the file to recovery", this::unlockWhenClosed);
        Throwable second = steps.failure();
        if (second != null && !second.equals(broken)) {
            broken.addSuppressed(second);
        }
        Fault fault = part.told().broke(broken);
        return part.asItIs(
                new Failure(
                        Reason.INTERNAL,
                        "Closing the recording failed (code "
                                + fault.code()
                                + "); it is in "
                                + place()
                                + ". Start Lastframe again to have it recovered."));
    }

    private Closed closeNow() throws InterruptedException {
        CopyPlaces.Place copy = rescue;
        // Asked first: the microphone's names in that folder may take long to be had.
        CompletableFuture<Rescued> copied =
                copy == null ? null : part.output().rescueTo(copy.files(), copy.leaveBytes());
        MicrophoneFile microphone = part.microphone();
        if (microphone != null) {
            microphone.beginEnd(WRITE_PATIENCE, copy == null ? null : copy.files());
        }
        boolean written =
                scope == Scope.VIDEO
                        ? part.output().endVideo(WRITE_PATIENCE)
                        : part.output().finish(copy == null ? WRITE_PATIENCE : COPY_PATIENCE);
        if (!written) {
            part.told().lost(part.output().giveUp());
        }
        if (!part.decide()) {
            return silent(); // whoever waited has seen to the names
        }
        if (!written) {
            return keepTemporary(silent());
        }
        Path track = closeMicrophoneWhateverComes();
        Closed closed = named(copy, copied);
        if (track != null && closed.published() && closed.file().isPresent()) {
            Objects.requireNonNull(part.microphone()).follow(track, closed.file().get());
        }
        return closed;
    }

    /** The video gets its name also where the microphone's file broke. */
    private @Nullable Path closeMicrophoneWhateverComes() throws InterruptedException {
        try {
            return closeMicrophone();
        } catch (RuntimeException broken) {
            LOG.error("the microphone's track of part {} broke", part.number(), broken);
            Objects.requireNonNull(part.microphone()).keepTemporary();
            return null;
        }
    }

    /**
     * The microphone's own file first: what is made of the recording finds both.
     *
     * @return where it is; null where there is none
     */
    private @Nullable Path closeMicrophone() throws InterruptedException {
        MicrophoneFile microphone = part.microphone();
        if (microphone == null) {
            return null;
        }
        if (part.told().inFile() <= 0) {
            microphone.discard();
            return null;
        }
        return rescue == null ? microphone.publish() : microphone.rescue();
    }

    private Closed named(
            CopyPlaces.@Nullable Place copy, @Nullable CompletableFuture<Rescued> copied)
            throws InterruptedException {
        StorageException failure = part.output().failure();
        Failure problem = failure == null ? part.told().failure() : Failure.of(failure);
        if (copy != null && copied != null) {
            return publishCopy(copy.files(), copied, problem);
        }
        return part.told().inFile() <= 0 ? removeEmpty(problem) : publish(part.files(), problem);
    }

    /** What was copied out of the open file takes its place. */
    private Closed publishCopy(
            RecordingFiles copy, CompletableFuture<Rescued> copied, @Nullable Failure problem)
            throws InterruptedException {
        Rescued rescued;
        try {
            // It is done: the files that it came from are closed.
            rescued = copied.get(COPIED_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            return keepTemporary(silent());
        } catch (ExecutionException failed) {
            LOG.error("the recording could not be copied", failed.getCause());
            return withoutCopy(copy, problem);
        }
        if (rescued.bytes() == 0) {
            return withoutCopy(copy, problem);
        }
        releaseWhenClosed(part.files());
        if (rescued.complete()) {
            String sentence = goneFrom() + "the recording was copied to " + copy.folder() + ".";
            return publish(
                    copy, problem != null ? problem : new Failure(Reason.FOLDER_GONE, sentence));
        }
        long pictures = part.told().inFile();
        part.told().lost(Math.toIntExact(pictures - rescued.pictures()));
        String sentence =
                goneFrom()
                        + "only the first "
                        + rescued.pictures()
                        + " of "
                        + pictures
                        + " pictures could be copied to "
                        + copy.folder()
                        + "."
                        + rescued.problem().map(why -> " " + why.getMessage()).orElse("");
        part.told().partlyCopied(sentence);
        return publish(copy, new Failure(Reason.FOLDER_GONE, sentence));
    }

    private String goneFrom() {
        return "The folder " + part.folder() + " is gone: ";
    }

    /** A copy that broke and holds something is left to the next start, which proves it. */
    private Closed withoutCopy(RecordingFiles copy, @Nullable Failure problem) {
        if (holdsSomething(copy.recording())) {
            return keepTemporary(
                    temporary(
                            "Copying the recording failed; what was copied is in "
                                    + place()
                                    + "."));
        }
        discardNow(copy);
        return gone(problem);
    }

    private static boolean holdsSomething(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException missing) {
            LOG.debug("there is no copy: {}", missing.toString());
            return false;
        }
    }

    /** As soon as nothing writes to the files any more. Never blocks long. */
    private void releaseWhenClosed(RecordingFiles files) {
        var _ = part.output().closed().thenRun(() -> release(files));
    }

    private Closed removeEmpty(@Nullable Failure problem) {
        Closed nothing = new Closed(Optional.empty(), false, problem);
        try {
            if (scope == Scope.ONLY) {
                part.files().discard();
            } else {
                part.files().discardVideo();
            }
        } catch (IOException | RuntimeException stuck) {
            LOG.error("an empty recording could not be removed", stuck);
            return keepTemporary(nothing);
        }
        releaseWhenClosed(part.files());
        return nothing;
    }

    private Closed publish(RecordingFiles files, @Nullable Failure problem) {
        Path published;
        try {
            published = files.publish();
        } catch (StorageException failed) {
            LOG.error("the recording could not be published", failed);
            return Files.exists(files.recording())
                    ? keepTemporary(
                            temporary(
                                    "The recording could not be given its name; it is in "
                                            + files.recording()
                                            + "."))
                    : gone(problem);
        }
        part.publishedAs(published);
        releaseWhenClosed(files);
        return new Closed(Optional.of(published), true, problem);
    }

    /** The folder was deleted or unplugged: nothing of the part can be reached any more. */
    private Closed gone(@Nullable Failure problem) {
        part.told().lost((int) part.told().inFile());
        Failure why =
                problem != null
                        ? problem
                        : new Failure(
                                Reason.FOLDER_MISSING,
                                "The folder " + part.folder() + " is gone, and what was in it.");
        return keepTemporary(new Closed(Optional.empty(), false, why));
    }

    /**
     * What stays under a temporary name is locked until nothing writes to it any more, however late
     * that is: before, another program would take it for a crash's and cut it.
     */
    private Closed keepTemporary(Closed closed) {
        unlockWhenClosed();
        return closed;
    }

    private void unlockWhenClosed() {
        MicrophoneFile microphone = part.microphone();
        if (microphone != null) {
            microphone.keepTemporary();
        }
        CopyPlaces.Place copy = rescue;
        var _ =
                part.output()
                        .closed()
                        .thenRun(() -> {
                            unlock(part.files());
                            if (copy != null) {
                                unlock(copy.files());
                            }
                        });
    }

    /** Leaves it to recovery. */
    static void unlock(RecordingFiles files) {
        try {
            files.closeKeepingTemporary();
        } catch (IOException | RuntimeException stuck) {
            LOG.warn("the lock of {} stays", files.recording(), stuck);
        }
    }

    private Closed silent() {
        return temporary("The disk did not answer in time; what it took is in " + place() + ".");
    }

    /** Where it is, or is being copied to. */
    private Path place() {
        return rescue == null ? part.files().recording() : rescue.files().recording();
    }

    private Closed temporary(String sentence) {
        return new Closed(Optional.of(place()), false, new Failure(Reason.WRITE_FAILED, sentence));
    }

    /**
     * Removes what was reserved and not used. Touches the disk.
     *
     * @return whether nothing is left
     */
    static boolean discardNow(RecordingFiles files) {
        try {
            files.discard();
        } catch (IOException | RuntimeException stuck) {
            LOG.error("an empty recording could not be removed", stuck);
            unlock(files);
            return false;
        }
        release(files);
        return true;
    }

    /** Gives the names back. */
    static void release(RecordingFiles files) {
        try {
            files.close();
        } catch (IOException | RuntimeException litter) {
            LOG.warn("the lock or the note of a recording stays", litter);
        }
    }
}
