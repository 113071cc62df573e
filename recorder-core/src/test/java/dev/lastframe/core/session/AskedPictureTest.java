package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A picture that comes some time after the tick that asked for it. */
final class AskedPictureTest {

    private static final Duration TICK = Duration.ofMillis(100);

    private final StageUnderTest all =
            new StageUnderTest(screen -> {
                screen.numbers();
                screen.asks(true);
            });
    private final FakeClock clock = all.clock;
    private final SyntheticGrabber screen = all.screen;
    private final Ledger ledger = all.ledger;
    private final FrameQueue queue = all.queue;
    private final List<String> told = all.told;
    private final CaptureStage stage = all.stage();
    private int served;

    /** One that is in the queue when all is closed. */
    private boolean frameOutlivesIt;

    @AfterEach
    void allMemoryComesBack() throws InterruptedException {
        frames();
        stage.close();
        assertThat(screen.isClosed() || frameOutlivesIt).isTrue();
    }

    @Test
    void itsTickIsServedWhenItIsThere() {
        tick();

        assertThat(screen.isAsked()).isTrue();
        assertThat(served).isZero();
        assertThat(ledger.snapshot().ticks()).isZero();

        screen.answer();

        assertThat(served).isOne();
        assertThat(ledger.snapshot().captured()).isOne();
        assertThat(ledger.snapshot().balances()).isTrue();
    }

    @Test
    void itIsInTheFileBeforeTheLastOne() throws InterruptedException {
        tick();
        clock.advance(TICK);

        stage.lastTick();

        assertThat(served).isOne();
        assertThat(screen.isAsked()).as("the last one is waited for").isFalse();
        assertThat(ledger.snapshot().captured()).isEqualTo(2);
        assertThat(frames()).hasSize(2);
    }

    @Test
    void aTickThatFindsItOnItsWayTakesItFirst() {
        tick();
        clock.advance(TICK);

        tick();

        assertThat(served).isOne();
        assertThat(screen.isAsked()).isTrue();
        assertThat(ledger.snapshot().captured()).isOne();
        screen.answer();
        assertThat(ledger.snapshot().captured()).isEqualTo(2);
    }

    /** What it held is in no frame, and has to be fetched again. */
    @Test
    void whatComesAfterAPauseBeganIsNone() throws InterruptedException {
        tick();
        screen.answer();
        clock.advance(TICK);
        tick();
        stage.suspend();
        screen.answer();

        assertThat(served).isEqualTo(2);
        assertThat(ledger.snapshot().ticks()).isOne();

        stage.proceed();
        clock.advance(TICK);
        tick();
        screen.answer();

        assertThat(frames()).extracting(Frame::whole).containsExactly(true, true);
    }

    @Test
    void whoWantsTheNextOneWholeDoesNotMeanIt() throws InterruptedException {
        tick();
        screen.answer();
        clock.advance(TICK);
        tick();

        stage.wholeNext();
        clock.advance(TICK);
        tick();
        screen.answer();

        assertThat(frames()).extracting(Frame::whole).containsExactly(true, false, true);
    }

    @Test
    void whoIsDistrustedMeanwhileIsAskedForTheWholeNext() throws InterruptedException {
        tick();
        screen.answer();
        clock.advance(TICK);
        tick();

        stage.distrustAnnouncements();
        clock.advance(TICK);
        tick();
        screen.answer();

        assertThat(frames()).extracting(Frame::whole).containsExactly(true, false, true);
        assertThat(screen.isTrusted()).isFalse();
    }

    @Test
    void oneThatIsLostIsAFailureOfItsTick() {
        tick();
        screen.fails(true);

        screen.answer();

        assertThat(served).isOne();
        assertThat(told).containsExactly("failed");
        assertThat(ledger.snapshot().captureFailed()).isOne();
        assertThat(ledger.snapshot().ticks()).isOne();
    }

    @Test
    void oneThatCannotBeAskedForIsAFailureOfItsTick() {
        screen.fails(true);

        tick();

        assertThat(served).isOne();
        assertThat(screen.isAsked()).isFalse();
        assertThat(told).containsExactly("failed");
        assertThat(ledger.snapshot().captureFailed()).isOne();
    }

    @Test
    void oneThatIsLostAfterAPauseBeganIsNoTick() {
        tick();
        stage.suspend();
        screen.fails(true);

        screen.answer();

        assertThat(served).isOne();
        assertThat(told).isEmpty();
        assertThat(ledger.snapshot().ticks()).isZero();
    }

    /** Who tells of it breaks; what took the picture first goes on all the same. */
    @Test
    void whoProceedsDoesSoWhateverBecameOfIt() {
        tick();
        stage.suspend();
        screen.runsOutOfMemory();
        all.breaksWhenTold();

        stage.proceed();
        clock.advance(TICK);
        tick();
        screen.answer();

        assertThat(told).containsExactly("broken", "broken");
        assertThat(ledger.snapshot().captured()).isOne();
    }

    @Test
    void oneThatFindsTheQueueFullIsRefusedAndTheNextIsWhole() throws InterruptedException {
        tick();
        screen.answer();
        clock.advance(TICK);
        tick();
        queue.limit(1);
        screen.answer();

        assertThat(ledger.snapshot().droppedQueueFull()).isOne();
        assertThat(served).isEqualTo(2);

        queue.limit(100);
        clock.advance(TICK);
        tick();
        screen.answer();
        assertThat(frames()).extracting(Frame::whole).containsExactly(true, true);
    }

    @Test
    void anErrorInItEndsTheRecordingAndNotTheThread() {
        tick();
        screen.runsOutOfMemory();

        screen.answer();

        assertThat(served).isOne();
        assertThat(told).containsExactly("broken");
        assertThat(ledger.snapshot().captureFailed()).isOne();
    }

    @Test
    void whoClosesTakesItFirst() {
        tick();

        frameOutlivesIt = true;
        stage.close();

        assertThat(screen.isAsked()).isFalse();
        assertThat(served).isOne();
    }

    /** A tick costs the thread what it does there, and not the time until the picture comes. */
    @Test
    void theWaitIsNoWorkOfTheThread() {
        tick();
        clock.advance(Duration.ofMillis(50));
        screen.answer();

        assertThat(stage.ticks().millisMax()).isZero();
    }

    private void tick() {
        stage.tick(() -> served++);
    }

    /** Those that wait, each given back. */
    private List<Frame> frames() throws InterruptedException {
        queue.close();
        List<Frame> frames = new ArrayList<>();
        all.drain(frames::add);
        return frames;
    }
}
