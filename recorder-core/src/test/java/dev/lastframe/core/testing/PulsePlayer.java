package dev.lastframe.core.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;

/**
 * Plays samples into a sink by PulseAudio's simple interface, and knows when they are heard. Used
 * by one thread; 48 kHz, 16 bits.
 */
public final class PulsePlayer implements AutoCloseable {

    public static final int RATE = 48_000;

    private static final int PLAYBACK = 1; // pulse/def.h
    private static final int S16LE = 3; // pulse/sample.h
    private static final int NO_ERROR = 0;
    private static final int BUFFER_MILLIS = 60;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY =
            SymbolLookup.libraryLookup("libpulse-simple.so.0", Arena.global());

    private static final MethodHandle NEW =
            function(
                    "pa_simple_new",
                    FunctionDescriptor.of(
                            ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS,
                            ADDRESS, ADDRESS));
    private static final MethodHandle WRITE =
            function(
                    "pa_simple_write",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle LATENCY =
            function("pa_simple_get_latency", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS));
    private static final MethodHandle FREE =
            function("pa_simple_free", FunctionDescriptor.ofVoid(ADDRESS));

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment error = arena.allocate(JAVA_INT);
    private final MemorySegment stream;

    private PulsePlayer(String server, String sink, int channels, int bufferMillis)
            throws Throwable {
        MemorySegment spec = arena.allocate(12, 4);
        spec.set(JAVA_INT, 0, S16LE);
        spec.set(JAVA_INT, 4, RATE);
        spec.set(ValueLayout.JAVA_BYTE, 8, (byte) channels);
        int bytes = RATE * channels * Short.BYTES * bufferMillis / 1000;
        MemorySegment buffer = arena.allocate(20, 4);
        buffer.fill((byte) 0xff);
        buffer.set(JAVA_INT, 4, bytes);
        buffer.set(JAVA_INT, 8, bytes / 2);
        stream =
                (MemorySegment)
                        NEW.invokeExact(
                                arena.allocateFrom(server),
                                arena.allocateFrom("test"),
                                PLAYBACK,
                                arena.allocateFrom(sink),
                                arena.allocateFrom("tone"),
                                spec,
                                MemorySegment.NULL,
                                buffer,
                                error);
        if (stream.equals(MemorySegment.NULL)) {
            throw new IllegalStateException(
                    sink + " cannot be played into: " + error.get(JAVA_INT, 0));
        }
    }

    /** Opens a sink of the server at this address. Closed by the same thread. */
    public static PulsePlayer open(String server, String sink, int channels) {
        return open(server, sink, channels, BUFFER_MILLIS);
    }

    /**
     * The same.
     *
     * @param bufferMillis so far ahead it takes samples: a busy computer leaves no gap in them
     */
    public static PulsePlayer open(String server, String sink, int channels, int bufferMillis) {
        try {
            return new PulsePlayer(server, sink, channels, bufferMillis);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    /**
     * Blocks until there is room for them.
     *
     * @return whether the server took them
     */
    public boolean write(short[] samples) {
        try (Arena here = Arena.ofConfined()) {
            MemorySegment bytes = here.allocateFrom(JAVA_SHORT, samples);
            return (int) WRITE.invokeExact(stream, bytes, bytes.byteSize(), error) >= NO_ERROR;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** When a sample that is written next will be heard, on the monotonic clock. */
    public long heardAtNanos() {
        try {
            long micros = (long) LATENCY.invokeExact(stream, error);
            return System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        try {
            FREE.invokeExact(stream);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
        arena.close();
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LIBRARY.find(name).orElseThrow(), descriptor);
    }
}
