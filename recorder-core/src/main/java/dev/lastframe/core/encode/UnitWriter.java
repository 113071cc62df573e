package dev.lastframe.core.encode;

import dev.lastframe.core.encode.EncoderException.Reason;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a recorder's muxer the access units of an encoder that is not FFmpeg's, each as if the
 * recorder's own had made it. Used by one thread.
 */
final class UnitWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnitWriter.class);

    private final AVFormatContext muxer;
    private final AVStream stream;
    private final AVRational milliseconds =
            new AVRational().num(1).den((int) TimeUnit.SECONDS.toMillis(1));
    private final AVPacket packet = avcodec.av_packet_alloc();

    /** What {@link #pointer} points to. */
    private MemorySegment pointed = MemorySegment.NULL;

    private BytePointer pointer = new BytePointer();
    private boolean closed;

    private UnitWriter(AVFormatContext muxer, AVStream stream) {
        this.muxer = muxer;
        this.stream = stream;
    }

    /**
     * Of a recorder that has started, which offers no other way than by reflection.
     *
     * @return null where that fails
     */
    static @Nullable UnitWriter of(FFmpegFrameRecorder recorder) {
        try {
            AVFormatContext muxer = (AVFormatContext) field("oc").get(recorder);
            AVStream stream = (AVStream) field("video_st").get(recorder);
            return new UnitWriter(muxer, stream);
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            LOG.warn("only FFmpeg's own encoders can be used", hidden);
            return null;
        }
    }

    private static Field field(String name) throws ReflectiveOperationException {
        Field field = FFmpegFrameRecorder.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /**
     * Writes one.
     *
     * @param unit zeros behind it, as {@link OpenH264Encoder#packet} says
     */
    void write(MemorySegment unit, int length, long ptsMillis, boolean key)
            throws EncoderException {
        if (!unit.equals(pointed)) {
            pointed = unit;
            pointer = new BytePointer(unit.asByteBuffer());
        }
        long time = avutil.av_rescale_q(ptsMillis, milliseconds, stream.time_base());
        packet.data(pointer);
        packet.size(length);
        packet.pts(time);
        packet.dts(time);
        packet.stream_index(stream.index());
        packet.flags(key ? avcodec.AV_PKT_FLAG_KEY : 0);
        int refused = avformat.av_write_frame(muxer, packet);
        if (refused < 0) {
            throw new EncoderException(
                    Reason.FAILED, "A picture could not be written: error " + refused + ".");
        }
    }

    /** Closing twice is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            avcodec.av_packet_free(packet);
        }
    }
}
