package dev.lastframe.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.Shown;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LossTest {

    private static final long START = -7_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    /** Numbers 1 to 40, one each 50 ms from the recording's start; drawing takes 2 ms. */
    private final List<Shown> shown =
            IntStream.rangeClosed(1, 40)
                    .mapToObj(k -> new Shown(k, atMillis(50L * k), atMillis(50L * k + 2)))
                    .toList();

    @Test
    void nothingIsLostWhenTheLastPictureShowsTheNewestNumber() {
        Loss loss = Loss.of(shown, START, picture(990, 19), NEVER, atMillis(999));

        assertThat(loss.lossNanos()).isZero();
        assertThat(loss.exposureNanos()).isZero();
        assertThat(loss.lagNanos()).isEqualTo(9_000_000);
    }

    @Test
    void theLossIsTheAgeOfTheOldestChangeThatCameAfterTheLastPicture() {
        Loss loss = Loss.of(shown, START, picture(760, 15), NEVER, atMillis(999));

        assertThat(loss.lossNanos()).isEqualTo((999 - 802) * 1_000_000L);
        assertThat(loss.exposureNanos()).isEqualTo((999 - 800) * 1_000_000L);
        assertThat(loss.lagNanos()).isEqualTo((999 - 760) * 1_000_000L);
    }

    @Test
    void aNumberThatWasStillBeingDrawnIsNotLost() {
        Loss loss = Loss.of(shown, START, picture(990, 19), NEVER, atMillis(1001));

        assertThat(loss.lossNanos()).isZero();
    }

    @Test
    void whatChangedAfterTheStopWasAskedForIsNotLost() {
        Loss loss = Loss.of(shown, START, picture(990, 19), atMillis(995), atMillis(1400));

        assertThat(loss.lossNanos()).isZero();
        assertThat(loss.lagNanos()).isEqualTo(5_000_000);
    }

    @Test
    void whatChangedBeforeTheStopIsLostWithItsAgeAtTheKill() {
        Loss loss = Loss.of(shown, START, picture(940, 18), atMillis(995), atMillis(1100));

        assertThat(loss.lossNanos()).isEqualTo((1100 - 952) * 1_000_000L);
    }

    private static DecodedPicture picture(long millis, int number) {
        return new DecodedPicture(millis * 1000, number, false);
    }

    private static long atMillis(long millis) {
        return START + millis * 1_000_000;
    }
}
