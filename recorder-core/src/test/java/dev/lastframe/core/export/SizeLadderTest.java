package dev.lastframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class SizeLadderTest {

    private static final int PICTURES = 300;

    private final SizeLadder ladder =
            new SizeLadder(fps -> (int) Math.min(PICTURES, Math.ceil(fps * 10)));

    @Test
    void firstTheBitsGoThenThePicturesThenTheScale() {
        List<Setting> rungs = new ArrayList<>();
        for (int i = 0; i <= ladder.smallest(); i++) {
            rungs.add(ladder.at(i));
        }

        assertThat(rungs.getFirst()).isEqualTo(Setting.BEST);
        for (int i = 1; i < rungs.size(); i++) {
            Setting better = rungs.get(i - 1);
            Setting worse = rungs.get(i);
            assertThat(worse.fps()).isLessThanOrEqualTo(better.fps());
            assertThat(worse.scale()).isLessThanOrEqualTo(better.scale());
            if (worse.fps() == better.fps() && worse.scale() == better.scale()) {
                assertThat(worse.quantiser()).isEqualTo(better.quantiser() + 1);
            } else {
                assertThat(better.quantiser()).isGreaterThanOrEqualTo(36);
            }
            if (worse.scale() < better.scale() && better.scale() == 1) {
                assertThat(better.fps()).isEqualTo(5);
            }
        }
    }

    @Test
    void whatWasTooLargeIsNeverChosenAgainNorAnythingWorseThanWhatFits() {
        ladder.measured(5, 1_000, false);
        ladder.measured(20, 10, true);

        for (double bytes : new double[] {1, 10, 100, 1_000, 1e9}) {
            assertThat(ladder.choose(bytes).orElseThrow()).isBetween(6, 19);
        }
        ladder.measured(19, 999, false);
        assertThat(ladder.choose(1e9)).isEqualTo(OptionalInt.empty());
        assertThat(ladder.middle()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void betweenTwoThatWereMeasuredTheSizeIsTakenToChangeSteadily() {
        ladder.guess(7, 5);
        ladder.measured(0, 4_000, false);
        ladder.measured(10, 250, true);

        assertThat(ladder.choose(1_001)).hasValue(5);
        assertThat(ladder.choose(2_000).orElseThrow()).isBetween(2, 3);
    }

    /** Noise: nothing is saved until all detail is lost at once. */
    @Test
    void aSizeThatFallsAllAtOnceIsFound() {
        int cliff = 17;
        ladder.guess(ladder.ofQuantiser(27), 1_000);
        int tries = 0;
        for (OptionalInt rung = ladder.choose(700);
                rung.isPresent();
                rung = tries < 3 ? ladder.choose(700) : ladder.middle()) {
            boolean fits = rung.getAsInt() >= cliff;
            ladder.measured(rung.getAsInt(), fits ? 10 : 1_000, fits);
            tries++;
        }

        assertThat(tries).isLessThanOrEqualTo(8);
        ladder.measured(cliff, 10, true);
        assertThat(ladder.choose(1)).isEqualTo(OptionalInt.empty());
    }
}
