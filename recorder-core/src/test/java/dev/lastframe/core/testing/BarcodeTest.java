package dev.lastframe.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BarcodeTest {

    private static final double BLACK = 16;
    private static final double WHITE = 235;

    private final Random random = new Random(7);

    @Test
    void everyNumberIsReadBack() {
        for (int number = 0; number <= 10_000; number++) {
            assertThat(Barcode.read(brightness(number))).isEqualTo(number);
        }
        assertThat(Barcode.read(brightness(Barcode.MAX_NUMBER))).isEqualTo(Barcode.MAX_NUMBER);
    }

    @Test
    void aNumberIsReadBackFromAGreyAndNoisyPicture() {
        for (int number = 0; number < 1000; number++) {
            double[] faint = brightness(number);
            Arrays.setAll(faint, i -> 90 + faint[i] * 0.4 + random.nextDouble() * 20);
            assertThat(Barcode.read(faint)).isEqualTo(number);
        }
    }

    @Test
    void anyOneTwoOrThreeWrongCellsAreDetected() {
        for (int first = 0; first < Barcode.CELLS; first++) {
            for (int second = first; second < Barcode.CELLS; second++) {
                for (int third = second; third < Barcode.CELLS; third++) {
                    double[] wrong = brightness(0x5A_31C7);
                    for (int cell : new int[] {first, second, third}) {
                        wrong[cell] = brightness(0x5A_31C7)[cell] == WHITE ? BLACK : WHITE;
                    }
                    assertThat(Barcode.read(wrong)).isEqualTo(Barcode.UNREADABLE);
                }
            }
        }
    }

    @Test
    void aCellThatIsNeitherBlackNorWhiteIsNotGuessed() {
        for (int cell = 0; cell < Barcode.CELLS; cell++) {
            double[] blurred = brightness(4711);
            blurred[cell] = 128;
            assertThat(Barcode.read(blurred)).isEqualTo(Barcode.UNREADABLE);
        }
    }

    @Test
    void aPictureWithoutABarcodeIsUnreadable() {
        double[] flat = new double[Barcode.CELLS];
        for (int grey = 0; grey < 256; grey++) {
            Arrays.fill(flat, grey);
            assertThat(Barcode.read(flat)).isEqualTo(Barcode.UNREADABLE);
        }
        for (int run = 0; run < 10_000; run++) {
            Arrays.setAll(flat, i -> random.nextBoolean() ? WHITE : BLACK);
            assertThat(Barcode.read(flat)).isEqualTo(Barcode.UNREADABLE);
        }
    }

    @Test
    void aNumberOfMoreThan24BitsIsRefused() {
        assertThatThrownBy(() -> Barcode.cells(Barcode.MAX_NUMBER + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPictureIsTornWhenItsBarcodesDiffer() {
        BarcodeLayout layout = BarcodeLayout.of(new Geometry(640, 480, 0, 0));
        assertThat(picture(layout, 640, 480, 12, 12)).isEqualTo(new DecodedPicture(40, 12, false));
        assertThat(picture(layout, 640, 480, 13, 12)).isEqualTo(new DecodedPicture(40, 13, true));
    }

    @Test
    void barcodesAreReadInAMovedAndScaledPicture() {
        BarcodeLayout layout =
                BarcodeLayout.of(new Geometry(1280, 720, 101, 57)).moved(-50, -20).scaled(0.7);
        assertThat(picture(layout, 1000, 601, 99, 99)).isEqualTo(new DecodedPicture(40, 99, false));
    }

    @Test
    void barcodesOutsideThePictureAreRefused() {
        BarcodeLayout layout = BarcodeLayout.of(new Geometry(1280, 720, 0, 0));
        assertThatThrownBy(() -> StripCrop.of(layout, 1280, 600))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside the picture");
    }

    /** Reads a picture with two barcodes, drawn here pixel by pixel and cut as ffmpeg cuts it. */
    private static DecodedPicture picture(
            BarcodeLayout layout, int width, int height, int topNumber, int bottomNumber) {
        StripCrop crop = StripCrop.of(layout, width, height);
        byte[] strips = new byte[crop.bytes()];
        for (int y = 0; y < 2 * crop.height(); y++) {
            boolean upper = y < crop.height();
            boolean[] cells = Barcode.cells(upper ? topNumber : bottomNumber);
            double row = upper ? crop.topY() + y : crop.bottomY() + y - crop.height();
            double top = upper ? layout.topY() : layout.bottomY();
            for (int x = 0; x < crop.width(); x++) {
                int cell = (int) Math.floor((crop.x() + x + 0.5 - layout.x()) / layout.cellWidth());
                boolean inside =
                        row + 0.5 >= top
                                && row + 0.5 < top + layout.cellHeight()
                                && cell >= 0
                                && cell < cells.length;
                strips[y * crop.width() + x] = (byte) (inside && !cells[cell] ? BLACK : WHITE);
            }
        }
        return new StripReader(layout, crop).read(strips, 40);
    }

    private static double[] brightness(int number) {
        boolean[] cells = Barcode.cells(number);
        double[] brightness = new double[cells.length];
        Arrays.setAll(brightness, i -> cells[i] ? WHITE : BLACK);
        return brightness;
    }
}
