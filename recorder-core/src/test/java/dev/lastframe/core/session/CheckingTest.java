package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Frame.Purpose;
import dev.lastframe.core.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a picture is taken although nothing changed, and for what. */
final class CheckingTest {

    private static final Duration TICK = Duration.ofMillis(100);

    /** The pacer sees for itself whether anything changed. */
    private final StageUnderTest all = new StageUnderTest(screen -> screen.notices(true));

    private final FakeClock clock = all.clock;
    private final SyntheticGrabber screen = all.screen;
    private final Ledger ledger = all.ledger;
    private final CaptureStage stage = all.stage();
    private final List<Purpose> taken = new ArrayList<>();
    private final List<Boolean> whole = new ArrayList<>();
    private long lastMicros;

    @BeforeEach
    void begin() throws InterruptedException {
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
        assertThat(all.told).as("problems").isEmpty();
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

    /** The capture thread is not woken only to find that nothing more came. */
    @Test
    void afterAPictureThePacerSeesForItselfThatNothingMoreChanged() throws InterruptedException {
        screen.paint(1);
        tick();

        clock.advance(TICK);
        assertThat(stage.still()).isTrue();

        screen.paint(2);
        clock.advance(TICK);
        assertThat(stage.still()).as("and what did").isFalse();
        assertThat(taken).containsExactly(Purpose.CHANGE);
    }

    @Test
    void thePacerMayRestUntilAPictureIsDueAnyway() throws InterruptedException {
        long taken = clock.nanoTime();
        tick();

        assertThat(stage.quietUntil(false)).isEqualTo(taken + 1_500_000_000L);

        clock.advance(Duration.ofMillis(1400));
        tick();
        screen.paint(1);
        tick();
        stage.largeChange(lastMicros);
        assertThat(stage.quietUntil(false)).isEqualTo(clock.nanoTime() + 300_000_000L);
    }

    @Test
    void thePacerDoesNotRestWhereSomethingIsLeftToDo() {
        assertThat(stage.quietUntil(false)).isGreaterThan(clock.nanoTime());

        stage.wholeNext();
        assertThat(stage.quietUntil(false)).isEqualTo(Long.MIN_VALUE);
        assertThat(stage.quietUntil(true))
                .as("a tick that is under way wakes it")
                .isGreaterThan(clock.nanoTime());

        stage.suspend();
        assertThat(stage.quietUntil(true)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void whoeverHasSomethingToDoWakesThePacer() throws InterruptedException {
        List<Runnable> all =
                List.of(
                        stage::wholeNext,
                        stage::proceed,
                        stage::suspend,
                        stage::proceed,
                        stage::distrustAnnouncements,
                        () -> stage.largeChange(lastMicros));
        for (int i = 0; i < all.size(); i++) {
            int before = screen.wakes();
            all.get(i).run();
            assertThat(screen.wakes()).as("number %d", i).isEqualTo(before + 1);
        }

        screen.paint(1);
        int before = screen.wakes();
        stage.tick(
                () -> assertThat(screen.wakes()).as("not before it is served").isEqualTo(before));
        assertThat(screen.wakes()).as("a tick in distrust").isEqualTo(before + 1);
        drain();
    }

    @Test
    void aTickThatLeavesNothingToDoWakesNobody() throws InterruptedException {
        int before = screen.wakes();
        screen.paint(1);
        tick();

        assertThat(taken).containsExactly(Purpose.CHANGE);
        assertThat(screen.wakes()).isEqualTo(before);
    }

    @Test
    void whatCannotBeWaitedForIsAskedForAtEachTick() throws InterruptedException {
        screen.noticeFails();

        assertThat(stage.rest(clock.nanoTime() + 1)).isEqualTo(Long.MIN_VALUE);
        assertThat(stage.quietUntil(false)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void whereAnnouncementsAreNotBelievedEachTickLooks() throws InterruptedException {
        stage.distrustAnnouncements();
        tick();

        clock.advance(TICK);
        assertThat(stage.still()).isFalse();
    }

    /** Whether what the encoder has not seen yet is a large change nobody knows. */
    @Test
    void theLastPictureIsSharpWhateverIsStillInFlight() throws InterruptedException {
        screen.paint(1);
        clock.advance(TICK);
        stage.tick(() -> {});
        clock.advance(TICK);
        stage.lastTick();
        drain();

        assertThat(taken).containsExactly(Purpose.CHANGE, Purpose.REFINE);
    }

    @Test
    void theLastPictureIsNoKeyFrameWhereAllIsKnown() throws InterruptedException {
        screen.paint(1);
        tick();
        clock.advance(TICK);
        stage.lastTick();
        drain();

        assertThat(taken).containsExactly(Purpose.CHANGE, Purpose.VERIFY);
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
        drain();
    }

    private void drain() throws InterruptedException {
        all.drain(frame -> {
            taken.add(frame.purpose());
            whole.add(frame.whole());
            lastMicros = frame.ptsMicros();
        });
    }
}
