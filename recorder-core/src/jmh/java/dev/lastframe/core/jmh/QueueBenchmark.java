package dev.lastframe.core.jmh;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.queue.DropReason;
import dev.lastframe.core.queue.FrameAccount;
import dev.lastframe.core.queue.FrameQueue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The whole way of a 1920x1080 frame from the pool through the queue and back, by one thread: what
 * the hand-over itself costs, without waiting.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QueueBenchmark {

    private static final FrameFormat FORMAT = FrameFormat.packed(1920, 1080);
    private static final List<Rect> WHOLE = List.of(FORMAT.whole());
    private static final int CAPACITY = 8;

    private final FramePool pool = new FramePool(FrameMemory.offHeap(), FORMAT.sizeBytes());
    private final FrameQueue queue = new FrameQueue(CAPACITY, new Uncounted());
    private long pts;

    @TearDown
    public void close() {
        pool.close();
    }

    /** Acquire, publish, offer, take, settle; the last gives the memory back. */
    @Benchmark
    public Frame handOver() throws InterruptedException {
        FramePool.Slot slot = pool.tryAcquire(FORMAT);
        pts++;
        Frame frame = slot.publish(FORMAT, pts, pts, WHOLE, Frame.Purpose.CHANGE);
        if (!queue.offer(frame)) {
            throw new IllegalStateException("the queue has no room");
        }
        Frame taken = queue.take();
        queue.settle(FrameQueue.Settlement.ENCODED);
        return taken;
    }

    /** The ledger's monitor without its numbers. */
    private static final class Uncounted implements FrameAccount {

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
