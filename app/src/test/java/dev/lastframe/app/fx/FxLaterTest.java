package dev.lastframe.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

final class FxLaterTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsWantedLaterIsDoneByTheFxThread() {
        try (FxLater later = new FxLater(waiting::add)) {
            var _ = later.after(Duration.ofMillis(1), () -> done.add("wanted"));
            awaitATask();
            assertThat(done).isEmpty();
            waiting.remove().run();

            assertThat(done).containsExactly("wanted");
        }
    }

    /** As when the FX thread is busy with the very event that makes it needless. */
    @Test
    void whatWaitsForTheFxThreadAlreadyCanBeTakenBackToo() {
        try (FxLater later = new FxLater(waiting::add)) {
            Later.Cancel wish = later.after(Duration.ofMillis(1), () -> done.add("taken back"));
            awaitATask();
            wish.cancel();
            waiting.remove().run();

            assertThat(done).isEmpty();
        }
    }

    private void awaitATask() {
        Waits.eventually(LIMIT, "its time has come", () -> !waiting.isEmpty());
    }
}
