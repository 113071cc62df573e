package dev.lastframe.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SlopeTest {

    @Test
    void ofPointsOnALineIsTheLines() {
        assertThat(Slope.of(List.of(1.0, 2.0, 4.0), List.of(10.0, 13.0, 19.0)))
                .isCloseTo(3, within(1e-9));
    }

    @Test
    void ofPointsBesideALineIsThatOfLeastSquares() {
        assertThat(Slope.of(List.of(0.0, 1.0, 2.0), List.of(0.0, 2.0, 1.0)))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void ofOnePlaceIsNone() {
        assertThat(Slope.of(List.of(1.0, 1.0), List.of(1.0, 5.0))).isZero();
    }
}
