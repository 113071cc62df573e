package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

    /** As when a stream ends between its dialog and the first tick. */
    @Test
    void oneThatIsGoneBeforeTheFirstPictureIsOneSentenceAndLeavesNothing(@TempDir Path home)
            throws IOException {
        try (Studio studio = new Studio(home)) {
            studio.screen().gone(true);
            Outcome outcome = studio.awaitEnd(studio.records());

            assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
            assertThat(outcome.reason()).contains(Outcome.Reason.SCREEN_GONE);
            assertThat(outcome.sentence()).startsWith("The screen went away before anything was");
            assertThat(outcome.files()).isEmpty();
            LedgerSnapshot all = outcome.status().ledger();
            assertThat(all.balances()).isTrue();
            assertThat(all.captureFailed()).isPositive().isEqualTo(all.ticks() - all.late());
            studio.awaitNoSession();
            assertThat(studio.names("chosen")).isEmpty();
            assertThat(studio.activeNotes()).isZero();
        }
    }

    /** One that is pushed to may learn too late what was to be seen. */
    @Test
    void whatCameTooLateToBeTakenWasMissedByTheTicksThatFoundNothing() {
        monitor.changes(false);
        ticks(5);
        assertThat(ledger.snapshot().unchanged()).isEqualTo(4);

        monitor.missed(3);
        ticks(1);

        LedgerSnapshot all = ledger.snapshot();
        assertThat(all.captureFailed()).isEqualTo(3);
        assertThat(all.unchanged()).isEqualTo(2);
        assertThat(all.ticks()).isEqualTo(6);
        assertThat(all.missed()).isEqualTo(3);
        assertThat(told).containsExactly("failed");

        monitor.missed(100);
        ticks(1);
        assertThat(ledger.snapshot().captureFailed()).as("no more than there were").isEqualTo(5);
        assertThat(ledger.snapshot().ticks()).isEqualTo(7);
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            stage.tick(() -> {});
            clock.advance(TICK);
        }
    }

    private final class Told implements CaptureStage.Problems {

        @Override
        public void captureFailed(long tMicros, String why) {
            told.add("failed");
        }

        @Override
        public void broken(Throwable fatal) {
            throw new AssertionError(fatal);
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
        public void screenLost(String why) {
            told.add("lost");
        }
    }
}
