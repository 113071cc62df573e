package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.Frame.Purpose;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a picture is taken although nothing changed, and for what. */
final class CheckingTest {

    private static final Duration TICK = Duration.ofMillis(100);

    private final FakeClock clock = new FakeClock();
    private final SyntheticGrabber screen = noticing(clock);
    private final FramePool pool = new FramePool(screen.memory(), 16 << 20);
    private final Ledger ledger = new Ledger();
    private final FrameQueue queue = new FrameQueue(100, ledger);
    private final CaptureStage stage =
            new CaptureStage(
                    screen,
                    pool,
                    queue,
                    ledger,
                    new Misses(10, (from, until, reason, count) -> {}),
                    new Timeline(clock, (nanos, length) -> {}),
                    clock,
                    new Faultless());
    private final List<Purpose> taken = new ArrayList<>();
    private final List<Boolean> whole = new ArrayList<>();
    private long lastMicros;

    @BeforeEach
    void begin() throws InterruptedException {
        ledger.countInFlightBy(queue::inFlight);
        screen.numbers();
        screen.changes(false);
        tick();
        assertThat(taken).as("the first picture").containsExactly(Purpose.CHANGE);
        taken.clear();
        whole.clear();
    }

    @AfterEach
    void allMemoryComesBack() {
        stage.close();
        assertThat(screen.isClosed()).isTrue();
    }

    @Test
    void whereNothingChangesAPictureIsComparedEachSecondAndAHalf() throws InterruptedException {
        ticks(40);

        assertThat(taken).containsExactly(Purpose.VERIFY, Purpose.VERIFY);
    }

    /**
     * Where something blinks all the time, what is drawn unannounced beside it is found out too.
     */
    @Test
    void whereSomethingSmallChangesAllTheTimeAPictureIsComparedEachFiveSeconds()
            throws InterruptedException {
        for (int second = 0; second < 12; second++) {
            screen.paint(second);
            ticks(10);
        }

        assertThat(taken).containsOnly(Purpose.CHANGE, Purpose.VERIFY);
        assertThat(taken).filteredOn(Purpose.VERIFY::equals).hasSize(2);
        assertThat(taken.indexOf(Purpose.VERIFY)).as("in the sixth second").isEqualTo(5);
        assertThat(whole.get(5)).isTrue();
        assertThat(whole).filteredOn(Boolean::booleanValue).hasSize(2);
        assertThat(ledger.snapshot().balances()).isTrue();
        assertThat(screen.looks()).as("else it was not the pacer that saw").isLessThan(60);
    }

    /** A window as large as the screen, with a clock in it. */
    @Test
    void wholePicturesThatWereAnnouncedAreNoCheck() throws InterruptedException {
        screen.noNumbers();
        for (int second = 0; second < 7; second++) {
            screen.paint(second);
            ticks(10);
        }

        assertThat(whole)
                .as("and not because they are compared")
                .hasSizeGreaterThan(7)
                .containsOnly(true);
        assertThat(taken).filteredOn(Purpose.VERIFY::equals).hasSize(1);
    }

    /** It is no reason to take whole pictures of what moves, nor to wait for it to stand. */
    @Test
    void whereEachTickFindsSomethingNewNothingIsCompared() throws InterruptedException {
        screen.changes(true);
        ticks(120);

        assertThat(taken).hasSize(120).containsOnly(Purpose.CHANGE);
        assertThat(whole).containsOnly(false);
    }

    @Test
    void afterALargeChangeThePictureIsShownSharpOnce() throws InterruptedException {
        screen.paint(1);
        tick();
        stage.largeChange(lastMicros);
        ticks(10);

        assertThat(taken).containsExactly(Purpose.CHANGE, Purpose.REFINE);
    }

    @Test
    void afterASmallChangeItIsNot() throws InterruptedException {
        screen.paint(1);
        tick();
        ticks(10);

        assertThat(taken).containsExactly(Purpose.CHANGE);
    }

    /** The encoder may say it when the picture has been shown again already. */
    @Test
    void whatIsToldLateIsSharpAlready() throws InterruptedException {
        screen.paint(1);
        tick();
        long first = lastMicros;
        screen.paint(2);
        tick();
        stage.largeChange(lastMicros);
        ticks(5);
        stage.largeChange(first);
        ticks(5);

        assertThat(taken).containsExactly(Purpose.CHANGE, Purpose.CHANGE, Purpose.REFINE);
    }

    /** A page that scrolls with pauses shorter than it takes to be called still. */
    @Test
    void aCheckInMotionIsNoKeyFrame() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            screen.paint(i);
            ticks(2);
            stage.largeChange(lastMicros);
        }
        assertThat(taken).containsOnly(Purpose.CHANGE, Purpose.VERIFY);
        assertThat(taken).filteredOn(Purpose.VERIFY::equals).hasSize(1);

        ticks(5);

        assertThat(taken).as("and it is sharp in the end").endsWith(Purpose.REFINE);
    }

    /** The pacer sees for itself whether anything changed. */
    private static SyntheticGrabber noticing(FakeClock clock) {
        SyntheticGrabber screen = new SyntheticGrabber(clock, 640, 360);
        screen.notices(true);
        return screen;
    }

    private void ticks(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            tick();
        }
    }

    private void tick() throws InterruptedException {
        clock.advance(TICK);
        if (!stage.still()) {
            stage.tick(() -> {});
        }
        while (queue.inFlight() > 0) {
            Frame frame = Objects.requireNonNull(queue.take());
            taken.add(frame.purpose());
            whole.add(frame.whole());
            lastMicros = frame.ptsMicros();
            queue.settle(FrameQueue.Settlement.ENCODED);
        }
    }

    private static final class Faultless implements CaptureStage.Problems {

        @Override
        public void captureFailed(long tMicros, String why) {
            throw new AssertionError(why);
        }

        @Override
        public void broken(Throwable fatal) {
            throw new AssertionError(fatal);
        }

        @Override
        public void screenGone(String why) {
            throw new AssertionError(why);
        }

        @Override
        public void screenBack() {
            throw new AssertionError("back");
        }

        @Override
        public void screenLost(String why) {
            throw new AssertionError(why);
        }

        @Override
        public void seen(Sight sight) {
            assertThat(sight).isEqualTo(Sight.SHOWN);
        }
    }
}
