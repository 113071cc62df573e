package dev.lastframe.core.capture.wayland;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StreamTimesTest {

    private static final long MILLI = 1_000_000;
    private static final long OFF = 40_000 * MILLI;

    @Test
    void thePromptestPictureTellsHowFarTheClocksAreApart() {
        StreamTimes times = new StreamTimes();
        times.of(0, OFF + MILLI);
        assertThat(times.of(100 * MILLI, OFF + 130 * MILLI))
                .as("made a while before it came")
                .isEqualTo(OFF + 101 * MILLI);
        assertThat(times.of(200 * MILLI, OFF + 200 * MILLI)).isEqualTo(OFF + 200 * MILLI);
        assertThat(times.of(300 * MILLI, OFF + 310 * MILLI)).isEqualTo(OFF + 300 * MILLI);
    }

    @Test
    void aClockThatDriftsIsFollowed() {
        StreamTimes times = new StreamTimes();
        long made = 0;
        for (int i = 0; i < 1000; i++) {
            long stream = 33L * i * MILLI;
            long arrived = OFF + stream + i * MILLI / 10;
            made = times.of(stream, arrived);
            assertThat(arrived - made).isBetween(0L, 13 * MILLI);
        }
        assertThat(made).isPositive();
    }

    @Test
    void withoutATimeOfItsOwnAPictureIsOfWhenItCame() {
        StreamTimes times = new StreamTimes();
        assertThat(times.of(-1, OFF)).isEqualTo(OFF);
        times.of(5_000 * MILLI, OFF);
        assertThat(times.of(0, OFF + MILLI)).as("it claims to be old").isEqualTo(OFF + MILLI);
    }
}
