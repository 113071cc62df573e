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
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the sound server's client which device a stream of FFmpeg's is read from. A server that
 * loses a device moves what reads from it to the default source: to the microphone, which nobody
 * switched on. FFmpeg neither forbids that nor tells of it, so its stream is found where it keeps
 * it. Used by the source's thread.
 */
final class PulseStream {

    private static final Logger LOG = LoggerFactory.getLogger(PulseStream.class);

    // FFmpeg's PulseData: four addresses, four numbers, and then what is looked for.
    private static final long RATE = 32;
    private static final long CHANNELS = 36;
    private static final long FRAGMENT = 44;
    private static final long LOOP = 48;
    private static final long CONTEXT = 56;
    private static final long STREAM = 64;
    private static final long SIZE = 72;

    // pa_timing_info: a struct timeval, a number, and how long the sink has what it was given.
    private static final long SINK_MICROS = 24;

    /** All memory: to reinterpret an address anew for each fragment costs more than to read it. */
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** Sinks, sources, and the server with its defaults: {@code PA_SUBSCRIPTION_MASK_…}. */
    private static final int DEVICES = 0x01 | 0x02 | 0x80;

    private final Functions functions;
    private final MemorySegment loop;
    private final MemorySegment context;
    private final MemorySegment stream;

    private record Functions(
            MethodHandle lock,
            MethodHandle unlock,
            MethodHandle name,
            MethodHandle tell,
            MethodHandle subscribe,
            MethodHandle forget,
            MethodHandle disconnect,
            MethodHandle timing,
            MethodHandle onTiming) {}

    private PulseStream(
            Functions functions, MemorySegment loop, MemorySegment context, MemorySegment stream) {
        this.functions = functions;
        this.loop = loop;
        this.context = context;
        this.stream = stream;
    }

    /**
     * Finds the stream of an input that is open.
     *
     * @param fragmentBytes as it was opened with, as are rate and channels: where they are found,
     *     all else is where it is expected
     * @return empty where this FFmpeg keeps it elsewhere
     */
    static Optional<PulseStream> of(AVFormatContext context, int fragmentBytes) {
        Pointer data = context.priv_data();
        Functions functions = Holder.FUNCTIONS;
        if (functions == null || data == null || data.isNull()) {
            return Optional.empty();
        }
        MemorySegment pulse = MemorySegment.ofAddress(data.address()).reinterpret(SIZE);
        if (pulse.get(JAVA_INT, RATE) != SoundFeed.RATE
                || pulse.get(JAVA_INT, CHANNELS) != SoundFeed.CHANNELS
                || pulse.get(JAVA_INT, FRAGMENT) != fragmentBytes) {
            LOG.warn("this FFmpeg keeps its stream elsewhere: a device that is moved is not seen");
            return Optional.empty();
        }
        return Optional.of(
                new PulseStream(
                        functions,
                        pulse.get(ADDRESS, LOOP),
                        pulse.get(ADDRESS, CONTEXT),
                        pulse.get(ADDRESS, STREAM)));
    }

    /**
     * Has the server tell when its devices change, as long as the stream is open.
     *
     * @param callback a {@code pa_context_subscribe_cb_t}
     * @return whether it will
     */
    boolean tell(MemorySegment callback) {
        try {
            functions.lock.invokeExact(loop);
            try {
                functions.tell.invokeExact(context, callback, MemorySegment.NULL);
                MemorySegment asked =
                        (MemorySegment)
                                functions.subscribe.invokeExact(
                                        context, DEVICES, MemorySegment.NULL, MemorySegment.NULL);
                if (asked.equals(MemorySegment.NULL)) {
                    return false;
                }
                functions.forget.invokeExact(asked);
                return true;
            } finally {
                functions.unlock.invokeExact(loop);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Ends the connection: who waits for samples is told that the device is gone. Any thread. */
    void disconnect() {
        try {
            functions.lock.invokeExact(loop);
            try {
                functions.disconnect.invokeExact(context);
            } finally {
                functions.unlock.invokeExact(loop);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * What the server says of what is read.
     *
     * @param device its id; empty while there is none
     * @param leadMicros how long after it was read what was played is heard; 0 for a microphone
     */
    record Reading(String device, long leadMicros) {}

    Reading reading() {
        try {
            functions.lock.invokeExact(loop);
            try {
                MemorySegment name = (MemorySegment) functions.name.invokeExact(stream);
                MemorySegment timing = (MemorySegment) functions.timing.invokeExact(stream);
                return new Reading(
                        name.address() == 0 ? "" : MEMORY.getString(name.address()),
                        timing.address() == 0
                                ? 0
                                : MEMORY.get(JAVA_LONG, timing.address() + SINK_MICROS));
            } finally {
                functions.unlock.invokeExact(loop);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Who waits for samples is woken for samples alone: FFmpeg asks with each fragment how late it
     * is, and has itself woken for the answer, which nobody waits for.
     */
    void wakeForSamplesOnly() {
        try {
            functions.lock.invokeExact(loop);
            try {
                functions.onTiming.invokeExact(stream, MemorySegment.NULL, MemorySegment.NULL);
            } finally {
                functions.unlock.invokeExact(loop);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class Holder {
        static final @Nullable Functions FUNCTIONS = link();

        private static @Nullable Functions link() {
            try {
                SymbolLookup pulse = SymbolLookup.libraryLookup("libpulse.so.0", Arena.global());
                return new Functions(
                        find(
                                pulse,
                                "pa_threaded_mainloop_lock",
                                FunctionDescriptor.ofVoid(ADDRESS)),
                        find(
                                pulse,
                                "pa_threaded_mainloop_unlock",
                                FunctionDescriptor.ofVoid(ADDRESS)),
                        find(
                                pulse,
                                "pa_stream_get_device_name",
                                FunctionDescriptor.of(ADDRESS, ADDRESS)),
                        find(
                                pulse,
                                "pa_context_set_subscribe_callback",
                                FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS)),
                        find(
                                pulse,
                                "pa_context_subscribe",
                                FunctionDescriptor.of(
                                        ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS)),
                        find(pulse, "pa_operation_unref", FunctionDescriptor.ofVoid(ADDRESS)),
                        find(pulse, "pa_context_disconnect", FunctionDescriptor.ofVoid(ADDRESS)),
                        find(
                                pulse,
                                "pa_stream_get_timing_info",
                                FunctionDescriptor.of(ADDRESS, ADDRESS)),
                        find(
                                pulse,
                                "pa_stream_set_latency_update_callback",
                                FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS)));
            } catch (RuntimeException missing) {
                LOG.warn("a device that is moved is not seen", missing);
                return null;
            }
        }

        private static MethodHandle find(
                SymbolLookup library, String name, FunctionDescriptor kind) {
            return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), kind);
        }
    }
}
