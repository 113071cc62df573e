package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the end off a file and keeps it in another. The copy is on the disk, with its name, before
 * the file is cut; a copy that a killed run left half-finished is recognised by its bytes and
 * finished. Used by one thread; blocks.
 */
final class TailCut {

    private static final Logger LOG = LoggerFactory.getLogger(TailCut.class);
    private static final int CHUNK = 256 * 1024;

    /** How a new file for the cut bytes is made; must fail if it exists. */
    @FunctionalInterface
    interface Creator {
        RecordingChannel createNew(Path file) throws IOException;
    }

    private final FileChannel source;
    private final long keepBytes;
    private final long tailBytes;
    private final Creator creator;
    private final Consumer<RepairStep> told;

    /**
     * @param source the recording, open for reading
     * @param keepBytes what stays in it
     */
    TailCut(FileChannel source, long keepBytes, Creator creator, Consumer<RepairStep> told)
            throws IOException {
        this.source = source;
        this.keepBytes = keepBytes;
        this.tailBytes = source.size() - keepBytes;
        this.creator = creator;
        this.told = told;
    }

    /**
     * Copies the tail to a file, and forces it.
     *
     * @return false when the file holds something else, and is left alone
     * @throws IOException when it could not be written; what was written of it is removed
     */
    boolean copyTo(Path target) throws IOException {
        told.accept(RepairStep.COPY_CUT);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (!isHalfOfIt(target)) {
                return false;
            }
            // Our own, of a run that was killed: the bytes are all still in the recording.
            Files.delete(target);
        }
        RecordingChannel made;
        try {
            made = creator.createNew(target);
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
        boolean whole = false;
        try {
            try (made) {
                write(made);
                told.accept(RepairStep.FORCE_CUT);
                made.force();
            }
            whole = true;
        } finally {
            if (!whole) {
                removeHalf(target);
            }
        }
        return true;
    }

    private static void removeHalf(Path target) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException stuck) {
            LOG.warn("half a copy stays in {}: {}", target, stuck.toString());
        }
    }

    private void write(RecordingChannel target) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long done = 0;
        while (done < tailBytes) {
            read(source, chunk, keepBytes + done, tailBytes - done);
            done += chunk.remaining();
            while (chunk.hasRemaining()) {
                target.write(chunk);
            }
        }
    }

    /** Whether the file is the beginning of the tail, or all of it. */
    private boolean isHalfOfIt(Path target) throws IOException {
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel copy = OwnerOnly.openForReading(target)) {
            long size = copy.size();
            if (size > tailBytes) {
                return false;
            }
            ByteBuffer one = ByteBuffer.allocate(CHUNK);
            ByteBuffer other = ByteBuffer.allocate(CHUNK);
            for (long at = 0; at < size; at += one.limit()) {
                read(copy, one, at, size - at);
                read(source, other, keepBytes + at, size - at);
                if (!Arrays.equals(one.array(), 0, one.limit(), other.array(), 0, other.limit())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Fills the chunk, or as much of it as is left; it is ready to be read afterwards. */
    private static void read(FileChannel from, ByteBuffer chunk, long position, long left)
            throws IOException {
        chunk.clear().limit((int) Math.min(chunk.capacity(), left));
        while (chunk.hasRemaining()) {
            if (from.read(chunk, position + chunk.position()) < 0) {
                throw new IOException("the file has become shorter");
            }
        }
        chunk.flip();
    }
}
