package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines of events on their way into their file. Each that does not come there is counted, and the
 * first of them is told. Used by the disk thread, except where it says otherwise.
 */
final class EventLines {

    private static final Logger LOG = LoggerFactory.getLogger(EventLines.class);

    private final @Nullable WholePartsFile file;
    private final Path path;
    private final Consumer<StorageException> lost;
    private final AtomicLong failures = new AtomicLong();
    private IOException why;
    private boolean told;

    /**
     * @param channel null where there is no file
     * @param path where it is, or should be
     * @param lost told of the first line that is missing; must not block
     */
    EventLines(@Nullable RecordingChannel channel, Path path, Consumer<StorageException> lost) {
        this.file = channel == null ? null : new WholePartsFile(channel);
        this.path = path;
        this.lost = lost;
        this.why =
                channel == null
                        ? new NoSuchFileException(path.toString())
                        : new IOException("the disk did not take them in time");
    }

    /** There is no file, and this is why. Called before the disk thread runs. */
    void refused(IOException failure) {
        why = failure;
    }

    /** A line found no room to wait in. Any thread. */
    void noRoom() {
        failures.incrementAndGet();
    }

    /** How many lines are missing. Any thread. */
    long failures() {
        return failures.get();
    }

    /** Writes a line; false when it is missing now. */
    boolean append(byte[] line) {
        if (file == null) {
            failures.incrementAndGet();
            return false;
        }
        try {
            file.append(ByteBuffer.wrap(line));
            return true;
        } catch (WholePartsFile.PartlyWritten problem) {
            failures.incrementAndGet();
            if (problem.getCause() instanceof IOException cause) {
                why = cause;
            }
            LOG.warn("a line of events was not written: {}", String.valueOf(problem.getCause()));
            file.keep(0);
            return false;
        }
    }

    /** Tells it, once, when lines are missing. */
    void tell() {
        if (!told && failures.get() > 0) {
            told = true;
            lost.accept(StorageException.writing(path, why));
        }
    }
}
