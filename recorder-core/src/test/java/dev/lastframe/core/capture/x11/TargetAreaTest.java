package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.CaptureTarget.Region;
import dev.lastframe.core.capture.CaptureTarget.Screen;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.frame.Rect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetAreaTest {

    private static final int ROOT_WIDTH = 3286;
    private static final int ROOT_HEIGHT = 1080;
    private static final List<ScreenInfo> SCREENS =
            List.of(
                    new ScreenInfo(1, "HDMI-1", 1366, 0, 1920, 1080, true),
                    new ScreenInfo(2, "eDP-1", 0, 313, 1366, 767, false));

    @Test
    void aScreenIsItsOwnRectangle() throws CaptureException {
        assertThat(area(new Screen(1))).isEqualTo(new Rect(1366, 0, 1920, 1080));
    }

    @Test
    void aScreenOfOddSizeIsCroppedToAnEvenOne() throws CaptureException {
        assertThat(area(new Screen(2))).isEqualTo(new Rect(0, 313, 1366, 766));
    }

    @Test
    void aScreenIsFoundAgainByItsNameWhateverItsNumberIsNow() throws CaptureException {
        assertThat(TargetArea.named("eDP-1", new Screen(1), SCREENS)).isEqualTo(new Screen(2));
        assertThatThrownBy(() -> TargetArea.named("DP-3", new Screen(1), SCREENS))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("DP-3")
                .hasMessageEndingWith(".");
    }

    @Test
    void aScreenThatReachesOverTheDesktopIsClipped() throws CaptureException {
        List<ScreenInfo> stale = List.of(new ScreenInfo(1, "VGA", 0, 0, 1920, 1200, true));

        assertThat(TargetArea.of(new Screen(1), stale, 1280, 720))
                .isEqualTo(new Rect(0, 0, 1280, 720));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void anUnknownScreenIsRefusedAndTheKnownOnesAreNamed(int number) {
        assertThatThrownBy(() -> area(new Screen(number)))
                .isInstanceOfSatisfying(
                        CaptureException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_SCREEN))
                .hasMessageContaining("no screen " + number)
                .hasMessageContaining("1 (1920x1080), 2 (1366x767)");
    }

    @ParameterizedTest(name = "{0},{1} {2}x{3}")
    @CsvSource({
        // inside
        "10,20,300,200, 10,20,300,200",
        // odd sizes lose a pixel, odd places stay
        "11,21,301,201, 11,21,300,200",
        "0,0,3,3, 0,0,2,2",
        // over each edge
        "-50,20,100,100, 0,20,50,100",
        "50,-20,100,100, 50,0,100,80",
        "3200,20,100,100, 3200,20,86,100",
        "50,1000,100,100, 50,1000,100,80",
        // over all edges
        "-10,-10,9999,9999, 0,0,3286,1080",
        // clipping can make a size odd
        "-51,0,100,100, 0,0,48,100",
        // the last pixels
        "3284,1078,2,2, 3284,1078,2,2",
        // numbers whose sums overflow an int
        "0,0,2147483647,2147483647, 0,0,3286,1080",
        "100,100,2147483647,2147483647, 100,100,3186,980",
        "-2147483648,-2147483648,2147483647,2147483647, ,,,",
        "-2147483647,0,2147483647,100, ,,,",
        "-2147483600,0,2147483647,100, 0,0,46,100"
    })
    void aRegionIsClippedToTheDesktopAndMadeEven(
            int x, int y, int width, int height, Integer left, Integer top, Integer w, Integer h)
            throws CaptureException {
        Region region = new Region(x, y, width, height);

        if (left == null) {
            assertThatThrownBy(() -> area(region)).isInstanceOf(CaptureException.class);
        } else {
            assertThat(area(region)).isEqualTo(new Rect(left, top, w, h));
        }
    }

    @ParameterizedTest(name = "{0},{1} {2}x{3}")
    @CsvSource({
        "3286,0,100,100",
        "0,1080,100,100",
        "-100,0,100,100",
        "0,-100,100,100",
        "99999,99999,100,100",
        "2147483647,2147483647,2147483647,2147483647",
        "-2147483648,0,100,100",
        "0,0,0,100",
        "0,0,100,0",
        "0,0,-100,100",
        "100,100,-50,-50",
        "0,0,-2147483648,-2147483648",
        "0,0,1,100",
        "0,0,100,1",
        "3285,0,100,100",
        "-99,0,100,100"
    })
    void aRegionWithoutTwoPixelsOnTheDesktopIsRefused(int x, int y, int width, int height) {
        assertThatThrownBy(() -> area(new Region(x, y, width, height)))
                .isInstanceOfSatisfying(
                        CaptureException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REGION_OUTSIDE))
                .hasMessageContaining("region " + x + "," + y + "," + width + "x" + height)
                .hasMessageContaining("3286x1080");
    }

    private static Rect area(CaptureTarget target) throws CaptureException {
        return TargetArea.of(target, SCREENS, ROOT_WIDTH, ROOT_HEIGHT);
    }
}
