package dev.lastframe.core.sound;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of the sound server's client that a stream is read by, each under the name it has
 * there, without {@code pa_}. Constants, so that a call costs nanoseconds. Callable by any thread;
 * all but the first three by one that holds the loop's lock.
 */
final class PulseClient {

    private static final SymbolLookup LIBRARY =
            SymbolLookup.libraryLookup("libpulse.so.0", Arena.global());

    private static final MethodHandle LOCK =
            find("pa_threaded_mainloop_lock", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle UNLOCK =
            find("pa_threaded_mainloop_unlock", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle WAIT =
            find("pa_threaded_mainloop_wait", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle STATE =
            find("pa_stream_get_state", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle READABLE =
            find("pa_stream_readable_size", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    private static final MethodHandle PEEK =
            find("pa_stream_peek", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle DROP =
            find("pa_stream_drop", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle NAME =
            find("pa_stream_get_device_name", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle TIMING =
            find("pa_stream_get_timing_info", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle ASK_TIMING =
            find(
                    "pa_stream_update_timing_info",
                    FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle ON_TIMING =
            find(
                    "pa_stream_set_latency_update_callback",
                    FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle ON_CHANGE =
            find(
                    "pa_context_set_subscribe_callback",
                    FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle SUBSCRIBE =
            find(
                    "pa_context_subscribe",
                    FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle FORGET =
            find("pa_operation_unref", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle DISCONNECT =
            find("pa_context_disconnect", FunctionDescriptor.ofVoid(ADDRESS));

    private PulseClient() {}

    private static MethodHandle find(String name, FunctionDescriptor kind) {
        return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name), kind);
    }

    /**
     * Finds all of them.
     *
     * @throws LinkageError where the library or one of them is missing
     */
    static void load() {
        try {
            LOCK.type();
        } catch (RuntimeException missing) {
            throw new LinkageError("libpulse", missing);
        }
    }

    static void lock(MemorySegment loop) {
        try {
            LOCK.invokeExact(loop);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static void unlock(MemorySegment loop) {
        try {
            UNLOCK.invokeExact(loop);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Lets go of the lock until somebody signals. */
    static void await(MemorySegment loop) {
        try {
            WAIT.invokeExact(loop);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static int state(MemorySegment stream) {
        try {
            return (int) STATE.invokeExact(stream);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Bytes that are there; negative where that is not known. */
    static long readable(MemorySegment stream) {
        try {
            return (long) READABLE.invokeExact(stream);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static int peek(MemorySegment stream, MemorySegment data, MemorySegment bytes) {
        try {
            return (int) PEEK.invokeExact(stream, data, bytes);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static int drop(MemorySegment stream) {
        try {
            return (int) DROP.invokeExact(stream);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static MemorySegment deviceName(MemorySegment stream) {
        try {
            return (MemorySegment) NAME.invokeExact(stream);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static MemorySegment timing(MemorySegment stream) {
        try {
            return (MemorySegment) TIMING.invokeExact(stream);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The answer is in {@link #timing} when it has come; nobody is woken. */
    static void askTiming(MemorySegment stream) {
        try {
            forget(
                    (MemorySegment)
                            ASK_TIMING.invokeExact(stream, MemorySegment.NULL, MemorySegment.NULL));
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Nobody is woken for an answer of {@link #askTiming}. */
    static void wakeNobodyForTiming(MemorySegment stream) {
        try {
            ON_TIMING.invokeExact(stream, MemorySegment.NULL, MemorySegment.NULL);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Has changes told.
     *
     * @return whether they will be
     */
    static boolean subscribe(MemorySegment context, int mask, MemorySegment callback) {
        try {
            ON_CHANGE.invokeExact(context, callback, MemorySegment.NULL);
            return forget(
                    (MemorySegment)
                            SUBSCRIBE.invokeExact(
                                    context, mask, MemorySegment.NULL, MemorySegment.NULL));
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean forget(MemorySegment operation) throws Throwable {
        if (operation.address() == 0) {
            return false;
        }
        FORGET.invokeExact(operation);
        return true;
    }

    static void disconnect(MemorySegment context) {
        try {
            DISCONNECT.invokeExact(context);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
