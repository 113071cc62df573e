package dev.lastframe.core.sound;

import dev.lastframe.core.time.NanoClock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * A device that FFmpeg opens and that gives plain samples, as it has them: rate and channels are
 * its own. When they were captured says their arrival.
 */
final class CaptureSource implements SoundSource {

    /** One that gives nothing for so long is unplugged. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final String name;
    private final NanoClock clock;
    private final AVFormatContext context;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final PcmFormat format;
    private final int rate;
    private final int channels;
    private final long restNanos;

    private CaptureSource(
            String name,
            NanoClock clock,
            long restNanos,
            AVFormatContext context,
            PcmFormat format,
            int rate,
            int channels) {
        this.name = name;
        this.clock = clock;
        this.restNanos = restNanos;
        this.context = context;
        this.format = format;
        this.rate = rate;
        this.channels = channels;
    }

    /**
     * Opens it.
     *
     * @param input FFmpeg's name of the input
     * @param url what the input calls the device
     * @param name what a person calls it
     * @param restNanos after so long it is asked again, where it says that it has nothing
     * @throws SoundException where it cannot be opened, or gives what is no plain samples
     */
    static CaptureSource open(
            String input,
            String url,
            Map<String, String> options,
            String name,
            NanoClock clock,
            long restNanos)
            throws SoundException {
        AVInputFormat format = format(input);
        AVFormatContext context = impatient();
        try (AVDictionary given = new AVDictionary(null)) {
            options.forEach((key, value) -> avutil.av_dict_set(given, key, value, 0));
            int refused = avformat.avformat_open_input(context, url, format, given);
            avutil.av_dict_free(given);
            if (refused < 0) {
                throw new SoundException(
                        "\""
                                + name
                                + "\" cannot be opened ("
                                + refused
                                + "): is Lastframe allowed to hear it, and does another program"
                                + " hold it?");
            }
        }
        try {
            return of(context, name, clock, restNanos);
        } catch (SoundException | RuntimeException | Error unknown) {
            avformat.avformat_close_input(context);
            throw unknown;
        }
    }

    /**
     * That of an input that is to say when it has nothing, where it can: DirectShow's would wait
     * for a microphone that is no more.
     */
    static AVFormatContext impatient() {
        AVFormatContext context = avformat.avformat_alloc_context();
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_NONBLOCK);
        return context;
    }

    private static CaptureSource of(
            AVFormatContext context, String name, NanoClock clock, long restNanos)
            throws SoundException {
        if (context.nb_streams() < 1) {
            throw new SoundException("\"" + name + "\" gives no sound.");
        }
        AVCodecParameters stream = context.streams(0).codecpar();
        PcmFormat format =
                PcmFormat.of(stream.codec_id())
                        .orElseThrow(() ->
                                new SoundException(
                                        "\""
                                                + name
                                                + "\" gives sound of a kind that is not known here"
                                                + " ("
                                                + stream.codec_id()
                                                + ")."));
        return new CaptureSource(
                name,
                clock,
                restNanos,
                context,
                format,
                stream.sample_rate(),
                stream.ch_layout().nb_channels());
    }

    private static AVInputFormat format(String input) throws SoundException {
        try {
            FfmpegClasses.loadDevices();
        } catch (LinkageError missing) {
            throw new SoundException(
                    "Sound cannot be recorded: a part of FFmpeg cannot be loaded.", missing);
        }
        AVInputFormat format = avformat.av_find_input_format(input);
        if (format == null || format.isNull()) {
            throw new SoundException("This FFmpeg cannot record from " + input + ".");
        }
        return format;
    }

    @Override
    public SoundBlock read() throws SoundException {
        long deadline = clock.nanoTime() + PATIENCE_NANOS;
        int refused = avformat.av_read_frame(context, packet);
        while (refused == avutil.AVERROR_EAGAIN() && clock.nanoTime() < deadline) {
            rest();
            refused = avformat.av_read_frame(context, packet);
        }
        if (refused < 0) {
            throw new SoundException("\"" + name + "\" is gone.");
        }
        long now = clock.nanoTime();
        try {
            ByteBuffer bytes =
                    new BytePointer(packet.data())
                            .limit(packet.size())
                            .asByteBuffer()
                            .order(ByteOrder.LITTLE_ENDIAN);
            return new SoundBlock(rate, channels, format.samples(bytes), now);
        } finally {
            avcodec.av_packet_unref(packet);
        }
    }

    private void rest() throws SoundException {
        try {
            clock.sleepUntil(clock.nanoTime() + restNanos);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new SoundException("Nobody listens to \"" + name + "\" any more.", ended);
        }
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avformat.avformat_close_input(context);
    }
}
