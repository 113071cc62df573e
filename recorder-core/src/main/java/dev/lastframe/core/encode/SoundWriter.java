package dev.lastframe.core.encode;

import dev.lastframe.core.encode.EncoderException.Reason;
import dev.lastframe.core.sound.SoundFeed;
import java.lang.reflect.Field;
import java.nio.FloatBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes the sound of a stream as AAC: 48 kHz stereo from the stream's time 0 on, without a gap.
 * Used by the encoder thread alone.
 */
final class SoundWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SoundWriter.class);
    private static final int BITS_A_SECOND = 160_000;

    /**
     * The encoder begins so many samples early, which would be before the time 0 that the stream
     * begins with: so many are left out instead.
     */
    private static final int PRIMING = 1024;

    private final FFmpegFrameRecorder recorder;
    private int toSkip;

    /** For a recorder that was started after {@link #prepare}. */
    SoundWriter(FFmpegFrameRecorder recorder) {
        this.recorder = recorder;
        this.toSkip = beginAt(recorder, PRIMING) ? PRIMING : 0;
    }

    /** Says that there will be sound; before the recorder is started. */
    static void prepare(FFmpegFrameRecorder recorder) {
        recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
        recorder.setAudioChannels(SoundFeed.CHANNELS);
        recorder.setSampleRate(SoundFeed.RATE);
        recorder.setAudioBitrate(BITS_A_SECOND);
        // Half the time for what nobody hears.
        recorder.setAudioOption("aac_coder", "fast");
        // Middle and side cost it four times as much where both sides play one tone.
        recorder.setAudioOption("aac_ms", "0");
        // A tenth more for what was never worse without: claps, speech, tones, noise.
        recorder.setAudioOption("aac_tns", "0");
        // Each packet is written at once, and none is kept for the next.
        recorder.setOption("pes_payload_size", "0");
    }

    /**
     * Encodes samples; whole packets of them are in the stream's output afterwards.
     *
     * @param samples left and right in turn, from the first element on; may be changed
     * @param count of one channel
     */
    void write(float[] samples, int count) throws EncoderException {
        int skip = Math.min(toSkip, count);
        toSkip -= skip;
        if (skip == count) {
            return;
        }
        int values = (count - skip) * SoundFeed.CHANNELS;
        if (skip > 0) {
            // The recorder reads past the end of a buffer that does not begin at 0.
            System.arraycopy(samples, skip * SoundFeed.CHANNELS, samples, 0, values);
        }
        try {
            recorder.recordSamples(
                    SoundFeed.RATE, SoundFeed.CHANNELS, FloatBuffer.wrap(samples, 0, values));
        } catch (FFmpegFrameRecorder.Exception refused) {
            throw new EncoderException(
                    Reason.FAILED, "Sound was refused: " + refused.getMessage(), refused);
        }
    }

    /** The recorder offers no way to set the time of sound; its frame is reached by reflection. */
    private static boolean beginAt(FFmpegFrameRecorder recorder, int sample) {
        try {
            Field field = FFmpegFrameRecorder.class.getDeclaredField("frame");
            field.setAccessible(true);
            ((AVFrame) field.get(recorder)).pts(sample);
            return true;
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            LOG.warn("sound begins a moment early", hidden);
            return false;
        }
    }
}
