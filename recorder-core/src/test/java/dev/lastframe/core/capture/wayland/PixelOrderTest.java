package dev.lastframe.core.capture.wayland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

final class PixelOrderTest {

    @Test
    void redAndBlueChangePlacesWhereTheStreamHasThemTheOtherWayRound() {
        byte[] stream = {9, 1, 2, 3, -1, -4, 5, 6, -2};
        byte[] frame = new byte[8];
        PixelOrder.of("RGBA")
                .copy(MemorySegment.ofArray(stream), 1, MemorySegment.ofArray(frame), 0, 2);
        assertThat(frame).containsExactly(3, 2, 1, 0, 6, 5, -4, 0);
        PixelOrder.of("BGRx")
                .copy(MemorySegment.ofArray(stream), 1, MemorySegment.ofArray(frame), 0, 2);
        assertThat(frame).containsExactly(1, 2, 3, -1, -4, 5, 6, -2);
        assertThatIllegalArgumentException().isThrownBy(() -> PixelOrder.of("NV12"));
    }

    @Test
    void aCropIsThePartThatLiesInThePicture() {
        Rect whole = new Rect(0, 0, 100, 80);
        assertThat(BufferMeta.within(whole, 10, 20, 30, 40)).isEqualTo(new Rect(10, 20, 30, 40));
        assertThat(BufferMeta.within(whole, 90, 70, 30, 40)).isEqualTo(new Rect(90, 70, 10, 10));
        assertThat(BufferMeta.within(whole, 0, 0, 0, 0)).as("none").isEqualTo(whole);
    }
}
