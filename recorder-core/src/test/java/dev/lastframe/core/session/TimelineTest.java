package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TimelineTest {

    private static final long START = -5_000_000_000_000L;

    private final FakeClock clock = new FakeClock(START);
    private final List<Long> told = new ArrayList<>();
    private final Timeline timeline = new Timeline(clock, (nanos, length) -> told.add(length));

    @Test
    void theVideoBeginsAtZero() {
        assertThat(timeline.micros(START)).isZero();
        assertThat(timeline.micros(at(1))).isEqualTo(1000);
        assertThat(timeline.startNanos()).isEqualTo(START);
    }

    @Test
    void whatPassedBeforeItBeginsIsInNoTime() {
        clock.advance(Duration.ofSeconds(3));
        timeline.begin();

        assertThat(timeline.startNanos()).isEqualTo(at(3000));
        assertThat(timeline.micros(at(3001))).isEqualTo(1000);
        assertThat(timeline.runs(at(2999))).isFalse();
        assertThat(timeline.beat(at(3500))).as("no gap").isZero();
    }

    @Test
    void nothingIsBeforeTheStart() {
        assertThat(timeline.micros(at(-500))).isZero();
    }

    @Test
    void aPauseIsCutOut() {
        timeline.stop(at(1000));
        timeline.resume(at(61_000));

        assertThat(timeline.micros(at(61_000))).isEqualTo(1_000_000);
        assertThat(timeline.micros(at(61_500))).isEqualTo(1_500_000);
    }

    @Test
    void theClockStandsStillWhilePaused() {
        timeline.stop(at(1000));

        assertThat(timeline.micros(at(1000))).isEqualTo(1_000_000);
        assertThat(timeline.micros(at(99_000))).isEqualTo(1_000_000);
        assertThat(timeline.micros(at(400))).as("captured before the pause").isEqualTo(400_000);
    }

    @Test
    void onlyMomentsOfWhichThereIsAPictureAreInTheVideo() {
        assertThat(timeline.runs(at(-1))).as("before the start").isFalse();
        assertThat(timeline.runs(at(0))).isTrue();
        timeline.stop(at(1000));
        assertThat(timeline.runs(at(999))).isTrue();
        assertThat(timeline.runs(at(1000))).as("while paused").isFalse();
        timeline.resume(at(5000));
        assertThat(timeline.runs(at(4999))).as("seen in the pause, told after it").isFalse();
        assertThat(timeline.runs(at(5000))).isTrue();
        timeline.beat(at(9000));
        assertThat(timeline.runs(at(7000))).as("in a gap").isFalse();
        assertThat(timeline.runs(at(9000))).isTrue();
    }

    @Test
    void aSecondStopDoesNotMoveTheFirst() {
        timeline.stop(at(1000));
        timeline.stop(at(5000));
        timeline.resume(at(9000));

        assertThat(timeline.micros(at(9000))).isEqualTo(1_000_000);
    }

    @Test
    void resumingWhatIsNotPausedChangesNothing() {
        timeline.resume(at(5000));

        assertThat(timeline.micros(at(6000))).isEqualTo(6_000_000);
    }

    @Test
    void aHoleOfMoreThanTwoSecondsInTheBeatIsLeftOut() {
        assertThat(timeline.beat(at(1000))).isZero();

        assertThat(timeline.beat(at(3001))).isEqualTo(millis(2001));

        assertThat(timeline.micros(at(3001))).isEqualTo(1_000_000);
        assertThat(timeline.micros(at(4001))).isEqualTo(2_000_000);
        assertThat(timeline.gaps()).isEqualTo(1);
    }

    @Test
    void aHoleOfExactlyTwoSecondsIsNoGap() {
        timeline.beat(at(1000));

        assertThat(timeline.beat(at(3000))).isZero();

        assertThat(timeline.micros(at(3000))).isEqualTo(3_000_000);
        assertThat(timeline.gaps()).isZero();
    }

    @Test
    void whoeverComesByFirstFindsTheGapAndTheOtherDoesNot() {
        timeline.beat(at(1000));
        assertThat(timeline.beat(at(61_000))).isEqualTo(millis(60_000));

        assertThat(timeline.beat(at(60_999))).as("a moment read before").isZero();
        assertThat(timeline.beat(at(61_001))).isZero();

        assertThat(timeline.gaps()).isEqualTo(1);
        assertThat(timeline.micros(at(61_001))).isEqualTo(1_001_000);
    }

    @Test
    void aPauseIsNoGap() {
        timeline.beat(at(1000));
        timeline.stop(at(1000));
        assertThat(timeline.beat(at(31_000))).as("while paused").isZero();
        timeline.resume(at(61_000));

        assertThat(timeline.beat(at(61_033))).isZero();

        assertThat(timeline.gaps()).isZero();
        assertThat(timeline.micros(at(61_033))).isEqualTo(1_033_000);
    }

    @Test
    void everyPauseAndEveryGapIsLeftOut() {
        timeline.beat(at(1000));
        timeline.stop(at(1000));
        timeline.resume(at(2000));
        timeline.beat(at(2500));
        timeline.beat(at(12_500));
        timeline.beat(at(14_000));
        timeline.stop(at(14_000));
        timeline.resume(at(15_000));

        assertThat(timeline.micros(at(16_000))).isEqualTo(4_000_000);
        assertThat(timeline.gaps()).isEqualTo(1);
    }

    @Test
    void aSleepInWhichTheMonotonicClockStoodStillIsAGapOutsideAllTimes() {
        timeline.beat(at(1000));
        clock.suspend(Duration.ofHours(8));

        assertThat(timeline.beat(at(1033))).as("it is not looked at all the time").isZero();
        long gap = timeline.beat(at(1100));

        assertThat(gap).isEqualTo(Duration.ofHours(8).toNanos() + millis(67));
        assertThat(told).containsExactly(gap);
        assertThat(timeline.gaps()).isEqualTo(1);
        assertThat(timeline.micros(at(1100))).isEqualTo(1_033_000);
        assertThat(timeline.beat(at(1200))).isZero();
        assertThat(timeline.micros(at(2100))).isEqualTo(2_033_000);
    }

    @Test
    void aShortSleepIsNoGap() {
        timeline.beat(at(1000));
        clock.suspend(Duration.ofMillis(1900));

        assertThat(timeline.beat(at(1100))).isZero();

        assertThat(timeline.micros(at(1100))).isEqualTo(1_100_000);
        assertThat(told).isEmpty();
    }

    @Test
    void aSleepWhilePausedIsNoGap() {
        timeline.stop(at(1000));
        clock.suspend(Duration.ofHours(8));
        timeline.resume(at(2000));

        assertThat(timeline.beat(at(2100))).isZero();

        assertThat(told).isEmpty();
        assertThat(timeline.micros(at(2100))).isEqualTo(1_100_000);
    }

    @Test
    void aMomentInsideAGapIsItsBeginning() {
        timeline.beat(at(1000));
        timeline.beat(at(61_000));

        assertThat(timeline.micros(at(900))).isEqualTo(900_000);
        assertThat(timeline.micros(at(1000))).isEqualTo(1_000_000);
        assertThat(timeline.micros(at(30_000))).isEqualTo(1_000_000);
        assertThat(timeline.micros(at(61_000))).isEqualTo(1_000_000);
        assertThat(timeline.micros(at(61_001))).isEqualTo(1_001_000);
    }

    @Test
    void jumpsOfTheWallClockChangeNothing() {
        timeline.beat(at(1000));
        clock.jumpWall(Duration.ofHours(1));
        assertThat(timeline.beat(at(1033))).isZero();
        clock.jumpWall(Duration.ofHours(-2));
        assertThat(timeline.beat(at(1066))).isZero();

        assertThat(timeline.micros(at(1066))).isEqualTo(1_066_000);
        assertThat(told).isEmpty();
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static long at(long millis) {
        return START + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
