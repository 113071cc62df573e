package dev.lastframe.core.capture.wayland;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StreamShapeTest {

    private final StreamShape shape = new StreamShape();

    @Test
    void aSourceMayHandRoundMuchMemory() {
        for (int i = 0; i < 200; i++) {
            assertThat(shape.changed(1000, i % 16)).isFalse();
        }
    }

    @Test
    void anotherSizeIsAnotherShape() {
        assertThat(shape.changed(1000, 1)).isFalse();
        assertThat(shape.changed(2000, 1)).isTrue();
        assertThat(shape.changed(2000, 2)).as("agreed on by then").isFalse();
    }

    /** A monitor that is turned has as many pixels. */
    @Test
    void otherMemoryOfTheSameSizeIsAnotherShape() {
        for (int i = 0; i < 80; i++) {
            assertThat(shape.changed(1000, i % 8)).isFalse();
        }
        assertThat(shape.changed(1000, 8)).isTrue();
        assertThat(shape.changed(1000, 9)).isFalse();
        assertThat(shape.changed(1000, 10)).as("its memory comes one by one").isFalse();
    }
}
