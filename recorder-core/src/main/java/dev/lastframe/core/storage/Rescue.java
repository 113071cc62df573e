package dev.lastframe.core.storage;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies files that are still open to another folder: what is left of a recording whose folder is
 * gone. Run by the force thread, when nothing is written any more; needs {@value #BUFFER_BYTES}
 * bytes of memory.
 */
final class Rescue {

    private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);
    private static final int BUFFER_BYTES = 1024 * 1024;

    private final RecordingFiles target;
    private final CompletableFuture<Long> done = new CompletableFuture<>();

    /**
     * @param target reserved by the caller, who owns it
     */
    Rescue(RecordingFiles target) {
        this.target = target;
    }

    /** Completed with the bytes of video that were copied and forced. */
    CompletableFuture<Long> done() {
        return done.copy();
    }

    /** The files were closed, and nothing can be copied from them any more. */
    void tooLate() {
        done.completeExceptionally(
                new StorageException(
                        Reason.WRITE_FAILED,
                        "The recording was closed before it could be copied to "
                                + target.folder()
                                + "."));
    }

    /** Copies both, the video first; that the events could not be copied is only logged. */
    void run(RecordingChannel video, @Nullable RecordingChannel events) {
        Path copy = target.recording();
        try {
            long bytes = copy(video, copy);
            LOG.info("{} bytes of video were rescued to {}", bytes, copy);
            if (events != null) {
                rescueEvents(events);
            }
            done.complete(bytes);
        } catch (IOException failed) {
            LOG.error("the rescue to {} failed", copy, failed);
            done.completeExceptionally(StorageException.writing(copy, failed));
        } catch (RuntimeException | Error broken) {
            LOG.error("the rescue to {} broke", copy, broken);
            done.completeExceptionally(broken);
        }
    }

    private void rescueEvents(RecordingChannel events) {
        try {
            copy(events, target.events());
        } catch (IOException failed) {
            LOG.error("the events could not be rescued to {}", target.events(), failed);
        }
    }

    private static long copy(RecordingChannel from, Path to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long position = 0;
        try (FileChannel copy = OwnerOnly.createNew(to)) {
            for (int read = from.read(buffer, position); read > 0; ) {
                position += read;
                buffer.flip();
                while (buffer.hasRemaining()) {
                    copy.write(buffer);
                }
                buffer.clear();
                read = from.read(buffer, position);
            }
            copy.force(true);
        }
        return position;
    }
}
