package dev.lastframe.core.sound;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.time.NanoClock;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** A source of the PulseAudio server. The server converts to 48 kHz stereo if need be. */
final class PulseSource implements SoundSource {

    /** Each costs some switches between threads, whatever its length. */
    private static final int FRAGMENT_MILLIS = 80;

    private static final int FRAGMENT_BYTES =
            SoundFeed.RATE * FRAGMENT_MILLIS / 1000 * SoundFeed.CHANNELS * Short.BYTES;

    /** Often enough for what {@link MonitorLead} takes the most of. */
    private static final long ASK_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final SoundDevice device;
    private final NanoClock clock;
    private final AVFormatContext context;
    private final AVPacket packet;
    private final Optional<PulseStream> stream;
    private final PulseChanges changes;
    private final boolean listens;
    private final MonitorLead lead = new MonitorLead();

    /** When the server was asked last how long the sink has what it was given. */
    private long askedNanos;

    @GuardedBy("this")
    private boolean closed;

    private PulseSource(
            SoundDevice device,
            NanoClock clock,
            AVFormatContext context,
            AVPacket packet,
            Optional<PulseStream> stream,
            PulseChanges changes) {
        this.stream = stream;
        this.changes = changes;
        this.listens = stream.isPresent() && stream.get().tell(changes.callback());
        if (listens) {
            changes.began();
        }
        this.device = device;
        this.clock = clock;
        this.askedNanos = clock.nanoTime() - ASK_NANOS;
        this.context = context;
        this.packet = packet;
    }

    static PulseSource open(
            SoundDevice device,
            String server,
            NanoClock clock,
            PulseChanges changes,
            PulseSound.Reading reading)
            throws SoundException {
        AVInputFormat pulse = Pulse.format();
        AVFormatContext context = new AVFormatContext(null);
        try (AVDictionary options = new AVDictionary(null)) {
            Pulse.server(options, server);
            avutil.av_dict_set(options, "sample_rate", Integer.toString(SoundFeed.RATE), 0);
            avutil.av_dict_set(options, "channels", Integer.toString(SoundFeed.CHANNELS), 0);
            avutil.av_dict_set(options, "fragment_size", Integer.toString(FRAGMENT_BYTES), 0);
            avutil.av_dict_set(options, "name", "Lastframe", 0);
            avutil.av_dict_set(options, "stream_name", "recording", 0);
            int refused = avformat.avformat_open_input(context, device.id(), pulse, options);
            avutil.av_dict_free(options);
            if (refused < 0) {
                throw new SoundException(
                        "\"" + device.name() + "\" cannot be opened (" + refused + ").");
            }
        }
        AVPacket packet = avcodec.av_packet_alloc();
        try {
            Optional<PulseStream> stream =
                    reading == PulseSound.Reading.BY_CLIENT
                            ? PulseStream.of(context, FRAGMENT_BYTES)
                            : Optional.empty();
            return new PulseSource(device, clock, context, packet, stream, changes);
        } catch (RuntimeException | Error unusable) {
            avcodec.av_packet_free(packet);
            avformat.avformat_close_input(context);
            throw unusable;
        }
    }

    /** Who reads it. */
    PulseSound.Reading reading() {
        return stream.isPresent() ? PulseSound.Reading.BY_CLIENT : PulseSound.Reading.BY_FFMPEG;
    }

    @Override
    public SoundBlock read() throws SoundException {
        return stream.isPresent() ? read(stream.get()) : readByFfmpeg();
    }

    private SoundBlock read(PulseStream from) throws SoundException {
        boolean monitor = device.kind() == SoundKind.SYSTEM;
        boolean asks = monitor && clock.nanoTime() - askedNanos >= ASK_NANOS;
        PulseStream.Reading reading = from.read(asks).orElseThrow(this::gone);
        long now = clock.nanoTime();
        // What is read now may be what a person says in another room.
        if (!reading.device().equals(device.id())) {
            throw gone();
        }
        if (asks) {
            askedNanos = now;
        }
        if (monitor && reading.leadMicros() != 0) {
            lead.told(now, reading.leadMicros());
        }
        return block(reading.samples(), now);
    }

    /** As FFmpeg does it: dearer. */
    private SoundBlock readByFfmpeg() throws SoundException {
        int refused = avformat.av_read_frame(context, packet);
        if (refused < 0) {
            throw gone();
        }
        try {
            long now = clock.nanoTime();
            short[] samples = new short[packet.size() / Short.BYTES];
            new BytePointer(packet.data())
                    .limit(packet.size())
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .asShortBuffer()
                    .get(samples);
            return block(samples, now);
        } finally {
            avcodec.av_packet_unref(packet);
        }
    }

    private SoundBlock block(short[] samples, long now) {
        long leadNanos = device.kind() == SoundKind.SYSTEM ? lead.nanos() : 0;
        return new SoundBlock(SoundFeed.RATE, SoundFeed.CHANNELS, samples, now + leadNanos);
    }

    private SoundException gone() {
        return new SoundException("\"" + device.name() + "\" is gone.");
    }

    @Override
    public synchronized void giveUp() {
        if (!closed) {
            stream.ifPresent(PulseStream::disconnect);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (listens) {
            changes.ended();
        }
        avcodec.av_packet_free(packet);
        avformat.avformat_close_input(context);
    }
}
