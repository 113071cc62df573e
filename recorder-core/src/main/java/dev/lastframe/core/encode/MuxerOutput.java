package dev.lastframe.core.encode;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a recorder's muxer writes, a packet in one call, without a new array for each 4 KiB of
 * it. Used by the encoder thread, which closes it after the recorder.
 */
final class MuxerOutput implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MuxerOutput.class);
    private static final int BUFFER_BYTES = 64 * 1024;

    /** One function for all that are open: JavaCPP has room for ten in a process. */
    private static final Writer WRITER = new Writer();

    /** By what the function is given. */
    private static final Map<Long, TransportBuffer> OPEN = new ConcurrentHashMap<>();

    private final AVIOContext context;
    private final long key;

    private MuxerOutput(AVIOContext context, long key) {
        this.context = context;
        this.key = key;
    }

    /**
     * Puts itself in the place of the recorder's own output, which offers no other way than by
     * reflection. Nothing may have been recorded yet.
     *
     * @return null where that fails: everything then comes by the recorder's own way
     */
    static @Nullable MuxerOutput of(FFmpegFrameRecorder recorder, TransportBuffer target) {
        AVFormatContext muxer;
        try {
            Field field = FFmpegFrameRecorder.class.getDeclaredField("oc");
            field.setAccessible(true);
            muxer = (AVFormatContext) field.get(recorder);
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            LOG.warn("what is encoded comes in small pieces", hidden);
            return null;
        }
        // The muxer may have begun.
        avformat.avio_flush(muxer.pb());
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER_BYTES)).capacity(BUFFER_BYTES);
        AVIOContext context =
                avformat.avio_alloc_context(buffer, BUFFER_BYTES, 1, buffer, null, WRITER, null);
        if (context == null || context.isNull()) {
            avutil.av_free(buffer);
            LOG.warn("what is encoded comes in small pieces: FFmpeg has no memory");
            return null;
        }
        OPEN.put(buffer.address(), target);
        muxer.pb(context);
        return new MuxerOutput(context, buffer.address());
    }

    @Override
    public void close() {
        if (OPEN.remove(key) != null) {
            avutil.av_free(context.buffer());
            avformat.avio_context_free(context);
        }
    }

    private static final class Writer extends Write_packet_Pointer_BytePointer_int {

        /** Called by FFmpeg on the encoder thread. Nothing may be thrown into C. */
        @Override
        public int call(Pointer opaque, BytePointer bytes, int count) {
            try {
                TransportBuffer target = OPEN.get(opaque.address());
                if (target == null) {
                    throw new IllegalStateException("the stream is closed");
                }
                target.write(bytes, count);
                return count;
            } catch (RuntimeException | Error broken) {
                LOG.error("what the muxer wrote was not taken", broken);
                return avutil.AVERROR_EXTERNAL();
            }
        }
    }
}
