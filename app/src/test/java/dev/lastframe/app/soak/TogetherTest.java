package dev.lastframe.app.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.testing.FlashWindow.Flash;
import dev.lastframe.core.testing.FlashWindow.Half;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class TogetherTest {

    private static final long START = 7_000_000_000L;
    private static final int SECONDS = 200;

    @Test
    void whatTheContentDidLateIsTakenOff() {
        // Shown 30 ms late, and recorded 10 ms after that; the beep 12 ms after it was heard.
        Together together = compare(0.030, second -> second + 0.040, second -> second + 0.012);

        assertThat(together.missing()).isZero();
        assertThat(together.middle()).isCloseTo(0.002, within(1e-9));
        assertThat(together.distance(0.99)).isCloseTo(0.002, within(1e-9));
        assertThat(together.trend()).isCloseTo(0, within(1e-9));
    }

    @Test
    void whatDriftsHasATrendAndWhatIsLateOnceHasNone() {
        Together drifts = compare(0, second -> second, second -> second + 0.030 * second / SECONDS);
        // Of the 200 seconds the first 20 do not count.
        assertThat(drifts.trend()).isCloseTo(0.027, within(0.001));

        Together late = compare(0, second -> second == 90 ? 90.3 : second, second -> second);
        assertThat(late.trend()).isCloseTo(0, within(1e-9));
        assertThat(late.distance(1)).isCloseTo(0.3, within(1e-9));
        assertThat(late.distance(0.99)).isCloseTo(0, within(1e-9));
    }

    @Test
    void aFlashWithoutItsBeepIsMissing() {
        Together together = compare(0, second -> second, second -> second == 50 ? 50.5 : second);

        assertThat(together.missing()).isOne();
        assertThat(together.expected()).isEqualTo(SECONDS - 20 + 1);
    }

    private static Together compare(
            double shownLate, DoubleUnaryOperator seen, DoubleUnaryOperator heard) {
        List<Flash> shown = new ArrayList<>();
        List<Double> flashes = new ArrayList<>();
        List<Double> beeps = new ArrayList<>();
        for (int second = 1; second < SECONDS + 10; second++) {
            long wanted = START + second * 1_000_000_000L;
            shown.add(new Flash(Half.LEFT, wanted + (long) (shownLate * 1e9), wanted));
            flashes.add(seen.applyAsDouble(second));
            beeps.add(heard.applyAsDouble(second));
        }
        return Together.of(shown, START, flashes, beeps, 20, SECONDS + 0.5);
    }
}
