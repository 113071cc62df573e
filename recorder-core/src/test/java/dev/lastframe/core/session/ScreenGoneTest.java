package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recorded monitor is unplugged, and perhaps plugged in again. */
@Timeout(300)
final class ScreenGoneTest {

    private static final Duration TICK = Duration.ofMillis(100);

    private final FakeClock clock = new FakeClock();
    private final SyntheticGrabber monitor = new SyntheticGrabber(clock, 64, 48);
    private final FramePool pool = new FramePool(monitor.memory(), 1 << 20);
    private final Ledger ledger = new Ledger();
    private final FrameQueue queue = new FrameQueue(100, ledger);
    private final List<String> told = new ArrayList<>();
    private final Timeline timeline = new Timeline(clock, (nanos, length) -> {});
    private final CaptureStage stage =
            new CaptureStage(
                    monitor,
                    pool,
                    queue,
                    ledger,
                    new Misses(10, (from, until, reason, count) -> {}),
                    timeline,
                    clock,
                    new Told());

    @AfterEach
    void giveTheFramesBack() throws InterruptedException {
        queue.close();
        for (Frame frame = queue.take(); frame != null; frame = queue.take()) {
            queue.settle(FrameQueue.Settlement.ENCODED);
        }
        stage.close();
    }

    @Test
    void aMonitorThatStaysAwayForFiveSecondsEndsTheRecordingOnce() {
        ticks(3);
        monitor.gone(true);

        ticks(50);
        assertThat(told).containsExactly("gone");
        ticks(1);
        assertThat(told).containsExactly("gone", "lost");
        ticks(10);

        assertThat(told).containsExactly("gone", "lost");
        assertThat(ledger.snapshot().captured()).isEqualTo(3);
        assertThat(ledger.snapshot().captureFailed()).isEqualTo(61);
    }

    @Test
    void aMonitorThatReturnsEarlierGoesOnAndItsMissesAreCounted() {
        ticks(3);
        monitor.gone(true);
        ticks(49);

        monitor.gone(false);
        ticks(2);

        assertThat(told).containsExactly("gone", "back");
        assertThat(ledger.snapshot().captured()).isEqualTo(5);
        assertThat(ledger.snapshot().captureFailed()).isEqualTo(49);
    }

    @Test
    void eachAbsenceHasFiveSecondsOfItsOwn() {
        for (int i = 0; i < 3; i++) {
            monitor.gone(true);
            ticks(40);
            monitor.gone(false);
            ticks(1);
        }

        assertThat(told).containsExactly("gone", "back", "gone", "back", "gone", "back");
    }

    @Test
    void anOrdinaryFailureIsNoAbsence() {
        monitor.fails(true);

        ticks(100);

        assertThat(told).containsOnly("failed").hasSize(100);
    }

    /** One that is pushed may have waited since long before the pictures are wanted again. */
    @Test
    void aPictureThatWasMadeInAPauseIsShownFromItsEnd() throws InterruptedException {
        ticks(2);
        stage.suspend();
        timeline.stop(clock.nanoTime());
        clock.advance(Duration.ofSeconds(60));
        timeline.resume(clock.nanoTime());
        stage.proceed();
        long resumed = timeline.micros(clock.nanoTime());
        monitor.age(Duration.ofSeconds(50));
        ticks(1);

        queue.take();
        queue.settle(FrameQueue.Settlement.ENCODED);
        queue.take();
        queue.settle(FrameQueue.Settlement.ENCODED);
        Frame late = Objects.requireNonNull(queue.take());
        assertThat(late.ptsMicros()).isEqualTo(resumed);
        queue.settle(FrameQueue.Settlement.ENCODED);
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            stage.tick(false);
            clock.advance(TICK);
        }
    }

    private final class Told implements CaptureStage.Problems {

        @Override
        public void captureFailed(long tMicros, String why) {
            told.add("failed");
        }

        @Override
        public void broken(Error fatal) {
            throw fatal;
        }

        @Override
        public void screenGone(String why) {
            told.add("gone");
        }

        @Override
        public void screenBack() {
            told.add("back");
        }

        @Override
        public void seen(Sight sight) {
            told.add(sight.name());
        }

        @Override
        public void screenLost() {
            told.add("lost");
        }
    }
}
