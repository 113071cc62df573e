package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ServerTimeTest {

    private static final long NOW = TimeUnit.DAYS.toNanos(3) + 123_456_789;
    private static final int NOW_MILLIS = (int) TimeUnit.NANOSECONDS.toMillis(NOW);

    @Test
    void aPressIsAsOldAsTheServerSays() {
        assertThat(ServerTime.moment(NOW_MILLIS - 40, NOW)).isEqualTo(NOW - 40_000_000);
        assertThat(ServerTime.moment(NOW_MILLIS, NOW)).isEqualTo(NOW);
    }

    @Test
    void itsMillisecondsBeginAgainAfterFortyNineDays() {
        long wrap = TimeUnit.MILLISECONDS.toNanos(1L << 32);
        long after = wrap + 5_000_000;
        assertThat(ServerTime.moment(-10, after)).isEqualTo(after - 15_000_000);
    }

    @Test
    void theClockOfAnotherComputerIsNotBelieved() {
        assertThat(ServerTime.moment(NOW_MILLIS + 5, NOW)).isEqualTo(NOW);
        assertThat(ServerTime.moment(NOW_MILLIS - 20_000, NOW)).isEqualTo(NOW);
        assertThat(ServerTime.moment(17, NOW)).isEqualTo(NOW);
    }
}
