package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.PixelMemory;
import dev.lastframe.core.queue.FrameQueue;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The memory of frames, before the encoder reads them. */
@Timeout(60)
final class ProvidedFramesTest {

    private static final FrameFormat FORMAT = FrameFormat.packed(320, 180);

    private final FrameQueue queue = new FrameQueue(8, new CountingAccount());
    private final AtomicInteger provided = new AtomicInteger();

    @Test
    void theMemoryOfEachWholeFrameIsProvided() {
        FramePool pool = new FramePool(this::counted, 4 * FORMAT.sizeBytes());
        FramePool.Slot first = pool.tryAcquire(FORMAT);
        FramePool.Slot second = pool.tryAcquire(FORMAT);
        assertThat(queue.offer(publish(first, 0))).isTrue();
        assertThat(queue.offer(publish(second, 33_000))).isTrue();
        queue.close();

        new EncoderTask(
                        queue,
                        new Nowhere(),
                        new EncoderChoice(List.of(EncoderChoice.OPENH264)),
                        new EncoderTask.Request(Preset.INSTANT, 30, Optional.empty(), false),
                        new Silent())
                .run();

        assertThat(provided).hasValue(2);
        pool.close();
    }

    private static Frame publish(FramePool.Slot slot, long pts) {
        return slot.publish(FORMAT, pts, pts, List.of(FORMAT.whole()), Frame.Purpose.CHANGE);
    }

    private PixelMemory counted(long bytes) {
        PixelMemory real = FrameMemory.offHeap().allocate(bytes);
        return new PixelMemory() {
            @Override
            public MemorySegment segment() {
                return real.segment();
            }

            @Override
            public void provide() {
                provided.incrementAndGet();
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    private static final class Nowhere implements UnitSink {

        @Override
        public boolean wouldBlock(int bytes) {
            return false;
        }

        @Override
        public boolean unit(byte[] unit, int length, long capturedNanos, Consumer<byte[]> back) {
            back.accept(unit);
            return true;
        }

        @Override
        public void trailer(byte[] bytes) {}
    }

    private static final class Silent implements EncoderListener {

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
        public void encodeFailed(long ptsMicros, String why) {}

        @Override
        public void givenUp(long ptsMicros) {}

        @Override
        public void broken(EncoderException why) {
            throw new AssertionError("the encoder broke", why);
        }

        @Override
        public void left() {}
    }
}
