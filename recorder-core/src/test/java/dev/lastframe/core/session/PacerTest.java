package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.FakeClock;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
final class PacerTest {

    private static final long SECOND = 1_000_000_000L;

    private final FakeClock clock = new FakeClock();
    private final long start = clock.nanoTime();
    private final HandDriven captureThread = new HandDriven();
    private final Told told = new Told();
    private int rate;
    private Pacer pacer = pacer(10);

    @AfterEach
    void stopThePacer() throws InterruptedException {
        pacer.stop();
    }

    @Test
    void theFirstDeadlineIsTheStart() throws InterruptedException {
        startAndServeTheFirst();

        assertThat(told.ticks).containsExactly(start);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 60, 7, 120})
    void deadlinesAreAbsoluteAndDoNotDrift(int fps) throws InterruptedException {
        pacer = pacer(fps);
        startAndServeTheFirst();
        Random random = new Random(3);
        for (long k = 1; k <= 2000; k++) {
            long deadline = clock.awaitSleeper();

            assertThat(deadline).isEqualTo(start + k * SECOND / fps);
            // The thread always wakes a little too late, by less than a period.
            clock.advanceTo(deadline + random.nextLong(SECOND / fps / 2));
            clock.awaitSleeper();
            captureThread.runNext();
        }

        assertThat(told.ticks).hasSize(2001);
        assertThat(told.lateCount()).isZero();
    }

    @Test
    void aDeadlineThatFindsTheTickBeforeStillWaitingIsLate() throws InterruptedException {
        startAndServeTheFirst();
        passDeadline(1);

        passDeadline(2);
        passDeadline(3);

        assertThat(captureThread.waiting()).isEqualTo(1);
        assertThat(told.lates).containsExactly(late(1, 2, 2), late(1, 3, 3));
        assertThat(told.dues).as("those that somebody serves").containsExactly(start, deadline(1));
        assertThat(told.nexts).containsExactly(deadline(1), deadline(2));
    }

    @Test
    void aDeadlineThatFindsTheTickBeforeStillRunningIsLate() throws InterruptedException {
        startAndServeTheFirst();
        passDeadline(1);
        told.duringNextTick = () -> passDeadline(2);

        captureThread.runNext();

        assertThat(told.lates).containsExactly(late(1, 2, 2));
        passDeadline(3);
        assertThat(captureThread.waiting()).isEqualTo(1);
    }

    @Test
    void afterALateTickThePaceGoesOnAtTheNextDeadline() throws InterruptedException {
        startAndServeTheFirst();
        passDeadline(1);
        passDeadline(2);
        captureThread.runNext();

        passDeadline(3);
        captureThread.runNext();

        assertThat(told.ticks).hasSize(3);
        assertThat(told.lateCount()).isEqualTo(1);
    }

    @Test
    void deadlinesThatThePacerItselfSleptThroughAreLate() throws InterruptedException {
        startAndServeTheFirst();
        clock.awaitSleeper();

        clock.advanceTo(deadline(5) + 1);

        assertThat(clock.awaitSleeper()).isEqualTo(deadline(6));
        assertThat(told.lates).containsExactly(late(4, 1, 4));
        captureThread.runNext();
        assertThat(told.ticks).hasSize(2);
        assertThat(told.dues).containsExactly(start, deadline(5));
    }

    @Test
    void aPacerThatBreaksSaysSoInsteadOfGoingSilent() throws InterruptedException {
        startAndServeTheFirst();
        IllegalStateException fault = new IllegalStateException("of the test");
        told.gapThrows = fault;

        clock.awaitSleeper();
        clock.advanceTo(deadline(1));

        Waits.eventually(
                Duration.ofMinutes(2), "it is told", () -> told.faults.equals(List.of(fault)));
    }

    @Test
    void aDeadlineAtWhichNothingCanHaveChangedDoesNotWakeTheCaptureThread()
            throws InterruptedException {
        startAndServeTheFirst();
        told.still = true;

        passDeadline(1);
        passDeadline(2);

        assertThat(captureThread.waiting()).isZero();
        assertThat(told.stills).containsExactly(deadline(1), deadline(2));
        assertThat(told.lates).isEmpty();
        told.still = false;
        passDeadline(3);
        assertThat(captureThread.waiting()).isEqualTo(1);
    }

    @Test
    void nobodyIsAskedWhileATickIsOnItsWay() throws InterruptedException {
        startAndServeTheFirst();
        passDeadline(1);
        told.still = true;

        passDeadline(2);

        assertThat(told.stills).isEmpty();
        assertThat(told.lates).containsExactly(late(1, 2, 2));
    }

    @Test
    void whatPassedInAGapIsNotLateAndThePaceBeginsAnew() throws InterruptedException {
        startAndServeTheFirst();
        clock.awaitSleeper();

        long woke = deadline(1) + 10 * SECOND + 7;
        told.nextIsAGap = true;
        clock.advanceTo(woke);
        long next = clock.awaitSleeper();

        assertThat(told.askedForGap).last().isEqualTo(woke);
        assertThat(told.lates).isEmpty();
        captureThread.runNext();
        assertThat(told.ticks).containsExactly(start, woke);
        assertThat(next).isEqualTo(woke + SECOND / 10);
    }

    @Test
    void theSameHoleIsAllLateWhenItIsNoGap() throws InterruptedException {
        startAndServeTheFirst();
        clock.awaitSleeper();

        clock.advanceTo(deadline(1) + 2 * SECOND);
        clock.awaitSleeper();

        assertThat(told.lates).containsExactly(late(20, 1, 20));
    }

    @Test
    void aTickThatIsStillOutAfterAGapMakesTheNextOneLate() throws InterruptedException {
        startAndServeTheFirst();
        passDeadline(1);
        told.nextIsAGap = true;
        clock.advance(Duration.ofSeconds(10));
        clock.awaitSleeper();

        assertThat(told.lateCount()).isEqualTo(1);
        assertThat(captureThread.waiting()).isEqualTo(1);
    }

    @Test
    void everyDeadlineThatIsServedAsksForAGapOnce() throws InterruptedException {
        startAndServeTheFirst();
        passDeadline(1);
        passDeadline(2);

        assertThat(told.askedForGap).containsExactly(start, deadline(1), deadline(2));
    }

    @Test
    void aTickThatThrowsIsToldAndDoesNotBlockTheNext() throws InterruptedException {
        startAndServeTheFirst();
        passDeadline(1);
        IllegalStateException fault = new IllegalStateException("a broken tick");
        told.duringNextTick =
                () -> {
                    throw fault;
                };

        captureThread.runNext();

        assertThat(told.faults).containsExactly(fault);
        passDeadline(2);
        assertThat(captureThread.waiting()).isEqualTo(1);
        assertThat(told.lates).isEmpty();
    }

    @Test
    void aTickGoesOnUntilItsPictureIsThere() throws InterruptedException {
        pacer = pacer(10);
        told.goesOn = true;
        startAndServeTheFirst();

        passDeadline(1);
        passDeadline(2);
        assertThat(captureThread.waiting()).isZero();
        told.goesOn = false;
        told.unserved.getFirst().run();
        passDeadline(3);
        captureThread.runNext();

        assertThat(told.ticks).containsExactly(start, deadline(3));
        assertThat(told.lates).containsExactly(late(1, 1, 1), late(1, 2, 2));
    }

    @Test
    void everyDeadlineThatPassedIsATickOrLate() throws InterruptedException {
        pacer = pacer(30);
        startAndServeTheFirst();
        Random random = new Random(4);
        for (int i = 0; i < 3000; i++) {
            clock.awaitSleeper();
            clock.advance(Duration.ofNanos(random.nextLong(SECOND / 10)));
            clock.awaitSleeper();
            if (random.nextInt(3) > 0) {
                captureThread.runAll();
            }
        }
        captureThread.runAll();

        long passed = (clock.nanoTime() - start) * 30 / SECOND + 1;
        assertThat(told.ticks.size() + told.lateCount()).isBetween(passed, passed + 1);
        assertThat(told.lateCount()).isPositive();
    }

    @Test
    void stopEndsTheThreadThatSleeps() throws InterruptedException {
        startAndServeTheFirst();
        clock.awaitSleeper();

        pacer.stop();

        awaitNobodySleeps();
        clock.advance(Duration.ofSeconds(1));
        assertThat(captureThread.waiting()).isZero();
    }

    @Test
    void stopMayBeCalledTwice() throws InterruptedException {
        startAndServeTheFirst();

        pacer.stop();
        pacer.stop();

        awaitNobodySleeps();
    }

    @Test
    void whereTwoDeadlinesInARowWereCalmItRestsThroughThoseThatFollow()
            throws InterruptedException {
        pacer = pacer(50);
        calm(2);

        assertThat(clock.awaitSleeper()).as("a tenth of a second").isEqualTo(deadline(8));
        clock.advanceTo(deadline(8));
        assertThat(clock.awaitSleeper()).isEqualTo(deadline(14));

        assertThat(told.unchanged).containsExactly(5L);
        assertThat(told.stills).containsExactly(deadline(1), deadline(2), deadline(8));
        assertThat(told.lates).isEmpty();
        assertThat(captureThread.waiting()).isZero();
    }

    @Test
    void itRestsNoLongerThanNothingIsDue() throws InterruptedException {
        pacer = pacer(50);
        told.quiet = deadline(4) + 1;
        calm(2);

        assertThat(clock.awaitSleeper()).isEqualTo(deadline(5));
        clock.advanceTo(deadline(5));
        assertThat(clock.awaitSleeper()).isEqualTo(deadline(6));
        assertThat(told.unchanged).containsExactly(2L);
    }

    @Test
    void whatIsAnnouncedIsServedAtTheNextDeadline() throws InterruptedException {
        pacer = pacer(50);
        told.announcedNanos = deadline(4) + 7;
        calm(2);
        told.still = false;
        clock.awaitSleeper();
        clock.advanceTo(deadline(4) + 7);

        assertThat(clock.awaitSleeper()).isEqualTo(deadline(5));
        assertThat(told.unchanged).containsExactly(2L);
        assertThat(captureThread.waiting()).isZero();
        clock.advanceTo(deadline(5));
        assertThat(clock.awaitSleeper()).isEqualTo(deadline(6));
        assertThat(captureThread.waiting()).isEqualTo(1);
        assertThat(told.lates).isEmpty();
    }

    /** It woke long after that: the deadlines in between had something to record. */
    @Test
    void deadlinesBetweenAnAnnouncementAndTheWakingAreLate() throws InterruptedException {
        pacer = pacer(50);
        told.announcedNanos = deadline(4) + 7;
        calm(2);
        told.still = false;
        clock.awaitSleeper();
        clock.advanceTo(deadline(7) + 7);
        clock.awaitSleeper();

        assertThat(told.unchanged).containsExactly(2L);
        assertThat(told.lates).containsExactly(late(2, 5, 6));
        assertThat(captureThread.waiting()).as("for the seventh").isEqualTo(1);
    }

    @Test
    void afterACalmTimeItRestsAlsoWhileATickIsUnderWay() throws InterruptedException {
        pacer = pacer(50);
        told.quiet = Long.MIN_VALUE;
        calm(2);
        told.still = false;
        told.goesOn = true;
        told.quiet = Long.MAX_VALUE;
        passDeadlineInto(3);
        assertThat(clock.awaitSleeper()).isEqualTo(deadline(9));
        captureThread.runNext();
        assertThat(told.underWay).last().isEqualTo(true);
        clock.advanceTo(deadline(5) + 1);
        told.unserved.getFirst().run();
        told.still = true;
        clock.advanceTo(deadline(9));
        clock.awaitSleeper();

        assertThat(told.lates).as("until it was served").containsExactly(late(2, 4, 5));
        assertThat(told.unchanged).containsExactly(3L);
    }

    @Test
    void deadlinesThatFindATickUnderWayAreLateAlsoAfterARest() throws InterruptedException {
        pacer = pacer(50);
        told.quiet = Long.MIN_VALUE;
        calm(2);
        told.still = false;
        told.quiet = Long.MAX_VALUE;
        passDeadlineInto(3);
        clock.awaitSleeper();
        clock.advanceTo(deadline(9));
        clock.awaitSleeper();

        assertThat(told.lates).containsExactly(late(5, 4, 8), late(1, 9, 9));
        assertThat(told.unchanged).isEmpty();
    }

    @Test
    void inMotionItDoesNotRest() throws InterruptedException {
        told.quiet = Long.MAX_VALUE;
        startAndServeTheFirst();
        for (int k = 1; k < 20; k++) {
            told.still = k % 2 == 0;
            passDeadline(k);
            if (captureThread.waiting() > 0) {
                captureThread.runNext();
            }
        }

        assertThat(told.rests).isEmpty();
        assertThat(told.ticks).hasSize(11);
    }

    /** Whether the process was stopped meanwhile, whoever serves the next deadline asks. */
    @Test
    void aRestOfWhichItWakesMuchTooLateCountsForNothing() throws InterruptedException {
        pacer = pacer(50);
        calm(2);
        clock.awaitSleeper();
        told.nextIsAGap = true;
        clock.advanceTo(deadline(8) + SECOND + 1);
        clock.awaitSleeper();

        assertThat(told.unchanged).isEmpty();
        assertThat(told.lates).isEmpty();
        assertThat(told.stills).last().isEqualTo(deadline(8) + SECOND + 1);
    }

    @Test
    void stopEndsARestAndCountsWhatPassedInIt() throws InterruptedException {
        pacer = pacer(50);
        calm(2);
        clock.awaitSleeper();
        clock.advanceTo(deadline(4));

        pacer.stop();

        assertThat(told.unchanged).containsExactly(2L);
        assertThat(told.wakes).hasValue(1);
        awaitNobodySleeps();
    }

    @Test
    void everyDeadlineThatPassedIsCountedOnceWhereItRests() throws InterruptedException {
        pacer = pacer(30);
        told.quiet = Long.MAX_VALUE;
        startAndServeTheFirst();
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            told.still = random.nextInt(4) > 0;
            told.announcedNanos = clock.nanoTime() + random.nextLong(SECOND / 5);
            clock.awaitSleeper();
            clock.advance(Duration.ofNanos(random.nextLong(SECOND / 10)));
            clock.awaitSleeper();
            if (random.nextInt(3) > 0) {
                captureThread.runAll();
            }
        }
        captureThread.runAll();
        pacer.stop();

        long passed = (clock.nanoTime() - start) * 30 / SECOND + 1;
        long counted =
                told.ticks.size() + told.stills.size() + told.lateCount() + told.unchangedCount();
        assertThat(counted).isEqualTo(passed);
        assertThat(told.unchangedCount()).isGreaterThan(100);
    }

    /** So many deadlines without a change, after the first. */
    private void calm(int deadlines) throws InterruptedException {
        if (told.quiet == 0) {
            told.quiet = Long.MAX_VALUE;
        }
        startAndServeTheFirst();
        told.still = true;
        for (int k = 1; k < deadlines; k++) {
            passDeadline(k);
        }
        passDeadlineInto(deadlines);
        clock.awaitSleeper();
    }

    /** Lets time pass until a deadline, whatever comes then. */
    private void passDeadlineInto(long k) throws InterruptedException {
        assertThat(clock.awaitSleeper()).isEqualTo(deadline(k));
        clock.advanceTo(deadline(k));
    }

    private void awaitNobodySleeps() {
        Waits.eventually(
                Duration.ofMinutes(2), "its thread sleeps no more", () -> clock.sleepers() == 0);
    }

    private Pacer pacer(int fps) {
        rate = fps;
        return new Pacer(fps, start, clock, captureThread, told);
    }

    private void startAndServeTheFirst() throws InterruptedException {
        pacer.start();
        clock.awaitSleeper();
        captureThread.runNext();
    }

    /** Lets time pass until a deadline, which the pacer then serves. */
    private void passDeadline(long k) throws InterruptedException {
        clock.awaitSleeper();
        clock.advanceTo(deadline(k));
        assertThat(clock.awaitSleeper()).isEqualTo(deadline(k + 1));
    }

    private long deadline(long k) {
        return start + k * SECOND / rate;
    }

    private Late late(long count, long first, long last) {
        return new Late(count, deadline(first), deadline(last));
    }

    private record Late(long count, long firstNanos, long lastNanos) {}

    private interface DuringTick {
        void run() throws InterruptedException;
    }

    /** Remembers what it was told. */
    private final class Told implements Pacer.Deadlines {

        final List<Long> ticks = new CopyOnWriteArrayList<>();
        final List<Late> lates = new CopyOnWriteArrayList<>();
        final List<Long> dues = new CopyOnWriteArrayList<>();
        final List<Long> nexts = new CopyOnWriteArrayList<>();
        final List<Long> askedForGap = new CopyOnWriteArrayList<>();
        final List<Long> stills = new CopyOnWriteArrayList<>();
        volatile boolean still;

        /** Until when it may rest; never, where nobody has said it. */
        volatile long quiet;

        volatile long announcedNanos = Long.MAX_VALUE;
        final List<Boolean> underWay = new CopyOnWriteArrayList<>();
        final List<Long> rests = new CopyOnWriteArrayList<>();
        final List<Long> unchanged = new CopyOnWriteArrayList<>();
        final AtomicInteger wakes = new AtomicInteger();

        /** Whether the next ticks are served later, by those that are kept. */
        volatile boolean goesOn;

        final List<Runnable> unserved = new CopyOnWriteArrayList<>();
        volatile boolean nextIsAGap;
        volatile @Nullable RuntimeException gapThrows;
        final List<Throwable> faults = new CopyOnWriteArrayList<>();
        DuringTick duringNextTick = () -> {};

        long lateCount() {
            return lates.stream().mapToLong(Late::count).sum();
        }

        @Override
        public void due(long deadlineNanos, long nextNanos) {
            dues.add(deadlineNanos);
            nexts.add(nextNanos);
        }

        @Override
        public void tick(Runnable served) {
            ticks.add(clock.nanoTime());
            DuringTick during = duringNextTick;
            duringNextTick = () -> {};
            try {
                during.run();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            if (goesOn) {
                unserved.add(served);
            } else {
                served.run();
            }
        }

        @Override
        public boolean still() {
            if (still) {
                stills.add(clock.nanoTime());
            }
            return still;
        }

        long unchangedCount() {
            return unchanged.stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public long quietUntil(boolean isUnderWay) {
            underWay.add(isUnderWay);
            return quiet == 0 ? Long.MIN_VALUE : quiet;
        }

        @Override
        public long rest(long untilNanos) {
            rests.add(untilNanos);
            long end = Math.min(untilNanos, announcedNanos);
            try {
                clock.sleepUntil(end);
                return end;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return clock.nanoTime();
            }
        }

        @Override
        public void wake() {
            wakes.incrementAndGet();
        }

        @Override
        public void unchanged(long count) {
            unchanged.add(count);
        }

        @Override
        public void late(long count, long firstNanos, long lastNanos) {
            lates.add(new Late(count, firstNanos, lastNanos));
        }

        @Override
        public boolean gap(long nowNanos) {
            askedForGap.add(nowNanos);
            boolean answer = nextIsAGap;
            nextIsAGap = false;
            if (gapThrows != null) {
                throw gapThrows;
            }
            return answer;
        }

        @Override
        public void broken(Throwable fault) {
            faults.add(fault);
        }
    }

    /** Runs a task when the test says so. */
    private static final class HandDriven implements Executor {

        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        int waiting() {
            return tasks.size();
        }

        void runNext() {
            tasks.remove().run();
        }

        void runAll() {
            while (!tasks.isEmpty()) {
                runNext();
            }
        }
    }
}
