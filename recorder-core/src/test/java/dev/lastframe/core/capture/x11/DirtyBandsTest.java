package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Rect;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DirtyBandsTest {

    private static final Rect AREA = new Rect(100, 50, 200, 100);

    private final DirtyBands dirty = new DirtyBands(AREA);

    @Test
    void nothingIsDirtyAtFirst() {
        assertThat(dirty.isEmpty()).isTrue();
        assertThat(dirty.rectangles()).isEmpty();
    }

    @Test
    void aRectangleBecomesWholeBandsInThePicturesCoordinates() {
        dirty.mark(150, 50 + 17, 1, 1);

        assertThat(dirty.rectangles()).containsExactly(new Rect(0, 16, 200, 16));
    }

    @Test
    void aRectangleThatEndsWithABandDoesNotTouchTheNext() {
        dirty.mark(150, 50, 10, 16);
        assertThat(dirty.rectangles()).containsExactly(new Rect(0, 0, 200, 16));

        dirty.mark(150, 50, 10, 17);

        assertThat(dirty.rectangles()).containsExactly(new Rect(0, 0, 200, 32));
    }

    @Test
    void theLastBandEndsWithThePicture() {
        dirty.mark(150, 149, 1, 1);

        assertThat(dirty.rectangles()).containsExactly(new Rect(0, 96, 200, 4));
    }

    @Test
    void neighboursAreOneRectangleAndTheRestIsFromTopToBottom() {
        dirty.mark(100, 50 + 80, 5, 5);
        dirty.mark(100, 50, 5, 5);
        dirty.mark(100, 50 + 16, 5, 5);

        assertThat(dirty.rectangles())
                .containsExactly(new Rect(0, 0, 200, 32), new Rect(0, 80, 200, 16));
        assertThat(dirty.bounds()).isEqualTo(new Rect(0, 0, 200, 96));
    }

    @ParameterizedTest(name = "{0},{1} {2}x{3}")
    @CsvSource({
        "0,50,100,100",
        "300,50,100,100",
        "100,0,100,50",
        "100,150,100,100",
        "150,100,0,10",
        "150,100,10,0",
        "-32768,-32768,65,65"
    })
    void whatLiesOutsideIsIgnored(int x, int y, int width, int height) {
        dirty.mark(x, y, width, height);

        assertThat(dirty.isEmpty()).isTrue();
    }

    @Test
    void whatReachesOverTheEdgeIsClipped() {
        dirty.mark(-1000, -1000, 5000, 5000);

        assertThat(dirty.rectangles()).containsExactly(new Rect(0, 0, 200, 100));
        assertThat(dirty.bounds()).isEqualTo(new Rect(0, 0, 200, 100));
    }

    @Test
    void everythingIsThePictureAndClearIsNothing() {
        dirty.markAll();
        assertThat(dirty.rectangles()).containsExactly(new Rect(0, 0, 200, 100));

        dirty.clear();

        assertThat(dirty.isEmpty()).isTrue();
    }

    @Test
    void everyMarkedPixelIsCoveredAndNoBandWithoutOne() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            DirtyBands bands = new DirtyBands(AREA);
            boolean[] rows = new boolean[AREA.height()];
            for (int i = 0; i < 3; i++) {
                int y = random.nextInt(20, 180);
                int height = random.nextInt(1, 30);
                bands.mark(120, y, 10, height);
                for (int row = y; row < y + height; row++) {
                    if (row >= AREA.y() && row < AREA.y() + AREA.height()) {
                        rows[row - AREA.y()] = true;
                    }
                }
            }
            for (int row = 0; row < rows.length; row++) {
                int first = row / DirtyBands.ROWS * DirtyBands.ROWS;
                boolean expected = false;
                for (int r = first; r < Math.min(first + DirtyBands.ROWS, rows.length); r++) {
                    expected |= rows[r];
                }
                assertThat(covers(bands, row)).as("row %d", row).isEqualTo(expected);
            }
        }
    }

    private static boolean covers(DirtyBands bands, int row) {
        return bands.rectangles().stream().anyMatch(r -> row >= r.y() && row < r.y() + r.height());
    }
}
