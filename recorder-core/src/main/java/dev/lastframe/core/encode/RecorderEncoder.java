package dev.lastframe.core.encode;

import dev.lastframe.core.encode.EncoderException.Reason;
import dev.lastframe.core.encode.EncoderSettings.Trait;
import dev.lastframe.core.frame.Rect;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of FFmpeg's, in the recorder that writes the stream, and closed with it. */
final class RecorderEncoder implements PictureEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(RecorderEncoder.class);
    private static final int BITS_A_SAMPLE = 8;

    private final FFmpegFrameRecorder recorder;
    private final int width;
    private final int height;
    private final @Nullable AVFrame picture;
    private final boolean inPlace;

    /** Null for encoders that do not listen to it. */
    private final @Nullable ChangedArea area;

    /**
     * Of a recorder that has started.
     *
     * @param settings those of its encoder
     */
    RecorderEncoder(FFmpegFrameRecorder recorder, EncoderSettings settings, int width, int height) {
        this.recorder = recorder;
        this.width = width;
        this.height = height;
        this.picture = pictureOf(recorder);
        this.inPlace =
                picture != null && settings.has(Trait.KEEPS_NO_PICTURE) && handOnAsItIs(picture);
        this.area =
                picture != null && settings.has(Trait.WANTS_CHANGED_AREA)
                        ? ChangedArea.of(picture, width, height)
                        : null;
    }

    @Override
    public void encode(ByteBuffer planes, long millis, boolean key, List<Rect> changed)
            throws EncoderException {
        if (area != null) {
            area.tell(changed);
        }
        try {
            if (picture != null) {
                picture.pict_type(key ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
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
        return inPlace && picture != null && avutil.av_buffer_get_ref_count(picture.buf(0)) > 1;
    }

    @Override
    public void close() {
        // with the recorder
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
