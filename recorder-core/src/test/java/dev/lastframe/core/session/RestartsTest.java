package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RestartsTest {

    private final FakeClock clock = new FakeClock();
    private final Restarts restarts = new Restarts();

    @Test
    void threeAMinuteAreAllowedAndTheFourthIsNot() {
        assertThat(allow()).isTrue();
        assertThat(allow()).isTrue();
        clock.advance(Duration.ofSeconds(59));
        assertThat(allow()).isTrue();
        assertThat(allow()).isFalse();
        assertThat(restarts.count()).isEqualTo(3);
    }

    @Test
    void theMinuteSlides() {
        allow();
        clock.advance(Duration.ofSeconds(30));
        allow();
        allow();
        clock.advance(Duration.ofSeconds(30));

        assertThat(allow()).as("the first one is a minute old").isTrue();
        assertThat(allow()).isFalse();
        assertThat(restarts.count()).isEqualTo(4);
    }

    private boolean allow() {
        return restarts.allow(clock.nanoTime());
    }
}
