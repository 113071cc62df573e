package dev.lastframe.core.frame;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameTest {

    private static final FrameFormat FORMAT = new FrameFormat(4, 2, 20);

    private final FramePool pool = new FramePool(FrameMemory.offHeap(), 10 * FORMAT.sizeBytes());

    @Test
    void whatWasWrittenIntoTheSlotIsReadFromTheFrame() {
        FramePool.Slot slot = acquire();
        slot.memory().set(JAVA_INT, 20, 0x123456);

        Frame frame = slot.publish(FORMAT, 5, 7, List.of(FORMAT.whole()), Frame.Purpose.CHANGE);

        assertThat(frame.pixels().get(JAVA_INT, 20)).isEqualTo(0x123456);
        assertThat(frame.capturedNanos()).isEqualTo(5);
        assertThat(frame.ptsMicros()).isEqualTo(7);
        assertThat(frame.format()).isEqualTo(FORMAT);
        assertThat(frame.purpose()).isEqualTo(Frame.Purpose.CHANGE);
    }

    @Test
    void thePixelsAreExactlyOnePictureAndCannotBeWritten() {
        Frame frame = frame();

        assertThat(frame.pixels().byteSize()).isEqualTo(40);
        assertThat(frame.pixels().isReadOnly()).isTrue();
        assertThatThrownBy(() -> frame.pixels().set(JAVA_BYTE, 0, (byte) 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyOneRectangleOverEverythingIsAWholeFrame() {
        assertThat(published(FORMAT.whole()).whole()).isTrue();
        assertThat(published(new Rect(0, 0, 4, 1)).whole()).isFalse();
        assertThat(published(new Rect(0, 0, 4, 1), new Rect(0, 1, 4, 1)).whole()).isFalse();
    }

    @Test
    void theValidRectanglesDoNotChangeAfterwards() {
        List<Rect> given = new ArrayList<>(List.of(FORMAT.whole()));
        Frame frame = acquire().publish(FORMAT, 0, 0, given, Frame.Purpose.VERIFY);

        given.clear();

        assertThat(frame.valid()).containsExactly(FORMAT.whole());
        assertThat(frame.purpose()).isEqualTo(Frame.Purpose.VERIFY);
    }

    @Test
    void aFrameWithoutAValidPixelIsRefused() {
        FramePool.Slot slot = acquire();

        assertThatThrownBy(() -> slot.publish(FORMAT, 0, 0, List.of(), Frame.Purpose.CHANGE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFrameStaysReadableUntilItsLastReferenceIsReleased() {
        Frame frame = frame();
        Frame second = frame.retain();

        frame.release();

        assertThat(second.pixels().byteSize()).isEqualTo(40);
        second.release();
        assertThatThrownBy(frame::pixels).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void releasingOnceTooOftenIsRefused() {
        Frame frame = frame();
        frame.release();

        assertThatThrownBy(frame::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void aReleasedFrameCannotBeRetained() {
        Frame frame = frame();
        frame.release();

        assertThatThrownBy(frame::retain).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(frame::pixels).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyThreadsGiveTheMemoryBackExactlyOnce() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            FramePool small = new FramePool(FrameMemory.offHeap(), 2 * FORMAT.sizeBytes());
            FramePool.Slot slot = small.tryAcquire(FORMAT);
            assertThat(slot).isNotNull();
            Frame frame = slot.publish(FORMAT, 0, 0, List.of(FORMAT.whole()), Frame.Purpose.CHANGE);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                frame.retain();
                threads.add(Thread.ofVirtual().start(frame::release));
            }
            frame.release();
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(small.tryAcquire(FORMAT)).isSameAs(slot);
            assertThat(small.tryAcquire(FORMAT)).isNotNull().isNotSameAs(slot);
            assertThat(small.tryAcquire(FORMAT)).isNull();
        }
    }

    private Frame frame() {
        return published(FORMAT.whole());
    }

    private Frame published(Rect... valid) {
        return acquire().publish(FORMAT, 0, 0, List.of(valid), Frame.Purpose.CHANGE);
    }

    private FramePool.Slot acquire() {
        FramePool.Slot slot = pool.tryAcquire(FORMAT);
        assertThat(slot).isNotNull();
        return slot;
    }
}
