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
    private static final long LEAVE_BYTES = 8L * 1024 * 1024;

    private final Desk desk;
    private final RecordingFiles files;
    private final DurableOutput output;

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
            files = video.reserveMicrophone();
            files.noteActive(desk.environment().activeFolder());
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
     * Writes what waits, forces it and gives it its name, before the recording gets its own: so
     * whoever makes something of the recording finds both. Blocks for seconds at most.
     *
     * @return where it is; null where it has no name of its own
     */
    @Nullable Path publish() throws InterruptedException {
        if (!output.finish(PATIENCE)) {
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
            files.close();
            return published;
        } catch (IOException | StorageException refused) {
            LOG.error("the microphone's track could not be given its name", refused);
            stays("it could not be given its name");
            return null;
        }
    }

    /**
     * Its folder is gone: it is copied, while it is still open, and the copy is published. Blocks.
     *
     * @param video the names of the part's own copy
     * @return where it is; null where there is no copy
     */
    @Nullable Path rescue(RecordingFiles video) throws InterruptedException {
        try {
            RecordingFiles copy = video.reserveMicrophone();
            CompletableFuture<Rescued> copied = output.rescueTo(copy, LEAVE_BYTES);
            var _ = output.closed().thenRun(this::unlock);
            output.finish(PATIENCE);
            long bytes = copied.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).bytes();
            if (bytes == 0) {
                Closing.discardNow(copy);
                return null;
            }
            Path published = copy.publish();
            copy.close();
            return published;
        } catch (IOException | StorageException | ExecutionException | TimeoutException refused) {
            LOG.error("the microphone's track could not be copied", refused);
            desk.health()
                    .keep(
                            "The microphone's track of the part in "
                                    + files.folder()
                                    + ", which is gone, could not be copied.");
            return null;
        }
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

    /** Nothing of it is wanted: there was no picture. */
    void discard() throws InterruptedException {
        if (output.finish(PATIENCE)) {
            Closing.discardNow(files);
        } else {
            output.giveUp();
            keepTemporary();
        }
    }

    /** Its lock is held until nothing writes to it any more; then it is left to recovery. */
    void keepTemporary() {
        output.refuseMore();
        output.giveUp();
        try {
            output.finish(Duration.ofMillis(1));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        var _ = output.closed().thenRun(this::unlock);
    }

    private void unlock() {
        try {
            files.closeKeepingTemporary();
        } catch (IOException | RuntimeException stuck) {
            LOG.warn("the lock of {} stays", files.recording(), stuck);
        }
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

        @Override
        public boolean wouldBlock(int bytes) {
            return output.wouldBlock(bytes);
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
