package dev.lastframe.core.encode;

import dev.lastframe.core.frame.Rect;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an encoder into a transport stream, by {@link FFmpegFrameRecorder}. Used by one
 * thread; closing twice is harmless.
 */
final class H264Stream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(H264Stream.class);

    /**
     * Presentation times have a resolution of a millisecond: the recorder rounds them to 1/rate,
     * and at the true rate two real grabs would round to one step. 90000 would overflow its {@code
     * int} after six hours.
     */
    private static final int TIMES_A_SECOND = 1000;

    /** At most so long between two key frames, at the full rate. */
    private static final int GOP_SECONDS = 10;

    /** Of FFmpeg's encoder where another one does its work: it encodes nothing. */
    private static final int UNUSED_SIZE = 64;

    private final StreamRecorder stream;
    private final PictureEncoder encoder;
    private final List<Rect> whole;

    /** Null where there is none. */
    private final @Nullable SoundWriter sound;

    private long lastMillis = -1;

    private H264Stream(
            StreamRecorder stream, PictureEncoder encoder, int width, int height, boolean sound) {
        this(
                stream,
                encoder,
                List.of(new Rect(0, 0, width, height)),
                sound ? new SoundWriter(stream.recorder()) : null);
    }

    private H264Stream(
            StreamRecorder stream,
            PictureEncoder encoder,
            List<Rect> whole,
            @Nullable SoundWriter sound) {
        this.stream = stream;
        this.encoder = encoder;
        this.whole = whole;
        this.sound = sound;
    }

    /**
     * Opens the encoder.
     *
     * @throws EncoderException {@code REJECTED} when it does not open
     */
    static H264Stream open(String encoder, Preset preset, int width, int height, int fps)
            throws EncoderException {
        return open(encoder, preset, width, height, fps, false, X264Pace.UNKNOWN);
    }

    /**
     * The same.
     *
     * @param sound whether there is sound beside the picture, see {@link SoundWriter}
     * @param pace how quick libx264 is here
     */
    static H264Stream open(
            String encoder,
            Preset preset,
            int width,
            int height,
            int fps,
            boolean sound,
            X264Pace pace)
            throws EncoderException {
        FfmpegLibrary.load();
        if (encoder.equals(EncoderChoice.OPENH264)) {
            try {
                H264Stream systems = openSystems(preset, width, height, fps, sound);
                if (systems != null) {
                    return systems;
                }
            } catch (RuntimeException | LinkageError unusable) {
                LOG.warn("the system's libopenh264 is not used", unusable);
            }
        }
        return openFfmpegs(encoder, preset, width, height, fps, sound, pace);
    }

    /** The same, whatever the system has. */
    static H264Stream openFfmpegs(
            String encoder,
            Preset preset,
            int width,
            int height,
            int fps,
            boolean sound,
            X264Pace pace)
            throws EncoderException {
        FfmpegLibrary.load();
        EncoderSettings settings = EncoderSettings.of(encoder, preset, width, height, fps, pace);
        StreamRecorder stream = start(encoder, settings, width, height, fps, sound);
        return new H264Stream(
                stream,
                new RecorderEncoder(stream.recorder(), settings, width, height),
                width,
                height,
                sound);
    }

    /**
     * The same stream, before its first picture, whose pictures another encoder takes.
     *
     * @param other given this one's, which it closes; this stream is not used any more
     */
    H264Stream encodedBy(UnaryOperator<PictureEncoder> other) {
        return new H264Stream(stream, other.apply(encoder), whole, sound);
    }

    /** With the system's libopenh264; null where there is none. */
    private static @Nullable H264Stream openSystems(
            Preset preset, int width, int height, int fps, boolean sound) throws EncoderException {
        int rate = preset.bitsPerSecond(width, height, fps);
        OpenH264Encoder systems =
                OpenH264Encoder.open(
                        width, height, rate, EncoderSettings.slices(), GOP_SECONDS * fps);
        if (systems == null) {
            return null;
        }
        StreamRecorder stream = null;
        try {
            String name = EncoderChoice.OPENH264;
            EncoderSettings unused =
                    EncoderSettings.of(
                            name, preset, UNUSED_SIZE, UNUSED_SIZE, fps, X264Pace.UNKNOWN);
            stream = start(name, unused, UNUSED_SIZE, UNUSED_SIZE, fps, sound);
            return new H264Stream(
                    stream, new SystemEncoder(systems, stream.recorder()), width, height, sound);
        } catch (EncoderException | RuntimeException | Error unusable) {
            systems.close();
            if (stream != null) {
                stream.close();
            }
            throw unusable;
        }
    }

    private static StreamRecorder start(
            String encoder, EncoderSettings settings, int width, int height, int fps, boolean sound)
            throws EncoderException {
        TransportBuffer output = new TransportBuffer();
        FFmpegFrameRecorder recorder = StreamRecorder.prepare(output, width, height);
        recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
        recorder.setVideoCodecName(encoder);
        recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
        recorder.setFrameRate(TIMES_A_SECOND);
        recorder.setVideoBitrate(settings.bitsPerSecond());
        recorder.setMaxBFrames(0);
        // Counts frames, not time: key frames are asked for by time, this is the encoder's own
        // limit.
        recorder.setGopSize(GOP_SECONDS * fps);
        // Says in front of each access unit how long it is, if it is under 64 KiB: after a crash
        // recovery then knows whether the last one is whole.
        recorder.setOption("omit_video_pes_length", "0");
        settings.options().forEach(recorder::setVideoOption);
        if (sound) {
            SoundWriter.prepare(recorder);
        }
        return StreamRecorder.start(recorder, output, encoder, "stream");
    }

    /** The same as below, of a picture that may differ everywhere. */
    void encode(ByteBuffer planes, long ptsMillis, boolean key) throws EncoderException {
        encode(planes, ptsMillis, key, whole);
    }

    /**
     * Encodes one picture; its packet is in {@link #output} afterwards.
     *
     * @param planes YUV 4:2:0 of this stream's size, position 0; the caller's again on return
     * @param ptsMillis presentation time; made one more than the last where it is not later
     * @param key whether it must be a key frame
     * @param changed all rectangles that may differ from the picture before, which had to reach the
     *     encoder; not looked at for a key frame
     */
    void encode(ByteBuffer planes, long ptsMillis, boolean key, List<Rect> changed)
            throws EncoderException {
        long millis = Math.max(ptsMillis, lastMillis + 1);
        encoder.encode(planes, millis, key, changed);
        lastMillis = millis;
    }

    /**
     * Encodes one picture that is not to be part of the stream: the caller throws away what is in
     * {@link #output}. Only before the first {@link #encode}.
     *
     * @param ptsMillis before 0, and later than the one before
     */
    void rehearse(ByteBuffer planes, long ptsMillis, boolean key) throws EncoderException {
        encoder.encode(planes, ptsMillis, key, whole);
    }

    /** What encodes its pictures. */
    PictureEncoder encoder() {
        return encoder;
    }

    /** Takes the sound of this stream; null where there is none. */
    @Nullable SoundWriter sound() {
        return sound;
    }

    /** What the muxer wrote. */
    TransportBuffer output() {
        return stream.output();
    }

    /** Writes the trailer into {@link #output}; frames that wait in the encoder come out. */
    void finish() throws EncoderException {
        stream.finish();
    }

    @Override
    public void close() {
        stream.close();
        encoder.close();
    }
}
