package dev.lastframe.core.testing;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.EncoderException;
import dev.lastframe.core.encode.EncoderListener;
import dev.lastframe.core.encode.EncoderTask;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.encode.UnitSink;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.queue.DropReason;
import dev.lastframe.core.queue.FrameAccount;
import dev.lastframe.core.queue.FrameQueue;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A transport stream of the product's own encoder thread, of pictures with barcodes at any times:
 * the picture with number <i>n</i> is the <i>n</i>th of them. Used by one thread.
 */
public final class BarcodeRecording {

    private static final int FPS = 30;

    /**
     * What the recorder wrote.
     *
     * @param unitEnds behind each picture, in bytes
     * @param layout where the barcodes are
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Recorded(byte[] bytes, List<Integer> unitEnds, BarcodeLayout layout) {}

    private BarcodeRecording() {}

    /**
     * Records.
     *
     * @param micros when each picture was taken, in order; the first is at or near 0
     * @param firstNumber of the first picture's barcode
     * @param follows whether it is a later part, whose own time 0 is its first picture
     */
    public static Recorded of(
            int width, int height, List<Long> micros, int firstNumber, boolean follows) {
        FrameFormat format = FrameFormat.packed(width, height);
        FrameQueue queue = new FrameQueue(micros.size(), new NoAccount());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Integer> ends = new ArrayList<>();
        try (FramePool pool =
                new FramePool(FrameMemory.offHeap(), (micros.size() + 2L) * format.sizeBytes())) {
            for (int i = 0; i < micros.size(); i++) {
                if (!queue.offer(paint(pool, format, firstNumber + i, micros.get(i)))) {
                    throw new AssertionError("the queue is full");
                }
            }
            queue.close();
            new EncoderTask(
                            queue,
                            new Collected(bytes, ends),
                            EncoderChoice.forThisSystem(),
                            new EncoderTask.Request(
                                    Preset.INSTANT,
                                    FPS,
                                    Optional.of(EncoderChoice.OPENH264),
                                    follows),
                            new Quiet())
                    .run();
        }
        return new Recorded(bytes.toByteArray(), ends, BarcodePixels.layout(format));
    }

    private static Frame paint(FramePool pool, FrameFormat format, int number, long micros) {
        FramePool.Slot slot = pool.tryAcquire(format);
        if (slot == null) {
            throw new AssertionError("the pool is empty");
        }
        MemorySegment pixels = slot.memory();
        for (int y = 0; y < format.height(); y++) {
            for (int x = 0; x < format.width(); x++) {
                int value = ((x + number * 5) ^ y) & 0xff;
                pixels.set(
                        JAVA_INT,
                        (long) y * format.strideBytes() + 4L * x,
                        (value << 16) | ((255 - value) << 8) | (number & 0xff));
            }
        }
        BarcodePixels.paint(pixels, format, number);
        return slot.publish(
                format,
                TimeUnit.MICROSECONDS.toNanos(micros),
                micros,
                List.of(format.whole()),
                Frame.Purpose.CHANGE);
    }

    private record Collected(ByteArrayOutputStream bytes, List<Integer> ends) implements UnitSink {

        @Override
        public boolean wouldBlock(int count) {
            return false;
        }

        @Override
        public boolean unit(byte[] unit, int length, long capturedNanos, Consumer<byte[]> back) {
            bytes.write(unit, 0, length);
            back.accept(unit);
            ends.add(bytes.size());
            return true;
        }

        @Override
        public void trailer(byte[] end) {
            bytes.writeBytes(end);
        }
    }

    private static final class NoAccount implements FrameAccount {
        @Override
        public void captured() {}

        @Override
        public void refused(DropReason reason) {}

        @Override
        public void encoded() {}

        @Override
        public void encodeFailed() {}

        @Override
        public void abandoned() {}
    }

    private static final class Quiet implements EncoderListener {
        @Override
        public void fellBack(String encoder, String why) {}

        @Override
        public void opened(String encoder, int width, int height) {}

        @Override
        public void firstUnit(long startMicros) {}

        @Override
        public void verified(long ptsMicros, boolean same) {}

        @Override
        public void sizeChanged(long ptsMicros, int width, int height) {}

        @Override
        public void encodeFailed(long ptsMicros, String why) {
            throw new AssertionError(why);
        }

        @Override
        public void givenUp(long ptsMicros) {
            throw new AssertionError("given up at " + ptsMicros);
        }

        @Override
        public void broken(EncoderException why) {
            throw new AssertionError(why);
        }

        @Override
        public void left() {}
    }
}
