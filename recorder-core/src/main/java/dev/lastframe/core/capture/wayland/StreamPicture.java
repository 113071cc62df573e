package dev.lastframe.core.capture.wayland;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.freedesktop.gstreamer.Buffer;
import org.freedesktop.gstreamer.BufferFlags;
import org.freedesktop.gstreamer.Caps;
import org.freedesktop.gstreamer.Sample;
import org.freedesktop.gstreamer.Structure;
import org.freedesktop.gstreamer.glib.Natives;
import org.jspecify.annotations.Nullable;

/**
 * One picture of the stream, in memory that stays until it is closed ({@link OwnMemory}). Handed
 * from GStreamer's thread to the capture thread; used by one of them at a time, closed once.
 */
final class StreamPicture implements AutoCloseable {

    private final Buffer buffer;
    private final long madeNanos;
    private final long streamNanos;
    private final PixelOrder order;
    private final long firstByte;
    private final int strideBytes;
    private final FrameFormat format;
    private final boolean described;
    private final long size;

    /**
     * @param sample closed by this
     * @param part of the picture that is wanted; null for all of it
     * @throws PartOutsideException where the part is not in it; the sample is closed then
     * @throws IllegalArgumentException where its shape cannot be shown; the same
     */
    StreamPicture(Sample sample, @Nullable Rect part, StreamTimes times, long arrivedNanos) {
        // The sample is not kept: GStreamer cannot put another shape into one that is held.
        Buffer held = Apis.own(sample);
        try (sample;
                Caps caps = sample.getCaps()) {
            Structure shape = caps.getStructure(0);
            int width = shape.getInteger("width");
            int height = shape.getInteger("height");
            order = PixelOrder.of(shape.getString("format"));
            size = Apis.SIZE.invokeLong(new Object[] {Natives.getRawPointer(held)});
            BufferMeta meta = BufferMeta.of(held, width, height, size);
            described = meta.described();
            Rect shown = meta.shown();
            if (shown.width() < 2 || shown.height() < 2) {
                throw new IllegalArgumentException("a picture of " + shown);
            }
            if (part != null) {
                shown = PartOutsideException.require(part, shown);
            }
            strideBytes = meta.strideBytes();
            firstByte =
                    meta.firstByte()
                            + (long) shown.y() * strideBytes
                            + (long) shown.x() * FrameFormat.BYTES_PER_PIXEL;
            // H.264 with 4:2:0 colour has no odd sizes.
            format = FrameFormat.packed(shown.width() & ~1, shown.height() & ~1);
            long told = held.getPresentationTimestamp();
            madeNanos = times.of(told, arrivedNanos);
            streamNanos = told < 0 ? madeNanos : told;
            buffer = held;
        } catch (RuntimeException | Error odd) {
            held.dispose();
            throw odd;
        }
    }

    FrameFormat format() {
        return format;
    }

    /** When it was made, on the recording's clock. */
    long madeNanos() {
        return madeNanos;
    }

    /** The same on the stream's own clock, where it tells that. */
    long streamNanos() {
        return streamNanos;
    }

    /** As its source counts them; negative where it does not. */
    long number() {
        return buffer.getOffset();
    }

    /** Whether it says itself how its rows lie. */
    boolean isDescribed() {
        return described;
    }

    /** Of its memory, in bytes. */
    long size() {
        return size;
    }

    /**
     * The file that it lies in, as the system's number; 0 where that is none. Memory of the same
     * agreement lies in the same ones.
     */
    long file() {
        Pointer memory = Apis.PEEK.invokePointer(new Object[] {Natives.getRawPointer(buffer), 0});
        if (memory == null || Descriptors.IS.invokeInt(new Object[] {memory}) == 0) {
            return 0;
        }
        int descriptor = Descriptors.DESCRIPTOR.invokeInt(new Object[] {memory});
        try {
            return (Long) Files.getAttribute(Path.of("/proc/self/fd/" + descriptor), "unix:ino");
        } catch (IOException | UnsupportedOperationException unknown) {
            return 0;
        }
    }

    /** Whether it has pixels at all, and nobody says that they are broken. */
    boolean hasPixels() {
        return size > 0 && !buffer.getFlags().contains(BufferFlags.CORRUPTED);
    }

    /** The same, and whether it has all of them. */
    boolean isWhole() {
        if (!hasPixels()) {
            return false;
        }
        ByteBuffer mapped = buffer.map(false);
        if (mapped == null) {
            return false;
        }
        try {
            return mapped.remaining() >= bytes();
        } finally {
            buffer.unmap();
        }
    }

    private long bytes() {
        return firstByte
                + (long) strideBytes * (format.height() - 1)
                + (long) FrameFormat.BYTES_PER_PIXEL * format.width();
    }

    /**
     * Copies it, row by row.
     *
     * @param to at least as large as {@link #format} says
     * @return whether it could be read
     */
    boolean copyTo(MemorySegment to) {
        ByteBuffer mapped = buffer.map(false);
        if (mapped == null) {
            return false;
        }
        try {
            MemorySegment from = MemorySegment.ofBuffer(mapped);
            if (bytes() > from.byteSize()) {
                return false;
            }
            for (int y = 0; y < format.height(); y++) {
                order.copy(
                        from,
                        firstByte + (long) y * strideBytes,
                        to,
                        (long) y * format.strideBytes(),
                        format.width());
            }
            return true;
        } finally {
            buffer.unmap();
        }
    }

    @Override
    public void close() {
        buffer.dispose();
    }

    /** What the bindings lack. */
    private static final class Apis {

        private static final NativeLibrary GSTREAMER = NativeLibrary.getInstance("gstreamer-1.0");
        static final Function SIZE = GSTREAMER.getFunction("gst_buffer_get_size");
        static final Function PEEK = GSTREAMER.getFunction("gst_buffer_peek_memory");
        private static final Function BUFFER = GSTREAMER.getFunction("gst_sample_get_buffer");
        private static final Function REF = GSTREAMER.getFunction("gst_mini_object_ref");

        private Apis() {}

        /** Its buffer, which outlives it. */
        static Buffer own(Sample sample) {
            Pointer buffer = BUFFER.invokePointer(new Object[] {Natives.getRawPointer(sample)});
            return Natives.callerOwnsReturn(REF.invokePointer(new Object[] {buffer}), Buffer.class);
        }
    }

    /** What they lack for memory that is a file. */
    private static final class Descriptors {

        private static final NativeLibrary ALLOCATORS =
                NativeLibrary.getInstance("gstallocators-1.0");
        static final Function IS = ALLOCATORS.getFunction("gst_is_fd_memory");
        static final Function DESCRIPTOR = ALLOCATORS.getFunction("gst_fd_memory_get_fd");

        private Descriptors() {}
    }
}
