package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CoverModelTest {

    private static final Span WHOLE = new Span(1_000, 9_000);

    private final CoverModel covers = new CoverModel();

    @BeforeEach
    void begin() {
        covers.picture(new PictureSize(640, 360));
        covers.stretch(WHOLE);
    }

    @Test
    void oneIsDrawnFromAnyCornerAndStaysInThePicture() {
        covers.draw(700, 300, 600, -20);

        assertThat(covers.selection()).contains(new Cover(600, 0, 40, 300, WHOLE));
    }

    @Test
    void itIsMovedAndResizedWithinThePicture() {
        covers.draw(100, 100, 200, 150);
        covers.move(-300, 8);
        assertThat(covers.selection()).contains(new Cover(0, 108, 100, 50, WHOLE));
        covers.grow(8, -60);
        assertThat(covers.selection()).contains(new Cover(0, 108, 108, Cover.LEAST, WHOLE));
        covers.grow(1_000, 1_000);
        assertThat(covers.selection()).contains(new Cover(0, 108, 640, 252, WHOLE));
    }

    @Test
    void itBeginsAndEndsWhereItIsTold() {
        covers.draw(0, 0, 10, 10);
        covers.fromHere(3_000);
        covers.untilHere(5_000);
        assertThat(covers.selection().orElseThrow().span()).isEqualTo(new Span(3_000, 5_000));
        covers.fromHere(7_000);
        assertThat(covers.selection().orElseThrow().span()).isEqualTo(new Span(7_000, 7_000));
        covers.always();
        assertThat(covers.selection().orElseThrow().span()).isEqualTo(WHOLE);
    }

    @Test
    void whatCoversAllOfTheStretchCoversAllOfALongerOne() {
        covers.draw(0, 0, 10, 10);
        covers.draw(20, 20, 30, 30);
        covers.untilHere(5_000);
        covers.stretch(new Span(0, 12_000));

        assertThat(covers.covers().get(0).span()).isEqualTo(new Span(0, 12_000));
        assertThat(covers.covers().get(1).span()).isEqualTo(new Span(0, 5_000));
        covers.stretch(new Span(6_000, 12_000));
        assertThat(covers.covers().get(1).span()).isEqualTo(new Span(6_000, 6_000));
    }

    @Test
    void removedOnesAreGoneAndTheOneBeforeIsSelected() {
        covers.draw(0, 0, 10, 10);
        covers.draw(20, 20, 30, 30);
        covers.remove();
        assertThat(covers.covers()).hasSize(1);
        assertThat(covers.selected().get()).isZero();
        covers.remove();
        assertThat(covers.selection()).isEmpty();
        covers.remove();
        assertThat(covers.covers()).isEmpty();
    }
}
