package dev.lastframe.core.encode;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.Rect;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntBinaryOperator;

/** Frames of one colour, or of one coloured rectangle, from a pool of their own. */
final class PaintedFrames implements AutoCloseable {

    private final FramePool pool = new FramePool(FrameMemory.offHeap(), 256L * 1024 * 1024);

    /** A whole picture of one colour, 0xRRGGBB. */
    Frame solid(int width, int height, int rgb, long ptsMicros) {
        FrameFormat format = FrameFormat.packed(width, height);
        return painted(format, rgb, ptsMicros, format.whole(), Frame.Purpose.CHANGE);
    }

    /** A whole picture of black and white squares without any order, as small print is to it. */
    Frame noise(FrameFormat format, long seed, long pts, Frame.Purpose purpose) {
        Random random = new Random(seed);
        IntBinaryOperator rgb = (x, y) -> random.nextBoolean() ? 0xffffff : 0;
        return drawn(format, rgb, pts, List.of(format.whole()), purpose);
    }

    /**
     * Every pixel is painted, row by row, whatever is valid.
     *
     * @param rgb 0xRRGGBB of column and row
     */
    Frame drawn(
            FrameFormat format,
            IntBinaryOperator rgb,
            long pts,
            List<Rect> valid,
            Frame.Purpose purpose) {
        FramePool.Slot slot = pool.tryAcquire(format);
        if (slot == null) {
            throw new AssertionError("the pool is empty");
        }
        for (int y = 0; y < format.height(); y++) {
            for (int x = 0; x < format.width(); x++) {
                slot.memory()
                        .set(
                                JAVA_INT,
                                (long) y * format.strideBytes() + 4L * x,
                                rgb.applyAsInt(x, y));
            }
        }
        return slot.publish(format, TimeUnit.MICROSECONDS.toNanos(pts), pts, valid, purpose);
    }

    /** Only a rectangle is painted and valid. */
    Frame painted(FrameFormat format, int rgb, long pts, Rect place, Frame.Purpose purpose) {
        FramePool.Slot slot = pool.tryAcquire(format);
        if (slot == null) {
            throw new AssertionError("the pool is empty");
        }
        for (int y = place.y(); y < place.y() + place.height(); y++) {
            for (int x = place.x(); x < place.x() + place.width(); x++) {
                slot.memory().set(JAVA_INT, (long) y * format.strideBytes() + 4L * x, rgb);
            }
        }
        return slot.publish(
                format, TimeUnit.MICROSECONDS.toNanos(pts), pts, List.of(place), purpose);
    }

    @Override
    public void close() {
        pool.close();
    }
}
