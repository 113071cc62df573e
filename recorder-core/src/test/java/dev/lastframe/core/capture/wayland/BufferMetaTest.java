package dev.lastframe.core.capture.wayland;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BufferMetaTest {

    @Test
    void rowsThatNobodyDescribesFillTheMemory() {
        assertThat(BufferMeta.stride(640 * 360 * 4, 640, 360)).isEqualTo(2560);
        assertThat(BufferMeta.stride(2816 * 360, 640, 360)).isEqualTo(2816);
    }

    @Test
    void memoryThatIsNoRowsOfOneLengthHasPackedOnes() {
        assertThat(BufferMeta.stride(640 * 360 * 4 + 100, 640, 360)).isEqualTo(2560);
        assertThat(BufferMeta.stride(2561 * 360, 640, 360)).as("no pixels").isEqualTo(2560);
        assertThat(BufferMeta.stride(100, 640, 360)).as("not even whole").isEqualTo(2560);
    }
}
