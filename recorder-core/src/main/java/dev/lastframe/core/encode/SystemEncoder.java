package dev.lastframe.core.encode;

import dev.lastframe.core.encode.EncoderException.Reason;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.List;
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

/**
 * The system's libopenh264, whose access units go to a recorder's muxer as if the recorder's own
 * encoder had made them.
 */
final class SystemEncoder implements PictureEncoder {

    private final OpenH264Encoder encoder;
    private final AVFormatContext muxer;
    private final AVStream stream;
    private final AVRational milliseconds =
            new AVRational().num(1).den((int) TimeUnit.SECONDS.toMillis(1));
    private final AVPacket packet = avcodec.av_packet_alloc();

    /** What {@link #pointer} points to. */
    private MemorySegment pointed = MemorySegment.NULL;

    private BytePointer pointer = new BytePointer();
    private boolean closed;

    /**
     * Into the muxer of a recorder that has started, which offers no other way than by reflection.
     *
     * @param encoder closed with this one, from now on
     * @throws IllegalStateException where this recorder keeps it elsewhere
     */
    SystemEncoder(OpenH264Encoder encoder, FFmpegFrameRecorder recorder) {
        this.encoder = encoder;
        try {
            muxer = (AVFormatContext) field("oc").get(recorder);
            stream = (AVStream) field("video_st").get(recorder);
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException("only FFmpeg's own encoders can be used", hidden);
        }
    }

    private static Field field(String name) throws ReflectiveOperationException {
        Field field = FFmpegFrameRecorder.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    @Override
    public void encode(ByteBuffer planes, long millis, boolean key, List<Rect> changed)
            throws EncoderException {
        encoder.encode(planes, millis, key);
        if (encoder.length() > 0) {
            write(encoder.packet(), encoder.length(), millis);
        }
    }

    private void write(MemorySegment unit, int length, long millis) throws EncoderException {
        if (!unit.equals(pointed)) {
            pointed = unit;
            pointer = new BytePointer(unit.asByteBuffer());
        }
        long time = avutil.av_rescale_q(millis, milliseconds, stream.time_base());
        packet.data(pointer);
        packet.size(length);
        packet.pts(time);
        packet.dts(time);
        packet.stream_index(stream.index());
        packet.flags(encoder.isKey() ? avcodec.AV_PKT_FLAG_KEY : 0);
        int refused = avformat.av_write_frame(muxer, packet);
        if (refused < 0) {
            throw new EncoderException(
                    Reason.FAILED, "A picture could not be written: error " + refused + ".");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            encoder.close();
            avcodec.av_packet_free(packet);
        }
    }
}
