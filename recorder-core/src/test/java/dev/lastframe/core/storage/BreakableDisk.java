package dev.lastframe.core.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Real files whose folder a test lets run full, break or hang: the layer between an output and its
 * disk. Callable by any thread.
 */
public final class BreakableDisk {

    @GuardedBy("this")
    private @Nullable Path broken;

    @GuardedBy("this")
    private String complaint = "";

    @GuardedBy("this")
    private @Nullable Error fault;

    @GuardedBy("this")
    private @Nullable Path held;

    /** Negative for what there really is. */
    @GuardedBy("this")
    private long roomForCopies = -1;

    /** From now on nothing can be written in this folder. */
    public synchronized void breaks(Path folder, String why) {
        broken = folder;
        complaint = why;
    }

    /** The same by something that is no failure of the disk; once. */
    public synchronized void throwsIn(Path folder, Error what) {
        broken = folder;
        fault = what;
    }

    /** From now on every call to this folder's files hangs, until {@link #release}. */
    public synchronized void holds(Path folder) {
        held = folder;
    }

    /** So many bytes seem to be free where something is copied to. */
    public synchronized void roomForCopies(long bytes) {
        roomForCopies = bytes;
    }

    private synchronized long room(Path file) throws IOException {
        return roomForCopies < 0 ? Rescue.Room.REAL.free(file) : roomForCopies;
    }

    public synchronized void release() {
        held = null;
        notifyAll();
    }

    /** Opens as {@link DurableOutput} does. */
    public DurableOutput open(
            RecordingFiles files,
            boolean events,
            ForcePolicy policy,
            NanoClock clock,
            DurableOutput.Listener listener)
            throws StorageException {
        try {
            check(files.folder());
            DurableOutput output =
                    new DurableOutput(
                            files.recording(),
                            channel(files.createRecording(), files.folder()),
                            events ? channel(files.createEvents(), files.folder()) : null,
                            policy,
                            clock,
                            listener,
                            this::room);
            output.start();
            return output;
        } catch (IOException refused) {
            throw StorageException.writing(files.recording(), refused);
        }
    }

    private RecordingChannel channel(FileChannel file, Path folder) {
        RecordingChannel real = new PlainChannel(file);
        return new RecordingChannel() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                check(folder);
                return real.write(bytes);
            }

            @Override
            public int read(ByteBuffer bytes, long position) throws IOException {
                return real.read(bytes, position);
            }

            @Override
            public void truncate(long size) throws IOException {
                real.truncate(size);
            }

            @Override
            public void force() throws IOException {
                check(folder);
                real.force();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    private synchronized void check(@Nullable Path folder) throws IOException {
        try {
            while (held != null && held.equals(folder)) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
        if (broken != null && broken.equals(folder)) {
            Error now = fault;
            if (now != null) {
                broken = null;
                throw now;
            }
            throw new IOException(complaint);
        }
    }
}
