package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CalmlyTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger first = new AtomicInteger();
    private final Calmly calmly = new Calmly(waiting, first::incrementAndGet);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @AfterEach
    void endWhatWaits() {
        waiting.shutdownNow();
    }

    @Test
    void beforeTheFirstTaskTheOthersAreToldOnce() throws Exception {
        for (int i = 0; i < 2; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            calmly.execute(ran::countDown);
            await(ran);
        }

        assertThat(first).hasValue(1);
    }

    @Test
    void aTaskThatIsCancelledIsInterrupted() throws Exception {
        FutureTask<?> task = new FutureTask<>(this::hang, null);
        calmly.execute(task);
        await(begun);

        task.cancel(true);

        await(interrupted);
    }

    @Test
    void whatWaitsForATaskEndsWithIt() throws Exception {
        calmly.execute(this::hang);
        await(begun);
        assertThat(waiting.isTerminated()).isFalse();

        waiting.shutdownNow();

        await(interrupted);
        assertThat(waiting.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private void hang() {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            interrupted.countDown();
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
