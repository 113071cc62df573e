package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MissesTest {

    private static final long TICK = 50_000;

    private record Stretch(long from, long until, String reason, long count) {}

    private final List<Stretch> told = new ArrayList<>();
    private final Misses misses =
            new Misses(
                    20,
                    (from, until, reason, count) ->
                            told.add(new Stretch(from, until, reason, count)));

    @Test
    void oneMissLastsOneTick() {
        misses.missed("late", 200_000, 200_000, 1);
        misses.flush(10_000_000);

        assertThat(told).containsExactly(new Stretch(200_000, 200_000 + TICK, "late", 1));
        assertThat(misses.longestMillis()).isEqualTo(50);
    }

    @Test
    void missesThatFollowEachOtherAreOneStretch() {
        for (int i = 0; i < 4; i++) {
            misses.missed("late", i * TICK, i * TICK, 1);
        }
        misses.missed("late", 4 * TICK, 9 * TICK, 6);
        misses.flush(10_000_000);

        assertThat(told).containsExactly(new Stretch(0, 10 * TICK, "late", 10));
        assertThat(misses.longestMillis()).isEqualTo(500);
    }

    @Test
    void twoGoodTicksBetweenDoNotEndAStretchAndThreeDo() {
        misses.missed("late", 0, 0, 1);
        misses.missed("late", 3 * TICK, 3 * TICK, 1);
        misses.missed("late", 7 * TICK, 7 * TICK, 1);
        misses.flush(10_000_000);

        assertThat(told)
                .containsExactly(
                        new Stretch(0, 4 * TICK, "late", 2),
                        new Stretch(7 * TICK, 8 * TICK, "late", 1));
    }

    @Test
    void anotherReasonIsAnotherStretch() {
        misses.missed("late", 0, 0, 1);
        misses.missed("queueFull.encoder", TICK, TICK, 1);
        misses.flush(10_000_000);

        assertThat(told).extracting(Stretch::reason).containsExactly("late", "queueFull.encoder");
        assertThat(told).extracting(Stretch::count).containsExactly(1L, 1L);
    }

    @Test
    void aStretchThatMayGoOnIsNotToldYet() {
        misses.missed("late", 0, 0, 1);

        misses.flush(3 * TICK);
        assertThat(told).isEmpty();
        misses.flush(3 * TICK + 1);

        assertThat(told).hasSize(1);
    }

    @Test
    void aStretchIsToldOnce() {
        misses.missed("late", 0, 0, 1);
        misses.flush(10_000_000);
        misses.flush(Long.MAX_VALUE / 2);

        assertThat(told).hasSize(1);
    }

    @Test
    void theEndOfTheRecordingTellsTheLastOne() {
        misses.missed("late", 5_000_000, 5_000_000, 2);
        misses.flush(Long.MAX_VALUE / 2);

        assertThat(told).containsExactly(new Stretch(5_000_000, 5_000_000 + TICK, "late", 2));
    }

    @Test
    void nothingMissedIsNothingTold() {
        misses.flush(Long.MAX_VALUE / 2);

        assertThat(told).isEmpty();
        assertThat(misses.lastMicros()).isEqualTo(-1);
        assertThat(misses.longestMillis()).isZero();
    }

    @Test
    void theLastMissAndTheLongestStretchAreRemembered() {
        misses.missed("late", 0, 9 * TICK, 10);
        misses.missed("late", 100 * TICK, 100 * TICK, 1);

        assertThat(misses.lastMicros()).isEqualTo(100 * TICK);
        assertThat(misses.longestMillis()).isEqualTo(500);
    }
}
