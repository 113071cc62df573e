package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PressTimeTest {

    private static final String STAT =
            "7 (odd) name (x)) S 1 7 7 0 -1 4194560 1 0 0 0 5 3 0 0 20 0 9 0 12345 1 2 3";

    @Test
    void itIsTheStartOfTheProcess() {
        long started = PressTime.of(STAT, 123_950_000_000L, 5_000_000_000L);

        assertThat(started).isEqualTo(5_000_000_000L - 500_000_000L);
    }

    @Test
    void whatCannotBeTrueIsNow() {
        assertThat(PressTime.of(STAT, 123_449_000_000L, 7)).as("from the future").isEqualTo(7);
        assertThat(PressTime.of(STAT, 200_000_000_000L, 7)).as("too long ago").isEqualTo(7);
        assertThat(PressTime.of("", 123_950_000_000L, 7)).isEqualTo(7);
        assertThat(PressTime.of("7 (x) S 1", 123_950_000_000L, 7)).isEqualTo(7);
        assertThat(PressTime.of(STAT.replace("12345", "x"), 123_950_000_000L, 7)).isEqualTo(7);
    }

    @Test
    void itAgreesWithJavasOwnIdeaOfItsAge() throws IOException {
        NanoClock clock = NanoClock.system();
        String stat = Files.readString(Path.of("/proc/self/stat"));
        Duration uptime = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        // as if it had been asked in the first minute
        long early = clock.bootNanos() - uptime.toNanos();

        long age = -PressTime.of(stat, early, 0);

        assertThat(age).isBetween(0L, Duration.ofSeconds(20).toNanos());
    }
}
