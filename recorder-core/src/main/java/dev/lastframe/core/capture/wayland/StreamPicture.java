package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.freedesktop.gstreamer.Buffer;
import org.freedesktop.gstreamer.BufferFlags;
import org.freedesktop.gstreamer.Caps;
import org.freedesktop.gstreamer.Sample;
import org.freedesktop.gstreamer.Structure;
import org.jspecify.annotations.Nullable;

/**
 * One picture of the stream, in memory that stays until it is closed ({@link OwnMemory}). Handed
 * from GStreamer's thread to the capture thread; used by one of them at a time, closed once.
 */
final class StreamPicture implements AutoCloseable {

    private final Sample sample;
    private final Buffer buffer;
    private final long madeNanos;
    private final long streamNanos;
    private final PixelOrder order;
    private final long firstByte;
    private final int strideBytes;
    private final FrameFormat format;

    /**
     * @param sample owned by this from now on
     * @param part of the picture that is wanted; null for all of it
     * @throws PartOutsideException where the part is not in it; the sample is closed then
     * @throws IllegalArgumentException where its shape cannot be shown; the same
     */
    StreamPicture(Sample sample, @Nullable Rect part, StreamTimes times, long arrivedNanos) {
        this.sample = sample;
        Buffer held = sample.getBuffer();
        try (Caps caps = sample.getCaps()) {
            Structure shape = caps.getStructure(0);
            int width = shape.getInteger("width");
            int height = shape.getInteger("height");
            order = PixelOrder.of(shape.getString("format"));
            BufferMeta meta = BufferMeta.of(held, width, height);
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
            sample.dispose();
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

    /** Whether it has all its pixels, and nobody says that they are broken. */
    boolean isWhole() {
        if (buffer.getFlags().contains(BufferFlags.CORRUPTED)) {
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
        sample.dispose();
    }
}
