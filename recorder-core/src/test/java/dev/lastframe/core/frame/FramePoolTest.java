package dev.lastframe.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FramePoolTest {

    private static final FrameFormat SMALL = FrameFormat.packed(4, 2);
    private static final FrameFormat LARGE = FrameFormat.packed(4, 4);

    private final CountingMemory memory = new CountingMemory();

    @Test
    void thePoolIsBoundedInBytes() {
        FramePool pool = new FramePool(memory, 3 * SMALL.sizeBytes() + 1);

        for (int i = 0; i < 3; i++) {
            assertThat(pool.tryAcquire(SMALL)).isNotNull();
        }

        assertThat(pool.tryAcquire(SMALL)).isNull();
        assertThat(pool.allocatedBytes()).isEqualTo(3 * SMALL.sizeBytes());
        assertThat(memory.open()).isEqualTo(3);
    }

    @Test
    void itSaysHowManyFramesFit() {
        assertThat(new FramePool(memory, 3 * SMALL.sizeBytes() + 1).framesOf(SMALL)).isEqualTo(3);
        assertThat(new FramePool(memory, 1).framesOf(SMALL)).isZero();
        assertThat(new FramePool(memory, Long.MAX_VALUE).framesOf(SMALL))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(
                        new FramePool(memory, 256L * 1024 * 1024)
                                .framesOf(FrameFormat.packed(3840, 2160)))
                .isEqualTo(8);
    }

    @Test
    void nothingIsAllocatedBeforeItIsNeeded() {
        FramePool pool = new FramePool(memory, 100 * SMALL.sizeBytes());

        assertThat(memory.made()).isZero();
        give(pool, pool.tryAcquire(SMALL));
        give(pool, pool.tryAcquire(SMALL));

        assertThat(memory.made()).isEqualTo(1);
    }

    @Test
    void memoryIsProvidedForTheSlotsThatAreFree() {
        FramePool pool = new FramePool(memory, 3 * SMALL.sizeBytes());
        FramePool.Slot kept = pool.tryAcquire(SMALL);
        FramePool.Slot second = pool.tryAcquire(SMALL);
        give(pool, pool.tryAcquire(SMALL));
        give(pool, second);

        pool.provideFree();

        assertThat(memory.provided()).isEqualTo(2);
        give(pool, kept);
        pool.close();
        pool.provideFree();
        assertThat(memory.provided()).isEqualTo(2);
    }

    @Test
    void aReaderProvidesAWholePicturesMemoryOnceAndNoMemoryOfAPart() {
        FramePool pool = new FramePool(memory, 2 * SMALL.sizeBytes());
        FramePool.Slot first = pool.tryAcquire(SMALL);
        FramePool.Slot second = pool.tryAcquire(SMALL);
        List<Rect> left = List.of(new Rect(0, 0, 2, SMALL.height()));
        Frame part = first.publish(SMALL, 0, 0, left, Frame.Purpose.CHANGE);
        Frame whole = publish(second);

        part.provide();
        assertThat(memory.provided()).isZero();
        whole.provide();
        whole.provide();
        assertThat(memory.provided()).isEqualTo(1);

        whole.release();
        Frame again = publish(pool.tryAcquire(SMALL));
        again.provide();
        assertThat(memory.provided()).isEqualTo(1);
        again.release();
        part.release();
        pool.close();
    }

    @Test
    void theSlotReturnedLastIsHandedOutFirst() {
        FramePool pool = new FramePool(memory, 3 * SMALL.sizeBytes());
        FramePool.Slot first = pool.tryAcquire(SMALL);
        FramePool.Slot second = pool.tryAcquire(SMALL);
        FramePool.Slot third = pool.tryAcquire(SMALL);

        give(pool, second);
        give(pool, third);
        give(pool, first);

        assertThat(pool.tryAcquire(SMALL)).isSameAs(first);
        assertThat(pool.tryAcquire(SMALL)).isSameAs(third);
        assertThat(pool.tryAcquire(SMALL)).isSameAs(second);
    }

    @Test
    void whatWasNeededOnceIsFreedStepByStepButForAReserve() {
        FramePool pool = new FramePool(memory, 8 * SMALL.sizeBytes());
        acquire(pool, SMALL, 8).forEach(FramePool.Slot::giveBack);
        List<Integer> open = new ArrayList<>();

        for (int i = 0; i < 10; i++) {
            // a still screen has few frames
            for (long now = 0; now < FramePool.IDLE_NANOS; now += FramePool.IDLE_NANOS / 10) {
                long at = i * FramePool.IDLE_NANOS + now + 1;
                // one is written to while another one is read
                FramePool.Slot read = pool.tryAcquire(SMALL, at);
                FramePool.Slot written = pool.tryAcquire(SMALL, at);
                give(pool, read);
                give(pool, written);
            }
            open.add(memory.open());
        }

        assertThat(open)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .startsWith(8, 7)
                .endsWith(3);
        assertThat(pool.allocatedBytes()).isEqualTo(3 * SMALL.sizeBytes());
        assertThat(acquire(pool, SMALL, 8)).doesNotContainNull();
    }

    @Test
    void whatIsNeededNowAndThenStays() {
        FramePool pool = new FramePool(memory, 8 * SMALL.sizeBytes());

        for (int i = 0; i < 10; i++) {
            long now = 1 + i * (FramePool.IDLE_NANOS - 1);
            List<FramePool.Slot> burst = acquire(pool, SMALL, 4);
            burst.add(pool.tryAcquire(SMALL, now));
            burst.forEach(FramePool.Slot::giveBack);
            give(pool, pool.tryAcquire(SMALL, now + 1));
        }

        assertThat(memory.made()).isEqualTo(5);
        assertThat(memory.open()).isEqualTo(5);
    }

    @Test
    void aChangeOfSizeFreesTheSlotsThatWereIdle() {
        FramePool pool = new FramePool(memory, 2 * LARGE.sizeBytes());
        List<FramePool.Slot> old = acquire(pool, SMALL, 4);
        old.forEach(FramePool.Slot::giveBack);

        acquire(pool, LARGE, 2);

        assertThat(memory.open()).isEqualTo(2);
        assertThat(pool.allocatedBytes()).isEqualTo(2 * LARGE.sizeBytes());
    }

    @Test
    void aSlotOfTheOldSizeThatComesBackLaterMakesRoomForTheNewOne() {
        FramePool pool = new FramePool(memory, LARGE.sizeBytes());
        FramePool.Slot old = pool.tryAcquire(SMALL);
        assertThat(pool.tryAcquire(LARGE)).as("while the old one is out").isNull();

        give(pool, old);

        FramePool.Slot fresh = pool.tryAcquire(LARGE);
        assertThat(fresh).isNotNull().isNotSameAs(old);
        assertThat(fresh.memory().byteSize()).isEqualTo(LARGE.sizeBytes());
        assertThat(memory.open()).isEqualTo(1);
    }

    @Test
    void memoryIsFreedByTheCaptureThreadAloneNotByWhoeverReleasesLast() throws Exception {
        FramePool pool = new FramePool(memory, 2 * LARGE.sizeBytes());
        FramePool.Slot old = pool.tryAcquire(SMALL);
        pool.tryAcquire(LARGE);

        Thread encoder = Thread.ofPlatform().start(() -> give(pool, old));
        encoder.join();

        assertThat(memory.open()).isEqualTo(2);
        pool.tryAcquire(LARGE);
        assertThat(memory.open()).isEqualTo(2);
        assertThat(memory.closers()).containsOnly(Thread.currentThread());
    }

    @Test
    void afterCloseNothingIsHandedOut() {
        FramePool pool = new FramePool(memory, 10 * SMALL.sizeBytes());

        pool.close();

        assertThat(pool.tryAcquire(SMALL)).isNull();
        assertThat(memory.made()).isZero();
    }

    @Test
    void closeFreesWhatIsIdleAndLeavesWhatIsRead() {
        FramePool pool = new FramePool(memory, 10 * SMALL.sizeBytes());
        List<FramePool.Slot> slots = acquire(pool, SMALL, 3);
        Frame read = publish(slots.get(0));
        give(pool, slots.get(1));
        give(pool, slots.get(2));

        pool.close();

        assertThat(memory.open()).isEqualTo(1);
        assertThat(pool.closeReturned()).isFalse();
        assertThat(read.pixels().byteSize()).isEqualTo(SMALL.sizeBytes());
    }

    @Test
    void aFrameReleasedAfterCloseIsFreedByTheNextLook() {
        FramePool pool = new FramePool(memory, 10 * SMALL.sizeBytes());
        Frame read = publish(pool.tryAcquire(SMALL));
        pool.close();

        read.release();

        assertThat(pool.closeReturned()).isTrue();
        assertThat(memory.open()).isZero();
        assertThat(pool.allocatedBytes()).isZero();
    }

    @Test
    void closingTwiceFreesEachBlockOnce() {
        FramePool pool = new FramePool(memory, 10 * SMALL.sizeBytes());
        acquire(pool, SMALL, 2).forEach(FramePool.Slot::giveBack);

        pool.close();
        pool.close();

        assertThat(pool.closeReturned()).isTrue();
        assertThat(memory.open()).isZero();
    }

    @Test
    void memoryThatTheSystemRefusesIsNotCountedAsAllocated() {
        FramePool pool =
                new FramePool(
                        bytes -> {
                            throw new OutOfMemoryError("none left");
                        },
                        10 * SMALL.sizeBytes());

        assertThatThrownBy(() -> pool.tryAcquire(SMALL)).isInstanceOf(OutOfMemoryError.class);

        assertThat(pool.allocatedBytes()).isZero();
    }

    @Test
    void offHeapMemoryIsReadableByOtherThreadsAndGoneAfterClose() throws Exception {
        PixelMemory block = FrameMemory.offHeap().allocate(128);
        List<Long> seen = new ArrayList<>();

        Thread other = Thread.ofPlatform().start(() -> seen.add(block.segment().byteSize()));
        other.join();
        block.close();

        assertThat(seen).containsExactly(128L);
        assertThat(block.segment().scope().isAlive()).isFalse();
    }

    private static List<FramePool.Slot> acquire(FramePool pool, FrameFormat format, int count) {
        List<FramePool.Slot> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FramePool.Slot slot = pool.tryAcquire(format);
            assertThat(slot).isNotNull();
            slots.add(slot);
        }
        return slots;
    }

    private static void give(FramePool pool, FramePool.Slot slot) {
        assertThat(slot).as("a slot of %s", pool).isNotNull();
        slot.giveBack();
    }

    private static Frame publish(FramePool.Slot slot) {
        return slot.publish(SMALL, 0, 0, List.of(SMALL.whole()), Frame.Purpose.CHANGE);
    }

    /** Counts the blocks that are open, and refuses to close one twice. */
    private static final class CountingMemory implements FrameMemory {

        private final List<Thread> closers = new ArrayList<>();
        private int made;
        private int provided;

        int provided() {
            return provided;
        }

        int made() {
            return made;
        }

        int open() {
            return made - closers.size();
        }

        List<Thread> closers() {
            return closers;
        }

        @Override
        public PixelMemory allocate(long bytes) {
            made++;
            MemorySegment segment = MemorySegment.ofArray(new byte[(int) bytes]);
            return new PixelMemory() {
                private boolean closed;

                @Override
                public MemorySegment segment() {
                    return segment;
                }

                @Override
                public void provide() {
                    provided++;
                }

                @Override
                public void close() {
                    assertThat(closed).as("closed twice").isFalse();
                    closed = true;
                    closers.add(Thread.currentThread());
                }
            };
        }
    }
}
