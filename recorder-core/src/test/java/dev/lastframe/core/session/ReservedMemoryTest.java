package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.PixelMemory;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.testing.FakeClock;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The encoder is behind: each picture needs memory that none before it used. */
final class ReservedMemoryTest {

    private static final int CAPACITY = 4;

    private final FakeClock clock = new FakeClock();
    private final SyntheticGrabber screen = new SyntheticGrabber(clock, 64, 48);
    private final FramePool pool = new FramePool(this::allocate, 1 << 20);
    private final Ledger ledger = new Ledger();
    private final FrameQueue queue = new FrameQueue(CAPACITY, ledger);
    private final List<Runnable> asked = new ArrayList<>();
    private final CaptureStage stage =
            new CaptureStage(
                    screen,
                    pool,
                    queue,
                    ledger,
                    new Misses(10, (from, until, reason, count) -> {}),
                    new Timeline(clock, (nanos, length) -> {}),
                    clock,
                    new Silent(),
                    asked::add);

    private int allocated;
    private int provided;
    private int allocations = Integer.MAX_VALUE;

    @Test
    void theMemoryOfTheNextPictureIsProvidedBeforeItIsTaken() throws InterruptedException {
        screen.changes(true);
        for (int tick = 1; tick < CAPACITY; tick++) {
            stage.tick(false);
            assertThat(allocated).as("one more than are in use").isEqualTo(tick + 1);
            asked.forEach(Runnable::run);
            assertThat(provided).as("but the first, which could not be foreseen").isEqualTo(tick);
        }

        stage.tick(false);
        stage.tick(false);

        assertThat(allocated).as("the queue takes no more").isEqualTo(CAPACITY);
        assertThat(ledger.snapshot().captured()).isEqualTo(CAPACITY);
        end();
    }

    @Test
    void whereThereIsNoMemoryToReserveThePictureAtHandIsTaken() throws InterruptedException {
        screen.changes(true);
        allocations = 1;

        stage.tick(false);

        LedgerSnapshot after = ledger.snapshot();
        assertThat(after.captured()).isEqualTo(1);
        assertThat(after.captureFailed()).isZero();
        assertThat(after.ticks()).isEqualTo(1);
        end();
    }

    private void end() throws InterruptedException {
        queue.close();
        for (Frame frame = queue.take(); frame != null; frame = queue.take()) {
            queue.settle(FrameQueue.Settlement.ENCODED);
        }
        stage.close();
        assertThat(screen.isClosed()).isTrue();
    }

    private PixelMemory allocate(long bytes) {
        if (allocated == allocations) {
            throw new OutOfMemoryError("of the test");
        }
        allocated++;
        PixelMemory real = FrameMemory.offHeap().allocate(bytes);
        return new PixelMemory() {
            @Override
            public MemorySegment segment() {
                return real.segment();
            }

            @Override
            public void provide() {
                provided++;
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    private static final class Silent implements CaptureStage.Problems {

        @Override
        public void captureFailed(long tMicros, String why) {
            throw new AssertionError(why);
        }

        @Override
        public void seen(Sight sight) {}

        @Override
        public void broken(Error fatal) {
            throw fatal;
        }

        @Override
        public void screenGone(String why) {
            throw new AssertionError(why);
        }

        @Override
        public void screenBack() {}

        @Override
        public void screenLost() {
            throw new AssertionError("the screen is lost");
        }
    }
}
