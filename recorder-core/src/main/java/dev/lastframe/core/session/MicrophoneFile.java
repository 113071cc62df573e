package dev.lastframe.core.session;

import dev.lastframe.core.encode.UnitSink;
import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.Rescued;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The microphone's own file beside one part of a recording, on the same road to the disk. Opened
 * and ended by threads that may wait for a disk. Whatever becomes of it, the recording goes on, and
 * it is said.
 */
final class MicrophoneFile {

    private static final Logger LOG = LoggerFactory.getLogger(MicrophoneFile.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * How long its disk has at least when the video's is done. It has worked beside that, and who
     * waits for both waits a second longer than for the video.
     */
    private static final Duration LAST_PATIENCE = Duration.ofMillis(400);

    private static final Duration NO_PATIENCE = Duration.ofMillis(1);
    private static final long LEAVE_BYTES = 8L * 1024 * 1024;

    private final Desk desk;
    private final RecordingFiles files;
    private final DurableOutput output;

    /** Until then its disk has time. */
    private volatile long deadlineNanos;

    /** Where it is copied to, for its own folder is gone; null mostly. */
    private volatile @Nullable Copy copy;

    private record Copy(RecordingFiles files, CompletableFuture<Rescued> done) {}

    private MicrophoneFile(Desk desk, RecordingFiles files, DurableOutput output) {
        this.desk = desk;
        this.files = files;
        this.output = output;
    }

    /**
     * Opens it.
     *
     * @param video the names of the part
     * @return null where it cannot be had
     */
    static @Nullable MicrophoneFile open(Desk desk, Making.Outputs outputs, RecordingFiles video) {
        RecordingFiles files = null;
        try {
            files = video.reserveMicrophone(desk.environment().activeFolder());
            DurableOutput output =
                    outputs.open(
                            files, false, desk.request().forcing(), desk.clock(), new Told(desk));
            return new MicrophoneFile(desk, files, output);
        } catch (StorageException | RuntimeException refused) {
            LOG.error("the microphone has no file", refused);
            if (files != null) {
                Closing.discardNow(files);
            }
            desk.health()
                    .warn(
                            Kind.SOUND_GONE,
                            "The microphone is not recorded. " + refused.getMessage());
            return null;
        }
    }

    /** Takes whole pieces of it. Used by the encoder's thread. */
    UnitSink sink() {
        return new ToOutput(desk, output);
    }

    /**
     * Lets it write and force what waits while the video does the same. Blocks no longer than the
     * folder of the copy.
     *
     * @param limit how long the video's disk has
     * @param video the names of the part's own copy, where its folder is gone: this file is copied,
     *     too, while it is still open
     */
    void beginEnd(Duration limit, @Nullable RecordingFiles video) throws InterruptedException {
        deadlineNanos = desk.clock().nanoTime() + limit.toNanos();
        if (video != null) {
            RecordingFiles names = null;
            try {
                names = video.reserveMicrophone(desk.environment().activeFolder());
                copy = new Copy(names, output.rescueTo(names, LEAVE_BYTES));
            } catch (StorageException | RuntimeException refused) {
                LOG.error("the microphone's track cannot be copied", refused);
                if (names != null) {
                    Closing.discardNow(names);
                }
            }
        }
        var _ = output.finish(NO_PATIENCE);
    }

    /**
     * Gives it its name, before the recording gets its own: so whoever makes something of the
     * recording finds both. Blocks until half a second after that limit at most.
     *
     * @return where it is; null where it has no name of its own
     */
    @Nullable Path publish() throws InterruptedException {
        if (!output.finish(patience())) {
            output.giveUp();
            stays("the disk did not answer in time");
            return null;
        }
        try {
            if (Files.size(files.recording()) == 0) {
                Closing.discardNow(files);
                return null;
            }
            Path published = files.publish();
            Closing.release(files);
            return published;
        } catch (IOException | StorageException refused) {
            LOG.error("the microphone's track could not be given its name", refused);
            stays("it could not be given its name");
            return null;
        }
    }

    private Duration patience() {
        Duration left = Duration.ofNanos(deadlineNanos - desk.clock().nanoTime());
        return left.compareTo(LAST_PATIENCE) > 0 ? left : LAST_PATIENCE;
    }

    /**
     * Gives the copy its name. Blocks until half a second after that limit at most.
     *
     * @return where it is; null where there is no copy, or nothing to copy
     */
    @Nullable Path rescue() throws InterruptedException {
        Copy made = copy;
        if (made == null) {
            isLost();
            return null;
        }
        try {
            Rescued rescued = made.done().get(patience().toMillis(), TimeUnit.MILLISECONDS);
            if (rescued.bytes() > 0) {
                Path published = made.files().publish();
                Closing.release(made.files());
                copy = null;
                if (!rescued.complete()) {
                    desk.health()
                            .keep(
                                    "The end of the microphone's track is missing: there was no"
                                            + " room for it in "
                                            + made.files().folder()
                                            + ".");
                }
                // Of the folder that is gone nothing is to be found again.
                whenClosed(Closing::release);
                return published;
            }
            Closing.discardNow(made.files());
            copy = null;
            if (rescued.complete()) {
                whenClosed(Closing::release);
                return null; // there was nothing in it
            }
        } catch (StorageException | ExecutionException | TimeoutException refused) {
            LOG.error("the microphone's track could not be copied", refused);
        }
        isLost();
        return null;
    }

    private void isLost() {
        desk.health()
                .keep(
                        "The microphone's track of the part in "
                                + files.folder()
                                + ", which is gone, could not be copied.");
        keepTemporary();
    }

    /** The recording got another name than was reserved. */
    void follow(Path mine, Path recording) {
        try {
            files.follow(mine, recording);
        } catch (StorageException refused) {
            LOG.warn("the microphone's track keeps its name", refused);
            desk.health().keep("The microphone's track of this recording is " + mine + ".");
        }
    }

    /** Nothing of it, nor of its copy, is wanted: there was no picture. */
    void discard() throws InterruptedException {
        if (!output.finish(PATIENCE)) {
            output.giveUp();
        }
        // While a write hangs, the names are still in use.
        whenClosed(Closing::discardNow);
    }

    /**
     * Its lock is held until nothing writes to it any more; then it is left to recovery, as is what
     * there is of a copy.
     */
    void keepTemporary() {
        output.refuseMore();
        output.giveUp();
        try {
            var _ = output.finish(NO_PATIENCE);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        whenClosed(Closing::unlock);
    }

    /** With its own names, and with those of a copy that nobody has seen to. */
    private void whenClosed(Consumer<RecordingFiles> what) {
        var _ =
                output.closed()
                        .thenRun(() -> {
                            what.accept(files);
                            Copy left = copy;
                            copy = null;
                            if (left != null) {
                                what.accept(left.files());
                            }
                        });
    }

    private void stays(String why) {
        desk.health()
                .keep(
                        "The microphone's track is still in "
                                + files.recording()
                                + ", as "
                                + why
                                + ": start Lastframe again to have it recovered.");
        keepTemporary();
    }

    private record ToOutput(Desk desk, DurableOutput output) implements UnitSink {

        /** Whoever is told so gives nothing more of this part, and asks no more. */
        @Override
        public boolean wouldBlock(int bytes) {
            boolean full = output.wouldBlock(bytes);
            if (full) {
                desk.health()
                        .warn(
                                Kind.SOUND_GONE,
                                "The microphone's track of this part ends here: the disk does not"
                                        + " take it in time.");
            }
            return full;
        }

        @Override
        public boolean unit(byte[] array, int length, long notOfAPicture, Consumer<byte[]> back)
                throws InterruptedException {
            return output.unit(array, length, desk.clock().nanoTime(), back);
        }

        @Override
        public void trailer(byte[] bytes) throws InterruptedException {
            output.trailer(bytes);
        }
    }

    /** The recording's own file is on the same disk, and tells of it what is to be told. */
    private record Told(Desk desk) implements DurableOutput.Listener {

        @Override
        public void failed(StorageException reason, int piecesLost) {
            desk.health()
                    .warn(
                            Kind.SOUND_GONE,
                            "The microphone's track of this part ends here. "
                                    + reason.getMessage());
        }

        @Override
        public void freeSpace(long bytes) {}
    }
}
