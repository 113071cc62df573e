package dev.lastframe.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BestStartTest {

    private static final long MILLI = 1_000_000;

    /** Number k is there from 100 k ms on. */
    private static final List<Shown> SHOWN =
            List.of(shown(1), shown(2), shown(3), shown(4), shown(5));

    @Test
    void theMiddleOfTheStartsThatMakeEveryTimeTrue() {
        // Begun at 130 ms: the start may lie from 100 ms (else 2 comes too early) to 160 ms (1).
        List<DecodedPicture> pictures = List.of(picture(0, 1), picture(40, 1), picture(100, 2));

        assertThat(BestStart.of(pictures, SHOWN)).isEqualTo(130 * MILLI);
    }

    @Test
    void whereNoneSuitsAllTheErrorIsSharedEvenly() {
        // 2 wants a start of 0 to 100 ms, 4 one of 200 to 300 ms.
        List<DecodedPicture> pictures = List.of(picture(200, 2), picture(200, 4));

        assertThat(BestStart.of(pictures, SHOWN)).isEqualTo(150 * MILLI);
    }

    @Test
    void contentThatStandsStillBeganWithItsNumber() {
        assertThat(BestStart.of(List.of(picture(0, 5), picture(900, 5)), SHOWN))
                .isEqualTo(500 * MILLI);
    }

    @Test
    void tornAndUnknownPicturesTellNothing() {
        List<DecodedPicture> pictures =
                List.of(new DecodedPicture(0, 3, true), new DecodedPicture(0, 77, false));

        assertThatThrownBy(() -> BestStart.of(pictures, SHOWN)).isInstanceOf(BenchFailure.class);
    }

    private static Shown shown(int number) {
        long nanos = number * 100L * MILLI;
        return new Shown(number, nanos, nanos);
    }

    private static DecodedPicture picture(long ptsMillis, int number) {
        return new DecodedPicture(ptsMillis * 1000, number, false);
    }
}
