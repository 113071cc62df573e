package dev.lastframe.core.storage;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies files that are still open to another folder: what is left of a recording whose folder is
 * gone. Where not all of it can be copied, the copy ends with its last whole picture. Run by the
 * force thread, when nothing is written any more; needs {@value #BUFFER_BYTES} bytes of memory.
 */
final class Rescue {

    private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);
    private static final int BUFFER_BYTES = 1024 * 1024;

    /** The room that is left beside a file, so that a test can let it end. */
    @FunctionalInterface
    interface Room {

        /** The file system's own answer. */
        Room REAL = file -> Files.getFileStore(file).getUsableSpace();

        /** In bytes. */
        long free(Path file) throws IOException;
    }

    private final RecordingFiles target;
    private final long leaveBytes;
    private final Room room;
    private final CompletableFuture<Rescued> done = new CompletableFuture<>();

    /**
     * @param target reserved by the caller, who owns it
     * @param leaveBytes of the room there, which the copy does not use
     */
    Rescue(RecordingFiles target, long leaveBytes, Room room) {
        this.target = target;
        this.leaveBytes = leaveBytes;
        this.room = room;
    }

    /** Completed with what was copied and forced. */
    CompletableFuture<Rescued> done() {
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
            Rescued rescued = rescueVideo(video);
            LOG.info("{} was rescued to {}", rescued, copy);
            if (events != null && rescued.bytes() > 0) {
                rescueEvents(events);
            }
            done.complete(rescued);
        } catch (IOException failed) {
            LOG.error("the rescue to {} failed", copy, failed);
            done.completeExceptionally(StorageException.writing(copy, failed));
        } catch (RuntimeException | Error broken) {
            LOG.error("the rescue to {} broke", copy, broken);
            done.completeExceptionally(broken);
        }
    }

    private Rescued rescueVideo(RecordingChannel video) throws IOException {
        UnitEnds units = new UnitEnds();
        try (FileChannel copy = target.createRecording()) {
            Exception stopped = copy(video, copy, target.recording(), units);
            if (stopped == null) {
                return new Rescued(
                        copy.size(),
                        units.begun(),
                        true,
                        force(copy).map(unforced -> because(unforced)));
            }
            copy.truncate(units.wholeBytes());
            Optional<Exception> unforced = force(copy);
            unforced.ifPresent(failed -> LOG.error("the copy could not be forced", failed));
            return new Rescued(
                    units.wholeBytes(), units.wholeParts(), false, Optional.of(because(stopped)));
        }
    }

    private StorageException because(Exception failed) {
        return failed instanceof StorageException named
                ? named
                : StorageException.writing(target.recording(), failed);
    }

    private static Optional<Exception> force(FileChannel copy) {
        try {
            copy.force(true);
            return Optional.empty();
        } catch (IOException unforced) {
            return Optional.of(unforced);
        }
    }

    private void rescueEvents(RecordingChannel events) {
        WholeEnds lines = WholeEnds.ofLines();
        try (FileChannel copy = target.createEvents()) {
            Exception stopped = copy(events, copy, target.events(), lines);
            if (stopped != null) {
                LOG.error("not all events could be rescued", stopped);
                copy.truncate(lines.wholeBytes());
            }
            copy.force(true);
        } catch (IOException failed) {
            LOG.error("the events could not be rescued to {}", target.events(), failed);
        }
    }

    /**
     * Copies until the end, or until it cannot go on.
     *
     * @param ends told of the bytes that are in the copy
     * @return why not all is copied; null when it is
     */
    private @Nullable Exception copy(
            RecordingChannel from, FileChannel to, Path file, WholeEnds ends) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long position = 0;
        try {
            for (int read = from.read(buffer, position); read > 0; ) {
                position += read;
                buffer.flip();
                // Asked again and again: the part that goes on is written to the same disk.
                long fits = Math.max(0, room.free(file) - leaveBytes);
                buffer.limit((int) Math.min(read, fits));
                while (buffer.hasRemaining()) {
                    int written = to.write(buffer);
                    ends.accept(buffer.slice(buffer.position() - written, written));
                }
                if (fits < read) {
                    return noRoom();
                }
                buffer.clear();
                read = from.read(buffer, position);
            }
            return null;
        } catch (IOException stopped) {
            return stopped;
        }
    }

    private StorageException noRoom() {
        return new StorageException(
                Reason.DISK_FULL,
                "There is no room in " + target.folder() + " for all of it: free some room.");
    }
}
