package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.TaskStat;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
            FutureTask<Integer> told = new FutureTask<>(first::get);
            calmly.execute(told);
            assertThat(told.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTaskYieldsToOthers() throws Exception {
        // where all of this runs nicer, it stays so
        int expected = Math.max(10, TaskStat.ofCaller().nice());
        FutureTask<Integer> nice = new FutureTask<>(() -> TaskStat.ofCaller().nice());

        calmly.execute(nice);

        assertThat(nice.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(expected);
    }

    @Test
    void whatWaitsForATaskWaitsUntilItEnds() {
        Thread caller = Thread.currentThread();
        AtomicBoolean ended = new AtomicBoolean();
        Calmly byTheCaller = new Calmly(Runnable::run, () -> {});

        byTheCaller.execute(() -> {
            Waits.eventually(LIMIT, "it waits", () -> caller.getState() == Thread.State.WAITING);
            ended.set(true);
        });

        assertThat(ended).isTrue();
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
