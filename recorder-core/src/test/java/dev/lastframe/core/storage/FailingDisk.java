package dev.lastframe.core.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file in memory that a test lets run full, hang, refuse to be cut, or fail at any one call. A
 * full one takes the part of a write that still fits, as a real one does. The {@code await} methods
 * block until the output's threads got there; the test's own timeout ends them.
 */
final class FailingDisk implements RecordingChannel {

    static final String FULL = "No space left on device";

    /** What can go wrong with one call. */
    enum Fault {
        /** Nothing is written. */
        WRITE,
        /** Half is written and no error is reported. */
        SHORT_WRITE,
        /** Half is written, and the call for the other half fails. */
        TORN_WRITE,
        FORCE,
        TRUNCATE,
        /** The file is closed nevertheless. */
        CLOSE
    }

    /** So often each kind of call was made; all kinds of writes are one. */
    @GuardedBy("this")
    private final Map<Fault, Integer> calls = new EnumMap<>(Fault.class);

    /** At which call, counted from 1, which fault happens, once. */
    @GuardedBy("this")
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

    @GuardedBy("this")
    private byte[] content = new byte[1024];

    @GuardedBy("this")
    private int length;

    @GuardedBy("this")
    private long room = Long.MAX_VALUE;

    @GuardedBy("this")
    private String complaint = FULL;

    @GuardedBy("this")
    private long readable = Long.MAX_VALUE;

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
    private int forcesLetPass;

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

    /** What is behind cannot be read. */
    synchronized void readableTo(long bytes) {
        readable = bytes;
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

    /** One of the forces that hang, or will, goes on. */
    synchronized void letOneForcePass() {
        forcesLetPass++;
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

    /** One call, counted from 1, fails with the complaint. */
    synchronized void failAt(Fault which, int call, String why) {
        faults.put(which, call);
        complaint = why;
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
        while (length < bytes) {
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
        return Arrays.copyOf(content, length);
    }

    synchronized String text() {
        return new String(content, 0, length, StandardCharsets.UTF_8);
    }

    synchronized List<Long> forcedLengths() {
        return List.copyOf(forcedLengths);
    }

    /** So many calls were made that this fault could have hit. */
    synchronized int calls(Fault which) {
        return calls.getOrDefault(which, 0);
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
        if (strikes(Fault.WRITE)) {
            throw new IOException(complaint);
        }
        int part = (int) Math.min(room, bytes.remaining());
        if (strikes(Fault.SHORT_WRITE)) {
            part = Math.max(1, part / 2);
        }
        if (strikes(Fault.TORN_WRITE)) {
            part = Math.max(1, part / 2);
            faults.put(Fault.WRITE, calls(Fault.WRITE) + 1);
        }
        if (length + part > content.length) {
            content = Arrays.copyOf(content, Math.max(2 * content.length, length + part));
        }
        bytes.get(content, length, part);
        room -= part;
        length += part;
        notifyAll();
        return part;
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        if (position >= readable) {
            throw new IOException("Input/output error");
        }
        int left = (int) Math.max(0, Math.min(readable, length) - position);
        if (left == 0) {
            return -1;
        }
        int part = Math.min(left, target.remaining());
        target.put(content, (int) position, part);
        return part;
    }

    @Override
    public synchronized void truncate(long size) throws IOException {
        if (strikes(Fault.TRUNCATE)) {
            throw new IOException(complaint);
        }
        if (truncateFails) {
            throw new IOException("truncate refused");
        }
        length = Math.toIntExact(Math.min(size, length));
    }

    @Override
    public synchronized void force() throws IOException {
        forcesWaiting++;
        mostForcesWaiting = Math.max(mostForcesWaiting, forcesWaiting);
        notifyAll();
        try {
            while (forcesHeld && forcesLetPass == 0) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            throw ended(interrupted);
        }
        forcesLetPass = Math.max(0, forcesLetPass - 1);
        forcesWaiting--;
        if (strikes(Fault.FORCE)) {
            throw new IOException(complaint);
        }
        if (forceFails) {
            throw new IOException("force refused");
        }
        forcedLengths.add((long) length);
        notifyAll();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        notifyAll();
        if (strikes(Fault.CLOSE)) {
            throw new IOException(complaint);
        }
    }

    @GuardedBy("this")
    private boolean strikes(Fault which) {
        int call = calls.merge(which, 1, Integer::sum);
        return faults.getOrDefault(which, 0) == call;
    }

    private static IOException ended(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", interrupted);
    }
}
