package dev.lastframe.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two shapes are the same where each of their numbers is. */
final class ShapesTest {

    @Test
    void rectanglesThatDifferInOneNumberAreNotTheSame() {
        Rect one = new Rect(1, 2, 3, 4);

        assertThat(one).isEqualTo(new Rect(1, 2, 3, 4)).hasSameHashCodeAs(new Rect(1, 2, 3, 4));
        for (Rect other :
                List.of(
                        new Rect(9, 2, 3, 4),
                        new Rect(1, 9, 3, 4),
                        new Rect(1, 2, 9, 4),
                        new Rect(1, 2, 3, 9))) {
            assertThat(one).isNotEqualTo(other).doesNotHaveSameHashCodeAs(other);
        }
        assertThat(one).isNotEqualTo(null).isNotEqualTo("1 2 3 4");
    }

    @Test
    void formatsThatDifferInOneNumberAreNotTheSame() {
        FrameFormat one = new FrameFormat(4, 6, 32);

        assertThat(one)
                .isEqualTo(new FrameFormat(4, 6, 32))
                .hasSameHashCodeAs(new FrameFormat(4, 6, 32));
        for (FrameFormat other :
                List.of(
                        new FrameFormat(2, 6, 32),
                        new FrameFormat(4, 2, 32),
                        new FrameFormat(4, 6, 64))) {
            assertThat(one).isNotEqualTo(other).doesNotHaveSameHashCodeAs(other);
        }
        assertThat(one).isNotEqualTo(null).isNotEqualTo(new Rect(4, 6, 32, 1));
    }
}
