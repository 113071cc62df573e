package dev.lastframe.core.encode;

import dev.lastframe.core.encode.EncoderException.Reason;
import dev.lastframe.core.frame.Rect;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
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

    private static final int BITS_A_SAMPLE = 8;

    /** These have taken all they need of a picture when they return. */
    private static final Set<String> KEEP_NO_PICTURE =
            Set.of(EncoderChoice.X264, EncoderChoice.OPENH264);

    /** At most so long between two key frames, at the full rate. */
    private static final int GOP_SECONDS = 10;

    /** Of FFmpeg's encoder where another one does its work: it encodes nothing. */
    private static final int UNUSED_SIZE = 64;

    /** No time is negative for this encoder, not those of a rehearsal either. */
    private static final long OWN_MILLIS = 60_000;

    private final StreamRecorder stream;
    private final FFmpegFrameRecorder recorder;
    private final int width;
    private final int height;
    private final @Nullable AVFrame picture;
    private final boolean inPlace;

    /** The system's; null where it is FFmpeg's that encodes. */
    private final @Nullable OpenH264Encoder own;

    /** Null where {@link #own} is. */
    private final @Nullable UnitWriter units;

    /** Null where there is none. */
    private final @Nullable SoundWriter sound;

    private final @Nullable ChangedArea area;
    private final List<Rect> whole;
    private long lastMillis = -1;

    private H264Stream(
            StreamRecorder stream,
            String encoder,
            int width,
            int height,
            @Nullable OpenH264Encoder own,
            @Nullable UnitWriter units,
            @Nullable SoundWriter sound) {
        this.own = own;
        this.units = units;
        this.sound = sound;
        this.stream = stream;
        this.recorder = stream.recorder();
        this.width = width;
        this.height = height;
        this.whole = List.of(new Rect(0, 0, width, height));
        this.picture = pictureOf(recorder);
        boolean counted =
                own == null
                        && picture != null
                        && KEEP_NO_PICTURE.contains(encoder)
                        && handOnAsItIs(picture);
        this.inPlace = own != null || counted;
        this.area =
                picture != null && encoder.equals(EncoderChoice.X264)
                        ? ChangedArea.of(picture, width, height)
                        : null;
    }

    /**
     * Opens the encoder.
     *
     * @throws EncoderException {@code REJECTED} when it does not open
     */
    static H264Stream open(String encoder, Preset preset, int width, int height, int fps)
            throws EncoderException {
        return open(encoder, preset, width, height, fps, false);
    }

    /**
     * The same.
     *
     * @param sound whether there is sound beside the picture, see {@link SoundWriter}
     */
    static H264Stream open(
            String encoder, Preset preset, int width, int height, int fps, boolean sound)
            throws EncoderException {
        FfmpegLibrary.load();
        if (encoder.equals(EncoderChoice.OPENH264)) {
            H264Stream own = openOwn(preset, width, height, fps, sound);
            if (own != null) {
                return own;
            }
        }
        return openFfmpegs(encoder, preset, width, height, fps, sound);
    }

    /** The same, whatever the system has. */
    static H264Stream openFfmpegs(
            String encoder, Preset preset, int width, int height, int fps, boolean sound)
            throws EncoderException {
        FfmpegLibrary.load();
        StreamRecorder stream =
                start(
                        encoder,
                        EncoderSettings.of(encoder, preset, width, height, fps),
                        width,
                        height,
                        fps,
                        sound);
        return new H264Stream(
                stream,
                encoder,
                width,
                height,
                null,
                null,
                sound ? new SoundWriter(stream.recorder()) : null);
    }

    /** With the system's libopenh264; null where that cannot be. */
    private static @Nullable H264Stream openOwn(
            Preset preset, int width, int height, int fps, boolean sound) throws EncoderException {
        OpenH264Encoder own = null;
        try {
            own =
                    OpenH264Encoder.open(
                            width,
                            height,
                            preset.bitsPerSecond(width, height, fps),
                            EncoderSettings.slices(),
                            GOP_SECONDS * fps);
            if (own == null) {
                return null;
            }
            StreamRecorder stream =
                    start(
                            EncoderChoice.OPENH264,
                            EncoderSettings.of(
                                    EncoderChoice.OPENH264, preset, UNUSED_SIZE, UNUSED_SIZE, fps),
                            UNUSED_SIZE,
                            UNUSED_SIZE,
                            fps,
                            sound);
            UnitWriter units = UnitWriter.of(stream.recorder());
            if (units != null) {
                H264Stream opened =
                        new H264Stream(
                                stream,
                                EncoderChoice.OPENH264,
                                width,
                                height,
                                own,
                                units,
                                sound ? new SoundWriter(stream.recorder()) : null);
                own = null;
                return opened;
            }
            stream.close();
        } catch (RuntimeException | LinkageError unusable) {
            LOG.warn("the system's libopenh264 is not used", unusable);
        } finally {
            if (own != null) {
                own.close();
            }
        }
        return null;
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
        record(planes, millis, key, changed);
        lastMillis = millis;
    }

    /**
     * Encodes one picture that is not to be part of the stream: the caller throws away what is in
     * {@link #output}. Only before the first {@link #encode}.
     *
     * @param ptsMillis before 0, and later than the one before
     */
    void rehearse(ByteBuffer planes, long ptsMillis, boolean key) throws EncoderException {
        record(planes, ptsMillis, key, whole);
    }

    private void record(ByteBuffer planes, long millis, boolean key, List<Rect> changed)
            throws EncoderException {
        if (own != null && units != null) {
            own.encode(planes, OWN_MILLIS + millis, key);
            if (own.length() > 0) {
                units.write(own.packet(), own.length(), millis, own.isKey());
            }
            return;
        }
        try {
            if (picture != null) {
                picture.pict_type(key ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
            }
            if (area != null) {
                area.tell(changed);
            }
            recorder.setTimestamp(millis * 1000);
            recorder.recordImage(
                    width, height, BITS_A_SAMPLE, 1, width, avutil.AV_PIX_FMT_YUV420P, planes);
        } catch (FFmpegFrameRecorder.Exception refused) {
            throw new EncoderException(
                    Reason.FAILED,
                    "The encoder refused a picture: " + refused.getMessage(),
                    refused);
        }
    }

    /**
     * libavcodec copies a picture whose memory it cannot count a reference to, three megabytes at
     * 1920x1080, before the encoder copies what it needs. The recorder's picture gets a buffer to
     * be counted, which stands for the planes; it is freed with the picture.
     */
    private static boolean handOnAsItIs(AVFrame picture) {
        AVBufferRef counted = avutil.av_buffer_alloc(1);
        if (counted == null || counted.isNull()) {
            return false;
        }
        picture.buf(0, counted);
        return true;
    }

    /** Whether the encoder reads the caller's planes, and no copy of them. */
    boolean isInPlace() {
        return inPlace;
    }

    /** Whether the encoder still holds the planes of a picture that it was given in place. */
    boolean holdsPlanes() {
        return own == null
                && inPlace
                && picture != null
                && avutil.av_buffer_get_ref_count(picture.buf(0)) > 1;
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
        if (own != null) {
            own.close();
        }
        if (units != null) {
            units.close();
        }
    }

    /**
     * The recorder offers no way to ask for a key frame: the frame it encodes from is reached by
     * reflection. Where that fails, key frames come at the encoder's own interval.
     */
    private static @Nullable AVFrame pictureOf(FFmpegFrameRecorder recorder) {
        try {
            Field field = FFmpegFrameRecorder.class.getDeclaredField("picture");
            field.setAccessible(true);
            return (AVFrame) field.get(recorder);
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            LOG.warn("key frames cannot be asked for", hidden);
            return null;
        }
    }
}
