package dev.lastframe.core.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file in memory that a test lets run full, hang or refuse to be cut. A full one takes the part
 * of a write that still fits, as a real one does. The {@code await} methods block until the
 * output's threads got there; the test's own timeout ends them.
 */
final class FailingDisk implements RecordingChannel {

    static final String FULL = "No space left on device";

    @GuardedBy("this")
    private byte[] content = new byte[0];

    @GuardedBy("this")
    private long room = Long.MAX_VALUE;

    @GuardedBy("this")
    private String complaint = FULL;

    @GuardedBy("this")
    private @Nullable RuntimeException fault;

    @GuardedBy("this")
    private boolean truncateFails;

    @GuardedBy("this")
    private boolean forceFails;

    @GuardedBy("this")
    private boolean writesHeld;

    @GuardedBy("this")
    private int writesLetPass;

    @GuardedBy("this")
    private boolean forcesHeld;

    @GuardedBy("this")
    private int writesWaiting;

    @GuardedBy("this")
    private int forcesWaiting;

    @GuardedBy("this")
    private int mostForcesWaiting;

    @GuardedBy("this")
    private boolean closed;

    /** The file's length at the end of each force. */
    @GuardedBy("this")
    private final List<Long> forcedLengths = new ArrayList<>();

    // ---- what a test does to it

    /** After so many more bytes every write fails with the complaint. */
    synchronized void roomFor(long bytes, String why) {
        room = bytes;
        complaint = why;
    }

    /** Every write from now on ends in a fault that is no {@code IOException}. */
    synchronized void breakWith(RuntimeException why) {
        fault = why;
    }

    synchronized void truncateFails() {
        truncateFails = true;
    }

    synchronized void forceFails(boolean fails) {
        forceFails = fails;
    }

    /** Writes hang until {@link #releaseWrites}. */
    synchronized void holdWrites() {
        writesHeld = true;
    }

    /** One of the writes that hang, or will, goes on. */
    synchronized void letOneWritePass() {
        writesLetPass++;
        notifyAll();
    }

    synchronized void releaseWrites() {
        writesHeld = false;
        notifyAll();
    }

    /** Forces hang until {@link #releaseForces}. */
    synchronized void holdForces() {
        forcesHeld = true;
    }

    synchronized void releaseForces() {
        forcesHeld = false;
        notifyAll();
    }

    // ---- what a test waits for

    synchronized void awaitWriteHeld() throws InterruptedException {
        while (writesWaiting == 0) {
            wait();
        }
    }

    synchronized void awaitForceHeld() throws InterruptedException {
        while (forcesWaiting == 0) {
            wait();
        }
    }

    synchronized void awaitLength(long bytes) throws InterruptedException {
        while (content.length < bytes) {
            wait();
        }
    }

    synchronized void awaitForces(int count) throws InterruptedException {
        while (forcedLengths.size() < count) {
            wait();
        }
    }

    // ---- what a test sees

    synchronized byte[] content() {
        return content.clone();
    }

    synchronized String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    synchronized List<Long> forcedLengths() {
        return List.copyOf(forcedLengths);
    }

    synchronized int mostForcesAtOnce() {
        return mostForcesWaiting;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    // ---- what the output does

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
        writesWaiting++;
        notifyAll();
        try {
            while (writesHeld && writesLetPass == 0) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            throw ended(interrupted);
        }
        writesLetPass = Math.max(0, writesLetPass - 1);
        writesWaiting--;
        if (fault != null) {
            throw fault;
        }
        if (room == 0) {
            throw new IOException(complaint);
        }
        byte[] part = new byte[(int) Math.min(room, bytes.remaining())];
        bytes.get(part);
        room -= part.length;
        ByteArrayOutputStream longer = new ByteArrayOutputStream(content.length + part.length);
        longer.writeBytes(content);
        longer.writeBytes(part);
        content = longer.toByteArray();
        notifyAll();
        return part.length;
    }

    synchronized long size() {
        return content.length;
    }

    @Override
    public synchronized void truncate(long size) throws IOException {
        if (truncateFails) {
            throw new IOException("truncate refused");
        }
        if (size < content.length) {
            content = Arrays.copyOf(content, Math.toIntExact(size));
        }
    }

    @Override
    public synchronized void force() throws IOException {
        forcesWaiting++;
        mostForcesWaiting = Math.max(mostForcesWaiting, forcesWaiting);
        notifyAll();
        try {
            while (forcesHeld) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            throw ended(interrupted);
        }
        forcesWaiting--;
        if (forceFails) {
            throw new IOException("force refused");
        }
        forcedLengths.add((long) content.length);
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private static IOException ended(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", interrupted);
    }
}
