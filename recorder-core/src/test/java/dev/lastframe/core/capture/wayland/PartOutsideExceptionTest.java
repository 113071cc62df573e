package dev.lastframe.core.capture.wayland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.frame.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartOutsideExceptionTest {

    /** A picture of 640 by 360 that does not begin where its memory does. */
    private static final Rect SHOWN = new Rect(10, 20, 640, 360);

    @ParameterizedTest
    @CsvSource({
        "0,0,640,360, 10,20,640,360",
        "5,7,100,50, 15,27,100,50",
        "600,300,100,100, 610,320,40,60",
        "-50,-60,100,100, 10,20,50,40"
    })
    void whatLiesInThePictureIsTaken(
            int x, int y, int width, int height, int left, int top, int wide, int high) {
        assertThat(PartOutsideException.require(new Rect(x, y, width, height), SHOWN))
                .isEqualTo(new Rect(left, top, wide, high));
    }

    @ParameterizedTest
    @CsvSource({"640,0,10,10", "639,0,10,10", "0,-10,10,10", "2147483647,0,2147483647,10"})
    void whatDoesNotIsSaidWithThePicturesSize(int x, int y, int width, int height) {
        PartOutsideException outside =
                catchThrowableOfType(
                        PartOutsideException.class,
                        () -> PartOutsideException.require(new Rect(x, y, width, height), SHOWN));
        assertThat(outside.refusal().reason()).isEqualTo(CaptureException.Reason.REGION_OUTSIDE);
        assertThat(outside.refusal().getMessage()).contains("640x360");
    }

    @Test
    void theSentenceSaysWhatToDo() {
        PartOutsideException outside =
                catchThrowableOfType(
                        PartOutsideException.class,
                        () -> PartOutsideException.require(new Rect(900, 0, 10, 20), SHOWN));
        assertThat(outside.refusal().getMessage())
                .isEqualTo(
                        "Of what was chosen in the desktop's dialog the region 900,0,10x20 is not"
                                + " in its picture of 640x360 pixels: choose a region within it,"
                                + " counted from its upper left corner.");
    }
}
