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
import java.util.ArrayList;
import java.util.List;
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

    /** Rows that are compared and copied together; even, for the subsampled colour. */
    private static final int BAND = 16;

    private final Buffer buffer;
    private final long madeNanos;
    private final long streamNanos;
    private final PixelOrder order;
    private final Turn turn;

    /** Where its part that is shown begins in memory, which is turned by {@link #turn}. */
    private final long firstByte;

    /** That part, as it lies there. */
    private final Rect inMemory;

    private final int strideBytes;
    private final FrameFormat format;
    private final boolean described;
    private final long size;

    /**
     * @param sample closed by this
     * @param turn by which it stands upright
     * @param part of the upright picture that is wanted; null for all of it
     * @throws PartOutsideException where the part is not in it; the sample is closed then
     * @throws IllegalArgumentException where its shape cannot be shown; the same
     */
    StreamPicture(
            Sample sample, Turn turn, @Nullable Rect part, StreamTimes times, long arrivedNanos) {
        this.turn = turn;
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
            Rect upright = turn.turned(shown);
            Rect wanted = part == null ? upright : PartOutsideException.require(part, upright);
            // H.264 with 4:2:0 colour has no odd sizes.
            format = FrameFormat.packed(wanted.width() & ~1, wanted.height() & ~1);
            inMemory =
                    turn.inMemory(
                            new Rect(wanted.x(), wanted.y(), format.width(), format.height()),
                            shown);
            strideBytes = meta.strideBytes();
            firstByte =
                    meta.firstByte()
                            + (long) inMemory.y() * strideBytes
                            + (long) inMemory.x() * PixelOrder.BYTES;
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
                + (long) strideBytes * (inMemory.height() - 1)
                + (long) PixelOrder.BYTES * inMemory.width();
    }

    /**
     * Copies it.
     *
     * @param to at least as large as {@link #format} says
     * @param before what is known already: only the rows that differ are copied; null for all
     * @return the rectangles that were written, at least one; none where it could not be read
     */
    List<Rect> copyTo(MemorySegment to, @Nullable StreamPicture before) {
        ByteBuffer mapped = buffer.map(false);
        if (mapped == null) {
            return List.of();
        }
        try {
            MemorySegment from = MemorySegment.ofBuffer(mapped);
            if (bytes() > from.byteSize()) {
                return List.of();
            }
            if (before == null
                    || !before.format.equals(format)
                    || before.order != order
                    || before.turn != turn) {
                copyRows(from, to, 0, format.height());
                return List.of(format.whole());
            }
            return before == this ? copyFirst(from, to) : copyChanged(from, to, before);
        } finally {
            buffer.unmap();
        }
    }

    private List<Rect> copyChanged(MemorySegment from, MemorySegment to, StreamPicture before) {
        ByteBuffer mapped = before.buffer.map(false);
        if (mapped == null) {
            copyRows(from, to, 0, format.height());
            return List.of(format.whole());
        }
        try {
            MemorySegment known = MemorySegment.ofBuffer(mapped);
            List<Rect> changed = new ArrayList<>();
            int first = -1;
            for (int top = 0; top < format.height(); top += BAND) {
                if (differs(from, known, before, top, Math.min(top + BAND, format.height()))) {
                    first = first < 0 ? top : first;
                } else if (first >= 0) {
                    changed.add(copyRows(from, to, first, top));
                    first = -1;
                }
            }
            if (first >= 0) {
                changed.add(copyRows(from, to, first, format.height()));
            }
            return changed.isEmpty() ? copyFirst(from, to) : changed;
        } finally {
            before.buffer.unmap();
        }
    }

    private List<Rect> copyFirst(MemorySegment from, MemorySegment to) {
        return List.of(copyRows(from, to, 0, Math.min(BAND, format.height())));
    }

    private boolean differs(
            MemorySegment from, MemorySegment known, StreamPicture before, int top, int end) {
        Rect rows = turn.inMemory(rows(top, end), turn.turned(format.whole()));
        long bytes = (long) PixelOrder.BYTES * rows.width();
        long begin = (long) PixelOrder.BYTES * rows.x();
        for (int y = rows.y(); y < rows.y() + rows.height(); y++) {
            long here = firstByte + begin + (long) y * strideBytes;
            long there = before.firstByte + begin + (long) y * before.strideBytes;
            if (MemorySegment.mismatch(from, here, here + bytes, known, there, there + bytes)
                    != -1) {
                return true;
            }
        }
        return false;
    }

    private Rect copyRows(MemorySegment from, MemorySegment to, int top, int end) {
        // what is turned is written to few rows at a time, which stay near the processor
        for (int y = top; y < end; y += BAND) {
            Rect rows = rows(y, Math.min(y + BAND, end));
            turn.copy(order, from, firstByte, strideBytes, to, format, rows);
        }
        return rows(top, end);
    }

    private Rect rows(int top, int end) {
        return new Rect(0, top, format.width(), end - top);
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
