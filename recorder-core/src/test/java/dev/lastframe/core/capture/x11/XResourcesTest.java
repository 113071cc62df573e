package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class XResourcesTest {

    @Test
    void theScaleIsWhatTheDesktopTellsItsPrograms() {
        assertThat(XResources.scale("*foo:\t1\nXft.dpi:\t192\nXft.rgba: none\n")).isEqualTo(2);
        assertThat(XResources.scale("Xft.dpi:\t120\n")).isEqualTo(1.25);
    }

    @Test
    void whereNothingUsefulIsSaidItIsOne() {
        assertThat(XResources.scale("")).isEqualTo(1);
        assertThat(XResources.scale("Xft.dpi:\tmany\n")).isEqualTo(1);
        assertThat(XResources.scale("Xft.dpi:\t0\n")).isEqualTo(1);
        assertThat(XResources.scale(0)).isEqualTo(1);
    }
}
