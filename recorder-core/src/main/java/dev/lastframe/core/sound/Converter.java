package dev.lastframe.core.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;

/**
 * Makes 48 kHz stereo of what a device gives, and stretches it, by FFmpeg's resampler. Used by one
 * thread.
 */
final class Converter implements AutoCloseable {

    /** A change of speed is told in so many samples. */
    private static final int SPAN = SoundFeed.RATE;

    /** The resampler may hold so much back and give it later. */
    private static final int SPARE = 4096;

    private final int rate;
    private final int channels;
    private final SwrContext context;
    private ByteBuffer in = buffer(4096);
    private ByteBuffer out = buffer(SPARE * Float.BYTES);
    private float[] samples = new float[0];
    private int lastDelta;

    Converter(int rate, int channels) throws SoundException {
        this.rate = rate;
        this.channels = channels;
        FfmpegClasses.load();
        context = new SwrContext(null);
        try (AVChannelLayout stereo = new AVChannelLayout();
                AVChannelLayout given = new AVChannelLayout()) {
            avutil.av_channel_layout_default(stereo, SoundFeed.CHANNELS);
            avutil.av_channel_layout_default(given, channels);
            int refused =
                    swresample.swr_alloc_set_opts2(
                            context,
                            stereo,
                            avutil.AV_SAMPLE_FMT_FLT,
                            SoundFeed.RATE,
                            given,
                            avutil.AV_SAMPLE_FMT_S16,
                            rate,
                            0,
                            null);
            if (refused >= 0) {
                if (channels == 1) {
                    // One channel would be half as loud in each of two.
                    avutil.av_opt_set_double(context, "rematrix_volume", Math.sqrt(2), 0);
                }
                // Otherwise a change of speed would begin with a click.
                avutil.av_opt_set_int(context, "flags", swresample.SWR_FLAG_RESAMPLE, 0);
                refused = swresample.swr_init(context);
            }
            if (refused < 0) {
                swresample.swr_free(context);
                throw new SoundException(
                        "Sound of "
                                + rate
                                + " Hz with "
                                + channels
                                + " channels cannot be converted ("
                                + refused
                                + ").");
            }
        }
    }

    /** Whether it is made for blocks of this kind. */
    boolean fits(SoundBlock block) {
        return block.rate() == rate && block.channels() == channels;
    }

    /**
     * From now on so much more is given than comes in.
     *
     * @param share of the samples; negative for less
     */
    void stretch(double share) throws SoundException {
        int delta = (int) Math.round(share * SPAN);
        if (delta == lastDelta && delta == 0) {
            return;
        }
        int refused = swresample.swr_set_compensation(context, delta, SPAN);
        if (refused < 0) {
            throw new SoundException("The speed of sound cannot be changed (" + refused + ").");
        }
        lastDelta = delta;
    }

    /**
     * Converts a block; the samples are in {@link #samples} afterwards.
     *
     * @return how many of one channel
     */
    int convert(SoundBlock block) throws SoundException {
        int bytes = block.samples().length * Short.BYTES;
        if (in.capacity() < bytes) {
            in = buffer(bytes);
        }
        in.clear();
        in.asShortBuffer().put(block.samples());
        long nominal = (long) block.frames() * SoundFeed.RATE / rate;
        int most = (int) Math.ceil(nominal * (1 + DriftControl.MOST)) + SPARE;
        int outBytes = most * SoundFeed.CHANNELS * Float.BYTES;
        if (out.capacity() < outBytes) {
            out = buffer(outBytes);
        }
        int count = swresample.swr_convert(context, out, most, in, block.frames());
        if (count < 0) {
            throw new SoundException("Sound could not be converted (" + count + ").");
        }
        if (samples.length < count * SoundFeed.CHANNELS) {
            samples = new float[most * SoundFeed.CHANNELS];
        }
        out.asFloatBuffer().get(0, samples, 0, count * SoundFeed.CHANNELS);
        return count;
    }

    /** Left and right in turn; overwritten by the next call. */
    float[] samples() {
        return samples;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        swresample.swr_free(context);
    }
}
