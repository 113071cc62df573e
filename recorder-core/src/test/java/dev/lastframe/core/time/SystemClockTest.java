package dev.lastframe.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Allocated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class SystemClockTest {

    private final NanoClock clock = NanoClock.system();

    @Test
    @EnabledOnOs(OS.LINUX)
    void timeThatAlsoPassesInSleepIsTheKernelsOwn() throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0];

        assertThat(clock.bootNanos() / 1e9)
                .isCloseTo(Double.parseDouble(uptime), Offset.offset(5.0));
    }

    @Test
    void askingWhatTimeItIsLeavesNoGarbage() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long before = Allocated.byThisThread();
            clock.bootNanos();
            least = Math.min(least, Allocated.byThisThread() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void bothClocksGoAlikeWhileTheComputerIsAwake() {
        long boot = clock.bootNanos();
        long monotonic = clock.nanoTime();
        long difference = boot - monotonic;

        for (int i = 0; i < 1000; i++) {
            boot = clock.bootNanos();
            monotonic = clock.nanoTime();
            assertThat(boot - monotonic)
                    .as("what passes between the two readings is never taken for sleep")
                    .isLessThan(difference + Duration.ofSeconds(5).toNanos());
        }
    }
}
