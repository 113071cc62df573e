package dev.lastframe.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameFormatTest {

    @Test
    void aPackedPictureHasFourBytesAPixelAndNoPadding() {
        FrameFormat format = FrameFormat.packed(1920, 1080);

        assertThat(format.strideBytes()).isEqualTo(7680);
        assertThat(format.sizeBytes()).isEqualTo(8_294_400);
        assertThat(format.whole()).isEqualTo(new Rect(0, 0, 1920, 1080));
    }

    @Test
    void paddingBelongsToTheSize() {
        assertThat(new FrameFormat(2, 2, 64).sizeBytes()).isEqualTo(128);
    }

    @Test
    void aPictureOfOverTwoGibibytesHasItsRightSize() {
        assertThat(FrameFormat.packed(32_768, 32_768).sizeBytes()).isEqualTo(4L << 30);
    }

    @ParameterizedTest
    @CsvSource({"0,2", "2,0", "1,2", "2,1", "3,2", "2,3", "-2,2", "2,-2"})
    void oddAndEmptyPicturesAreRefused(int width, int height) {
        assertThatThrownBy(() -> new FrameFormat(width, height, 64))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStrideShorterThanARowIsRefused() {
        assertThatThrownBy(() -> new FrameFormat(4, 2, 15))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,0", "-1,1", "1,-1"})
    void anEmptyRectangleIsRefused(int width, int height) {
        assertThatThrownBy(() -> new Rect(0, 0, width, height))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
