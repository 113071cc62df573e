package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TripTimeTest {

    private static final long MILLI = 1_000_000;

    private final TripTime time = new TripTime();

    @Test
    void itIsTheMiddleOfTheTrip() {
        assertThat(time.taken(100 * MILLI, 103 * MILLI)).isEqualTo(100 * MILLI + 3 * MILLI / 2);
        assertThat(time.taken(200 * MILLI, 200 * MILLI)).isEqualTo(200 * MILLI);
    }

    @Test
    void aReaderThatWasBusyDoesNotMakeItLater() {
        for (int i = 0; i < 10; i++) {
            time.taken(0, 2 * MILLI);
        }

        assertThat(time.taken(100 * MILLI, 300 * MILLI)).isBetween(101 * MILLI, 103 * MILLI);
    }

    @Test
    void aServerThatTakesLongIsBelievedSoon() {
        for (int i = 0; i < 20; i++) {
            time.taken(0, 40 * MILLI);
        }

        assertThat(time.taken(100 * MILLI, 140 * MILLI)).isEqualTo(120 * MILLI);
    }
}
