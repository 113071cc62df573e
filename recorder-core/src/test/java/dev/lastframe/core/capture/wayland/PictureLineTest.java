package dev.lastframe.core.capture.wayland;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pictures are numbers here: the moment at which they were made. */
final class PictureLineTest {

    private final List<Long> closed = new ArrayList<>();
    private final PictureLine<Long> line = new PictureLine<>(made -> made, closed::add);

    @Test
    void eachTickGetsTheNewestWhereAllComesInTime() {
        line.add(1L);
        assertThat(take(10)).isEqualTo(1);
        assertThat(take(20)).isNull();
        line.add(22L);
        line.add(26L);
        assertThat(take(30)).as("nobody would have seen 22").isEqualTo(26);
        assertThat(closed).containsExactly(22L);
        assertThat(line.takeLost()).isZero();
    }

    @Test
    void whatWasToBeSeenAtATickAndComesLateHasATickOfItsOwn() {
        take(10);
        take(20);
        take(30);
        line.add(5L);
        line.add(15L);
        line.add(31L);
        assertThat(List.of(take(40), take(50), take(60))).containsExactly(5L, 15L, 31L);
        assertThat(closed).isEmpty();
        assertThat(line.takeLost()).isZero();
    }

    @Test
    void aDelayIsMadeUpForByWhatNobodyWouldHaveSeen() {
        take(10);
        line.add(5L);
        line.add(12L);
        assertThat(take(20)).isEqualTo(5);
        line.add(22L);
        line.add(24L);
        assertThat(take(30)).isEqualTo(12);
        assertThat(take(40)).isEqualTo(24);
        assertThat(closed).containsExactly(22L);
    }

    @Test
    void whatFindsNoRoomIsLostAndToldOnce() {
        for (int tick = 10; tick <= 60; tick += 10) {
            take(tick);
        }
        for (long made = 5; made <= 55; made += 10) {
            line.add(made);
        }
        assertThat(line.takeLost()).isEqualTo(3);
        assertThat(line.takeLost()).isZero();
        assertThat(closed).containsExactly(5L, 15L, 25L);
        assertThat(take(70)).isEqualTo(35);
    }

    @Test
    void aTickThatWasRefusedSpeaksForItself() {
        line.add(5L);
        assertThat(take(10)).isEqualTo(5);
        // there was no room for it: the look at 10 is accounted for
        line.add(15L);
        assertThat(line.take(20, true)).isEqualTo(15);
        line.add(8L);
        line.add(18L);
        assertThat(closed).as("only the look at 10 saw it").containsExactly(8L);
    }

    @Test
    void aLookThatTakesNothingCountsWhereNothingWaits() {
        assertThat(line.waits(10)).isFalse();
        line.add(5L);
        assertThat(line.waits(20)).isTrue();
        line.add(15L);
        assertThat(take(30)).as("it was to be seen at 10").isEqualTo(5);
        assertThat(take(40)).isEqualTo(15);
    }

    @Test
    void forALastPictureOnlyTheNewestIsLeft() {
        take(10);
        take(20);
        line.add(5L);
        line.add(15L);
        line.add(25L);
        line.catchUp();
        assertThat(line.takeLost()).isEqualTo(2);
        assertThat(take(30)).isEqualTo(25);
        assertThat(line.isEmpty()).isTrue();
        assertThat(closed).containsExactly(5L, 15L);
    }

    @Test
    void nothingIsKeptAfterTheEnd() {
        line.add(1L);
        line.close();
        line.add(2L);
        assertThat(closed).containsExactly(1L, 2L);
        assertThat(take(10)).isNull();
    }

    private @Nullable Long take(long now) {
        return line.take(now, false);
    }
}
