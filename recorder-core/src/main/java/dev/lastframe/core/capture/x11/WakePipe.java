package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a file descriptor, and can be woken. One thread waits; {@link #wake} may be called by
 * any other until {@link #close}.
 */
final class WakePipe implements AutoCloseable {

    private static final MethodHandle PIPE = Native.returningInt(Native.libc(), "pipe", "l");
    private static final MethodHandle POLL = Native.returningInt(Native.libc(), "poll", "lli");
    private static final MethodHandle PPOLL = Native.returningInt(Native.libc(), "ppoll", "llll");
    private static final MethodHandle WRITE = Native.returningLong(Native.libc(), "write", "ill");
    private static final MethodHandle READ = Native.returningLong(Native.libc(), "read", "ill");
    private static final MethodHandle CLOSE = Native.returningInt(Native.libc(), "close", "i");
    private static final MethodHandle FREE = Native.returningVoid(Native.libc(), "free", "l");

    private static final short READABLE = 1;
    private static final long REVENTS_OF_PIPE = 14;

    /** Two descriptors that are polled, and for how long: seconds, nanoseconds. */
    private static final int POLLED_LONGS = 4;

    private static final long TIME = 16;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment polled = arena.allocate(8L * POLLED_LONGS, 8);
    private final long[] longs = new long[POLLED_LONGS];
    private final MemorySegment oneByte = arena.allocate(1);
    private final int reading;
    private final int writing;
    private boolean closed;

    /** The process has as many open files as it may have. */
    static final class NoneException extends IllegalStateException {

        private static final long serialVersionUID = 1;

        NoneException() {
            super("no pipe is to be had");
        }
    }

    WakePipe() {
        MemorySegment ends = arena.allocate(8, 4);
        try {
            if ((int) PIPE.invokeExact(ends.address()) != 0) {
                arena.close();
                throw new NoneException();
            }
        } catch (NoneException none) {
            throw none;
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
        reading = ends.get(JAVA_INT, 0);
        writing = ends.get(JAVA_INT, 4);
    }

    /** Waits until something can be read, or somebody woke it, or the time is over. */
    void await(int descriptor, int millis) {
        polled.set(JAVA_INT, 0, descriptor);
        polled.set(JAVA_SHORT, 4, READABLE);
        polled.set(JAVA_INT, 8, reading);
        polled.set(JAVA_SHORT, 12, READABLE);
        try {
            // an interrupted wait is a short one
            var _ = (int) POLL.invokeExact(polled.address(), 2L, millis);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /**
     * Waits as long as it takes until something can be read or somebody woke it, and lets the next
     * wait last again. For the thread that waits.
     */
    void awaitNext(int descriptor) {
        polled.set(JAVA_SHORT, REVENTS_OF_PIPE, (short) 0);
        await(descriptor, -1);
        if (polled.get(JAVA_SHORT, REVENTS_OF_PIPE) != 0) {
            try {
                // of several bytes the others wake the next waits, which does no harm
                var _ = (long) READ.invokeExact(reading, polled.address(), 1L);
            } catch (Throwable fault) {
                throw Native.broken(fault);
            }
        }
    }

    /**
     * The same, for so long at most, to the nanosecond.
     *
     * @return whether somebody woke it
     */
    boolean awaitNext(int descriptor, long nanos) {
        long address = polled.address();
        longs[0] = (long) READABLE << 32 | descriptor;
        longs[1] = (long) READABLE << 32 | reading;
        longs[2] = TimeUnit.NANOSECONDS.toSeconds(nanos);
        longs[3] = nanos - TimeUnit.SECONDS.toNanos(longs[2]);
        MemorySegment.copy(longs, 0, polled, JAVA_LONG, 0, POLLED_LONGS);
        try {
            int ready = (int) PPOLL.invokeExact(address, 2L, address + TIME, 0L);
            if (ready <= 0 || polled.get(JAVA_SHORT, REVENTS_OF_PIPE) == 0) {
                return false;
            }
            var _ = (long) READ.invokeExact(reading, address, 1L);
            return true;
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /** From now on no wait lasts, but for {@link #awaitNext} one. */
    synchronized void wake() {
        if (closed) {
            return;
        }
        try {
            var _ = (long) WRITE.invokeExact(writing, oneByte.address(), 1L);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /** Gives back what a library allocated; nothing for 0. */
    static void free(long address) {
        try {
            FREE.invokeExact(address);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            var _ = (int) CLOSE.invokeExact(reading);
            var _ = (int) CLOSE.invokeExact(writing);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
        arena.close();
    }
}
