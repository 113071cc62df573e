package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StretchModelTest {

    private static final long SECOND = 1_000_000;

    private final StretchModel stretch = new StretchModel();

    @Test
    void theEndsStayInTheRecordingAndInOrder() {
        stretch.begin(60 * SECOND, new Span(20 * SECOND, 50 * SECOND));
        stretch.moveFrom(-5);
        stretch.moveUntil(99 * SECOND);
        assertThat(stretch.chosen().get()).isEqualTo(new Span(0, 60 * SECOND));
        stretch.moveFrom(80 * SECOND);
        assertThat(stretch.chosen().get().length()).isEqualTo(StretchModel.LEAST_MICROS);
        stretch.moveUntil(0);
        assertThat(stretch.chosen().get().length()).isEqualTo(StretchModel.LEAST_MICROS);
    }

    @Test
    void theLineShowsAllOfAShortRecordingAndTheSurroundingsInALongOne() {
        stretch.begin(60 * SECOND, new Span(20 * SECOND, 50 * SECOND));
        assertThat(stretch.axis().get()).isEqualTo(new Span(0, 60 * SECOND));

        stretch.begin(7_200 * SECOND, new Span(7_170 * SECOND, 7_200 * SECOND));
        assertThat(stretch.axis().get()).isEqualTo(new Span(7_080 * SECOND, 7_200 * SECOND));
        stretch.moveFrom(7_080 * SECOND);
        stretch.settle();
        assertThat(stretch.axis().get().fromMicros()).isLessThan(7_080 * SECOND);
    }

    @Test
    void aRecordingShorterThanTheLeastIsTakenWhole() {
        stretch.begin(200_000, new Span(0, 200_000));
        stretch.moveFrom(100_000);
        stretch.moveUntil(100_000);

        assertThat(stretch.chosen().get()).isEqualTo(new Span(0, 200_000));
    }

    @Test
    void halfOfItIsTheLaterHalf() {
        stretch.begin(60 * SECOND, new Span(20 * SECOND, 50 * SECOND));
        stretch.halve();

        assertThat(stretch.chosen().get()).isEqualTo(new Span(35 * SECOND, 50 * SECOND));
    }
}
