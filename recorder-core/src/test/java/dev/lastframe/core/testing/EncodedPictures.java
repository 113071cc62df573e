package dev.lastframe.core.testing;

import dev.lastframe.core.encode.EncoderChoice;
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
 * A transport stream as the product's own encoder thread writes it, of whole pictures at any times,
 * with the borders of its access units as the writer knows them.
 *
 * @param unitEnds behind each picture, in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record EncodedPictures(byte[] bytes, List<Integer> unitEnds) {

    /** Pictures a second that the encoder is told of. */
    public static final int FPS = 30;

    /** Draws a picture. */
    @FunctionalInterface
    public interface Painter {

        /**
         * Draws one.
         *
         * @param pixels BGR0, in the format's rows
         * @param index counted from 0
         */
        void paint(MemorySegment pixels, int index);
    }

    /**
     * Encodes.
     *
     * @param memory of the frames
     * @param micros when each picture was taken, in order; the first is at or near 0
     * @param follows whether it is a later part, whose own time 0 is its first picture
     */
    public static EncodedPictures of(
            FrameMemory memory,
            FrameFormat format,
            List<Long> micros,
            Painter painter,
            boolean follows) {
        FrameQueue queue = new FrameQueue(micros.size(), new NoAccount());
        try (FramePool pool = new FramePool(memory, (micros.size() + 2L) * format.sizeBytes())) {
            for (int i = 0; i < micros.size(); i++) {
                FramePool.Slot slot = pool.tryAcquire(format);
                if (slot == null) {
                    throw new AssertionError("the pool is empty");
                }
                painter.paint(slot.memory(), i);
                long taken = micros.get(i);
                Frame frame =
                        slot.publish(
                                format,
                                TimeUnit.MICROSECONDS.toNanos(taken),
                                taken,
                                List.of(format.whole()),
                                Frame.Purpose.CHANGE);
                if (!queue.offer(frame)) {
                    throw new AssertionError("the queue is full");
                }
            }
            queue.close();
            Collected sink = new Collected();
            new EncoderTask(
                            queue,
                            sink,
                            EncoderChoice.forThisSystem(),
                            new EncoderTask.Request(
                                    Preset.INSTANT,
                                    FPS,
                                    Optional.of(EncoderChoice.OPENH264),
                                    follows),
                            new QuietListener())
                    .run();
            return new EncodedPictures(sink.bytes.toByteArray(), sink.ends);
        }
    }

    private static final class Collected implements UnitSink {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<Integer> ends = new ArrayList<>();

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
}
