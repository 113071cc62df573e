package dev.lastframe.core.capture.wayland;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.PushedPictures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pictures are numbers here: the moment at which they were made. */
final class PictureLineTest {

    private final List<Long> closed = new ArrayList<>();
    private final PictureLine<Long> line =
            new PictureLine<>(made -> made, made -> made, closed::add);

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
        line.due(20, 30);
        assertThat(line.take(true)).isEqualTo(15);
        line.add(8L);
        line.add(18L);
        assertThat(closed).as("only the look at 10 saw it").containsExactly(8L);
    }

    @Test
    void aDeadlineThatIsServedWithoutATickCounts() {
        line.due(10, 20);
        assertThat(line.isEmpty()).isTrue();
        line.add(5L);
        line.due(20, 30);
        assertThat(line.isEmpty()).isFalse();
        line.add(15L);
        assertThat(line.take(false)).as("it was to be seen at 10").isEqualTo(5);
        assertThat(take(30)).isEqualTo(15);
    }

    @Test
    void aTickThatComesLateIsOfItsDeadline() {
        line.due(10, 20);
        line.add(5L);
        line.add(15L);
        assertThat(line.take(false)).as("made until 10").isEqualTo(5);
        line.due(20, 30);
        line.add(22L);
        assertThat(line.take(false)).isEqualTo(15);
        assertThat(closed).isEmpty();
    }

    @Test
    void whatTheNextDeadlineIsToSeeIsKeptAlthoughNobodyServesThatYet() {
        take(10);
        line.add(12L);
        line.add(18L);
        line.add(21L);
        assertThat(closed).as("nobody would have seen it").containsExactly(12L);
        assertThat(take(20)).isEqualTo(18);
        assertThat(take(30)).isEqualTo(21);
    }

    @Test
    void aPictureThatIsPutTooLateWasThereAsLongAsItsSourceSays() {
        record Picture(long made, long source) {}
        List<Picture> passed = new ArrayList<>();
        PictureLine<Picture> pictures =
                new PictureLine<>(Picture::made, Picture::source, passed::add);
        pictures.due(10, 20);
        // both are of every ten; the second one came promptly and tells that the first did not
        pictures.add(new Picture(14, 100));
        pictures.add(new Picture(19, 110));
        assertThat(passed).as("it was there from 9 to 19").isEmpty();
        pictures.add(new Picture(29, 120));
        assertThat(passed).isEmpty();
        assertThat(pictures.take(false)).isEqualTo(new Picture(14, 100));
    }

    @Test
    void inAPauseNothingIsKeptForADeadlineThatDoesNotCome() {
        take(10);
        line.due(14, Long.MAX_VALUE);
        line.catchUp();
        assertThat(line.take(false)).isNull();
        line.add(15L);
        line.add(25L);
        line.add(35L);
        assertThat(closed).containsExactly(15L, 25L);
        assertThat(line.takeLost()).isZero();
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
    void whatCannotBeShownIsMissedOnlyWhereATickWasToSeeIt() {
        take(10);
        line.lose(12L);
        line.add(18L);
        assertThat(line.takeLost()).as("nobody would have seen it").isZero();
        assertThat(take(20)).isEqualTo(18);
        line.lose(28L);
        assertThat(take(30)).isNull();
        line.add(38L);
        assertThat(line.takeLost()).as("the tick at 30 found nothing").isEqualTo(1);
        assertThat(line.takeLost()).isZero();
    }

    @Test
    void whatCannotBeShownIsNotCountedBesideATickThatFailedForIt() {
        take(10);
        line.lose(18L);
        line.due(20, 30);
        line.failed();
        line.due(30, 40);
        line.failed();
        line.add(38L);
        assertThat(line.takeLost()).isZero();
        assertThat(take(40)).isEqualTo(38);
        assertThat(closed).containsExactly(18L);
    }

    @Test
    void whatBecameOfEachIsCounted() {
        line.add(1L);
        take(10);
        line.used();
        PushedPictures before = line.account();
        assertThat(before).isEqualTo(new PushedPictures(1, 1, 0, 0, 0, 0, 0));
        line.add(12L);
        line.add(14L);
        line.lose(16L);
        line.skip(2);
        line.add(17L);
        take(20);
        line.add(28L);
        take(30);
        line.used();
        line.add(38L);
        assertThat(line.account().since(before)).isEqualTo(new PushedPictures(6, 1, 2, 1, 1, 1, 2));
        line.close();
        line.add(48L);
        assertThat(line.account()).isEqualTo(new PushedPictures(7, 2, 2, 1, 1, 1, 2));
    }

    @Test
    void nothingIsKeptAfterTheEnd() {
        line.add(1L);
        line.close();
        line.add(2L);
        assertThat(closed).containsExactly(1L, 2L);
        assertThat(take(10)).isNull();
    }

    /** A deadline each ten that is served at once. */
    private @Nullable Long take(long deadline) {
        line.due(deadline, deadline + 10);
        return line.take(false);
    }
}
