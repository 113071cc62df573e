package dev.lastframe.core.sound;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.lastframe.core.time.NanoClock;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The fragments of an open stream, each with the moment at which it came, which the server's client
 * notes on its own thread: so its reader may rest and fetch several at once, and none is taken for
 * later than it is. Used by the source's thread, apart from that note.
 */
final class PulseFragments implements AutoCloseable {

    /** {@code PA_STREAM_READY}. */
    private static final int READY = 2;

    /** More than come while a reader rests; of still more the last ones count as one. */
    private static final int NOTES = 64;

    /** Pieces of one fragment come so soon after each other. */
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final PulseStream.Functions functions;
    private final MemorySegment loop;
    private final MemorySegment stream;
    private final NanoClock clock;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment address = arena.allocate(ADDRESS);
    private final MemorySegment length = arena.allocate(JAVA_LONG);

    /** Up to which byte the stream had come at which moment; guarded by the client's lock. */
    private final long[] untilBytes = new long[NOTES];

    private final long[] atNanos = new long[NOTES];
    private int notes;

    /** So many bytes were fetched; guarded in the same way. */
    private long fetched;

    /** What came at once, as far as it is there; the source's thread. */
    private final short[] part;

    private int partLength;
    private long partNanos;

    private PulseFragments(
            PulseStream.Functions functions,
            MemorySegment loop,
            MemorySegment stream,
            int bytes,
            NanoClock clock) {
        this.part = new short[bytes / Short.BYTES];
        this.functions = functions;
        this.loop = loop;
        this.stream = stream;
        this.clock = clock;
    }

    /**
     * From now on what comes is noted, and FFmpeg is not told of it any more.
     *
     * @param bytes of a fragment
     */
    static PulseFragments of(
            PulseStream.Functions functions,
            MemorySegment loop,
            MemorySegment stream,
            int bytes,
            NanoClock clock) {
        PulseFragments fragments = new PulseFragments(functions, loop, stream, bytes, clock);
        try {
            MemorySegment callback = fragments.callback();
            functions.lock().invokeExact(loop);
            try {
                functions.listen().invokeExact(stream, callback, MemorySegment.NULL);
            } finally {
                functions.unlock().invokeExact(loop);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
        return fragments;
    }

    private MemorySegment callback() throws ReflectiveOperationException {
        return Linker.nativeLinker()
                .upcallStub(
                        MethodHandles.lookup()
                                .bind(
                                        this,
                                        "came",
                                        MethodType.methodType(
                                                void.class,
                                                MemorySegment.class,
                                                long.class,
                                                MemorySegment.class)),
                        FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, ADDRESS),
                        arena);
    }

    /**
     * Called by the client's thread, which holds its lock; nothing may be thrown into C.
     *
     * @param waiting bytes that nobody has fetched yet
     */
    @SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable"}) // called by C
    private void came(MemorySegment of, long waiting, MemorySegment nothing) {
        int at = Math.min(notes, NOTES - 1);
        untilBytes[at] = fetched + waiting;
        atNanos[at] = clock.nanoTime();
        notes = at + 1;
    }

    /**
     * Fetches all that came. Never waits.
     *
     * @param into given each fragment
     * @return false where nothing will come any more
     */
    boolean fetch(Queue<Fragment> into) {
        try {
            functions.lock().invokeExact(loop);
            try {
                boolean open = (int) functions.state().invokeExact(stream) == READY;
                boolean more = open;
                while (more) {
                    open = (int) functions.peek().invokeExact(stream, address, length) >= 0;
                    long bytes = open ? length.get(JAVA_LONG, 0) : 0;
                    more = bytes > 0;
                    if (more) {
                        take(bytes, into);
                        open = (int) functions.drop().invokeExact(stream) >= 0;
                        more = open;
                    }
                }
                give(into);
                notes = 0;
                return open;
            } finally {
                functions.unlock().invokeExact(loop);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Puts together what came at once: the client hands a fragment out in pieces. */
    private void take(long bytes, Queue<Fragment> into) {
        fetched += bytes;
        MemorySegment data = address.get(ADDRESS, 0);
        if (data.equals(MemorySegment.NULL)) { // a hole
            give(into);
            return;
        }
        long came = cameAt();
        if (came - partNanos > AT_ONCE_NANOS) {
            give(into);
        }
        partNanos = came;
        MemorySegment piece = data.reinterpret(bytes);
        for (long at = 0; at < bytes; ) {
            int count = (int) Math.min((bytes - at) / Short.BYTES, part.length - partLength);
            MemorySegment.copy(piece, JAVA_SHORT_UNALIGNED, at, part, partLength, count);
            partLength += count;
            at += (long) count * Short.BYTES;
            if (partLength == part.length) {
                give(into);
            }
        }
    }

    private void give(Queue<Fragment> into) {
        if (partLength > 0) {
            into.add(new Fragment(Arrays.copyOf(part, partLength), partNanos));
            partLength = 0;
        }
    }

    /** When what was fetched last had come. */
    private long cameAt() {
        for (int i = 0; i < notes; i++) {
            if (untilBytes[i] >= fetched) {
                return atNanos[i];
            }
        }
        return clock.nanoTime(); // it came before anything was noted
    }

    /** The stream is closed already. */
    @Override
    public void close() {
        arena.close();
    }

    /**
     * Samples that came at once.
     *
     * @param nanos when they did
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, and never compared
    record Fragment(short[] samples, long nanos) {}
}
