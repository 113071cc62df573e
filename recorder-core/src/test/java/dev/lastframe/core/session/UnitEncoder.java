package dev.lastframe.core.session;

import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.EncoderListener;
import dev.lastframe.core.encode.EncoderTask;
import dev.lastframe.core.encode.UnitSink;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.queue.FrameQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Gives one transport packet for each frame, leaves when asked to, and after so many hangs or
 * throws.
 */
final class UnitEncoder implements Making.Encoders {

    static final int UNIT = 188;

    private final int good;
    private final boolean breaks;
    private final CountDownLatch released = new CountDownLatch(1);

    /**
     * @param good units that come before it hangs
     */
    UnitEncoder(int good) {
        this(good, false);
    }

    private UnitEncoder(int good, boolean breaks) {
        this.good = good;
        this.breaks = breaks;
    }

    /** One that throws what nobody catches for it, with a frame in its hand. */
    static UnitEncoder breakingAfter(int good) {
        return new UnitEncoder(good, true);
    }

    void release() {
        released.countDown();
    }

    @Override
    public Making.Encoding make(
            FrameQueue queue,
            UnitSink sink,
            EncoderChoice choice,
            EncoderTask.Request request,
            EncoderListener listener) {
        Run run = new Run(queue, sink, request.follows(), listener);
        return new Making.Encoding(
                run, shape -> {}, (picture, goesOn) -> {}, () -> run.leaving = true);
    }

    private final class Run implements Runnable {

        private final FrameQueue queue;
        private final UnitSink sink;
        private final boolean follows;
        private final EncoderListener listener;
        private volatile boolean leaving;
        private boolean left;

        Run(FrameQueue queue, UnitSink sink, boolean follows, EncoderListener listener) {
            this.queue = queue;
            this.sink = sink;
            this.follows = follows;
            this.listener = listener;
        }

        @Override
        public void run() {
            try {
                int units = 0;
                for (Frame frame = next(); frame != null; frame = next()) {
                    if (units == good && breaks) {
                        throw new IllegalStateException("of the test");
                    }
                    if (units == good) {
                        released.await();
                    }
                    sink.unit(new byte[UNIT], UNIT, frame.capturedNanos(), array -> {});
                    if (units++ == 0) {
                        listener.firstUnit(follows ? frame.ptsMicros() : 0);
                    }
                    queue.settle(FrameQueue.Settlement.ENCODED);
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            if (left) {
                listener.left();
            }
        }

        private @Nullable Frame next() throws InterruptedException {
            return queue.takeUnless(frame -> {
                left = leaving && frame.whole();
                return left;
            });
        }
    }
}
