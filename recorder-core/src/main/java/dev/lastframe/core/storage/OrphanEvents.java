package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events beside one part of a recording, to which its later parts wrote too, locked as if that
 * part were recorded. Used by one thread.
 */
public final class OrphanEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanEvents.class);

    private final Path file;
    private final LockFile lock;
    private final boolean unfinished;
    private final Consumer<RepairStep> told;

    /**
     * @param unfinished whether the video of that part is still to be recovered
     */
    OrphanEvents(Path file, LockFile lock, boolean unfinished, Consumer<RepairStep> told) {
        this.file = file;
        this.lock = lock;
        this.unfinished = unfinished;
        this.told = told;
    }

    /**
     * Cuts what is behind the last whole line off them, and appends a line.
     *
     * @param keepBytes up to the end of the last whole line
     * @param line without its end; null for none
     */
    public void mend(long keepBytes, @Nullable String line) throws IOException {
        mend(file, keepBytes, line, told);
    }

    static void mend(Path events, long keepBytes, @Nullable String line, Consumer<RepairStep> told)
            throws IOException {
        try (FileChannel channel = OwnerOnly.openForChange(events)) {
            if (channel.size() > keepBytes) {
                told.accept(RepairStep.TRUNCATE_EVENTS);
                channel.truncate(keepBytes);
            }
            if (line != null) {
                told.accept(RepairStep.APPEND_EVENT);
                write(channel, keepBytes, (line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            channel.force(true);
        }
    }

    static void write(FileChannel channel, long position, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
    }

    /** Unlocks the part; its lock file stays while its video is still to be recovered. */
    @Override
    public void close() {
        try {
            if (unfinished && !lock.created()) {
                lock.close();
            } else {
                lock.remove();
            }
        } catch (IOException stuck) {
            LOG.warn("the lock beside {} stays", file, stuck);
        }
    }
}
