package dev.lastframe.core.sound;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stream that FFmpeg has opened by the sound server's client itself. FFmpeg asks the server
 * with each fragment how late it is, which wakes two threads more than the samples do; and it does
 * not tell which device is read: a server that loses one moves what reads from it to the default
 * source, to the microphone, which nobody switched on. The stream is found where FFmpeg keeps it.
 * Used by the source's thread.
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

    /** {@code PA_STREAM_READY}; what has been is no more in any other state. */
    private static final int READY = 2;

    /** All memory: to reinterpret an address anew for each fragment costs more than to read it. */
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** Sinks, sources, and the server with its defaults: {@code PA_SUBSCRIPTION_MASK_…}. */
    private static final int DEVICES = 0x01 | 0x02 | 0x80;

    private final MemorySegment loop;
    private final MemorySegment context;
    private final MemorySegment stream;

    /** Where the client says where samples are, and how many bytes of them. */
    private final MemorySegment data = Arena.ofAuto().allocate(ADDRESS);

    private final MemorySegment bytes = Arena.ofAuto().allocate(JAVA_LONG);

    /** Most of a fragment: one that is a few samples short is not kept for the next. */
    private final int enoughBytes;

    /** Room for four fragments: what a stalled reader missed comes in several readings. */
    private short[] pieces;

    /** When the server answered last, by its client's clock; 0 before the first reading. */
    private long answeredMicros;

    private PulseStream(
            MemorySegment loop, MemorySegment context, MemorySegment stream, int fragmentBytes) {
        this.enoughBytes = fragmentBytes / 4 * 3;
        this.pieces = new short[4 * fragmentBytes / Short.BYTES];
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
        if (!Holder.THERE || data == null || data.isNull()) {
            return Optional.empty();
        }
        MemorySegment pulse = MemorySegment.ofAddress(data.address()).reinterpret(SIZE);
        if (pulse.get(JAVA_INT, RATE) != SoundFeed.RATE
                || pulse.get(JAVA_INT, CHANNELS) != SoundFeed.CHANNELS
                || pulse.get(JAVA_INT, FRAGMENT) != fragmentBytes) {
            LOG.warn("this FFmpeg keeps its stream elsewhere: a device that is moved is not seen");
            return Optional.empty();
        }
        PulseStream found =
                new PulseStream(
                        pulse.get(ADDRESS, LOOP),
                        pulse.get(ADDRESS, CONTEXT),
                        pulse.get(ADDRESS, STREAM),
                        fragmentBytes);
        found.wakeForSamplesOnly();
        return Optional.of(found);
    }

    /** FFmpeg has itself woken for each of the server's timings, which nobody waits for. */
    private void wakeForSamplesOnly() {
        PulseClient.lock(loop);
        try {
            PulseClient.wakeNobodyForTiming(stream);
        } finally {
            PulseClient.unlock(loop);
        }
    }

    /**
     * Has the server tell when its devices change, as long as the stream is open.
     *
     * @param callback a {@code pa_context_subscribe_cb_t}
     * @return whether it will
     */
    boolean tell(MemorySegment callback) {
        PulseClient.lock(loop);
        try {
            return PulseClient.subscribe(context, DEVICES, callback);
        } finally {
            PulseClient.unlock(loop);
        }
    }

    /** Ends the connection: who waits for samples is told that the device is gone. Any thread. */
    void disconnect() {
        PulseClient.lock(loop);
        try {
            PulseClient.disconnect(context);
        } finally {
            PulseClient.unlock(loop);
        }
    }

    /**
     * What was read.
     *
     * @param samples left and right in turn; empty where there was only a hole
     * @param device the id of what they are from; empty while there is none
     * @param leadMicros how long after it was read what was played is heard, where the server has
     *     answered since the last reading; 0 where it has not, and for a microphone
     */
    @SuppressWarnings("ArrayRecordComponent") // not compared, and copied nowhere
    record Reading(short[] samples, String device, long leadMicros) {}

    /**
     * Waits for a fragment, which comes in pieces as what was played did.
     *
     * @param ask whether to ask the server for its timing, for a later reading
     * @return empty where the stream has ended
     */
    Optional<Reading> read(boolean ask) {
        PulseClient.lock(loop);
        try {
            while (PulseClient.state(stream) == READY) {
                long there = PulseClient.readable(stream);
                if (there < 0) {
                    return Optional.empty();
                }
                if (there >= enoughBytes) {
                    short[] samples = take();
                    if (ask) {
                        PulseClient.askTiming(stream);
                    }
                    return Optional.of(new Reading(samples, device(), leadMicros()));
                }
                PulseClient.await(loop);
            }
            return Optional.empty();
        } finally {
            PulseClient.unlock(loop);
        }
    }

    /** Takes what is there, as far as it finds room. */
    private short[] take() {
        int count = 0;
        boolean more = true;
        while (more && PulseClient.peek(stream, data, bytes) >= 0) {
            long address = data.get(ADDRESS, 0).address();
            int length = (int) (bytes.get(JAVA_LONG, 0) / Short.BYTES);
            if (count == 0 && length > pieces.length) {
                pieces = new short[length];
            }
            more = length > 0 && count + length <= pieces.length;
            if (more) {
                // Of a hole there is no address.
                if (address != 0) {
                    MemorySegment.copy(MEMORY, JAVA_SHORT, address, pieces, count, length);
                    count += length;
                }
                more = PulseClient.drop(stream) >= 0;
            }
        }
        return Arrays.copyOf(pieces, count);
    }

    private String device() {
        MemorySegment name = PulseClient.deviceName(stream);
        return name.address() == 0 ? "" : MEMORY.getString(name.address());
    }

    private long leadMicros() {
        MemorySegment timing = PulseClient.timing(stream);
        if (timing.address() == 0) {
            return 0;
        }
        long second = MEMORY.get(JAVA_LONG, timing.address());
        long answered = second * 1_000_000 + MEMORY.get(JAVA_LONG, timing.address() + Long.BYTES);
        // What was answered before the first reading is of the sink as it was without one.
        boolean fresh = answeredMicros != 0 && answered != answeredMicros;
        answeredMicros = answered;
        return fresh ? MEMORY.get(JAVA_LONG, timing.address() + SINK_MICROS) : 0;
    }

    private static final class Holder {
        static final boolean THERE = find();

        private static boolean find() {
            try {
                PulseClient.load();
                return true;
            } catch (LinkageError missing) {
                LOG.warn("a device that is moved is not seen", missing);
                return false;
            }
        }
    }
}
