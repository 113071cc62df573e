package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class X11PointerTest {

    @Test
    void anOpaquePixelHidesWhatIsBelow() {
        assertThat(X11Pointer.over(0xff_12_34_56, 0x00_ff_ff_ff)).isEqualTo(0x12_34_56);
    }

    @Test
    void anInvisiblePixelLeavesWhatIsBelow() {
        for (int value = 0; value < 256; value++) {
            int below = value << 16 | (255 - value) << 8 | value / 2;
            assertThat(X11Pointer.over(0, below)).isEqualTo(below);
        }
    }

    @Test
    void halfABlackShadowHalvesWhatIsBelow() {
        assertThat(X11Pointer.over(0x80_00_00_00, 0x00_ff_80_00)).isEqualTo(0x7f_40_00);
    }

    @Test
    void coloursAreTakenAsMultipliedAlready() {
        // Half-transparent white, multiplied by its alpha, over black and over white.
        assertThat(X11Pointer.over(0x80_80_80_80, 0)).isEqualTo(0x80_80_80);
        assertThat(X11Pointer.over(0x80_80_80_80, 0xff_ff_ff)).isEqualTo(0xff_ff_ff);
    }

    @Test
    void aWrongCursorBecomesBrightRatherThanRunningIntoItsNeighbour() {
        assertThat(X11Pointer.over(0x00_ff_00_ff, 0x00_10_10_10)).isEqualTo(0xff_10_ff);
    }

    @Test
    void theUnusedByteBelowStaysOutOfTheResult() {
        assertThat(X11Pointer.over(0x40_10_20_30, 0xff_00_00_00) >>> 24).isZero();
    }

    @Test
    void everyChannelIsWithinOneOfTheExactValue() {
        for (int alpha = 0; alpha < 256; alpha += 5) {
            for (int below = 0; below < 256; below += 3) {
                int colour = alpha / 2;
                int pixel = alpha << 24 | colour << 16 | colour << 8 | colour;
                double exact = colour + below * (255 - alpha) / 255.0;

                int result = X11Pointer.over(pixel, below << 16 | below << 8 | below);

                assertThat((double) (result & 0xff)).isBetween(exact - 0.5, exact + 0.5);
                assertThat(result >>> 16 & 0xff).isEqualTo(result & 0xff);
                assertThat(result >>> 8 & 0xff).isEqualTo(result & 0xff);
            }
        }
    }
}
