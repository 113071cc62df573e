package dev.lastframe.core.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Kernel;
import dev.lastframe.core.testing.TaskStat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class ShortTurnsTest {

    private static final int CALLER = 0;

    @Test
    void aThreadHasShortTurnsAndThoseThatItStartsHaveTheirsAsBefore() throws Exception {
        long usual = turnNanos();
        Callable<List<Long>> telling =
                () -> {
                    int given = ShortTurns.takeOf(Thread.currentThread().getName());
                    FutureTask<Long> child = new FutureTask<>(ShortTurnsTest::turnNanos);
                    Thread.ofPlatform().start(child);
                    return List.of((long) given, turnNanos(), child.get());
                };
        FutureTask<List<Long>> task = new FutureTask<>(telling);
        Thread.ofPlatform().name("turns").start(task);

        assertThat(task.get()).containsExactly((long) one(), shortened(), usual);
        assertThat(turnNanos()).isEqualTo(usual);
    }

    @Test
    void whatElseAThreadIsStays() throws Exception {
        Callable<List<TaskStat>> telling =
                () -> {
                    Niceness.raise(3);
                    Niceness.letFinish();
                    TaskStat before = TaskStat.ofCaller();
                    int given = ShortTurns.takeOf(Thread.currentThread().getName());
                    assertThat(given).isEqualTo(one());
                    return List.of(before, TaskStat.ofCaller());
                };
        FutureTask<List<TaskStat>> task = new FutureTask<>(telling);
        Thread.ofPlatform().name("turns-beside").start(task);

        assertThat(task.get().getLast()).isEqualTo(task.get().getFirst());
    }

    @Test
    void threadsAreFoundByAsMuchOfTheirNameAsLinuxKeeps() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch told = new CountDownLatch(1);
        FutureTask<Long> named = telling(running, told);
        FutureTask<Long> other = telling(running, told);
        Thread.ofPlatform().name("turns-of-a-long-name").start(named);
        Thread.ofPlatform().name("turns-of-another-name").start(other);
        running.await();

        assertThat(ShortTurns.takeOf("turns-of-a-long-name")).isEqualTo(one());
        told.countDown();

        assertThat(named.get()).isEqualTo(shortened());
        assertThat(other.get()).isEqualTo(turnNanos());
        assertThat(ShortTurns.takeOf("turns-of-nobody")).isZero();
    }

    private static FutureTask<Long> telling(CountDownLatch running, CountDownLatch told) {
        return new FutureTask<>(() -> {
            running.countDown();
            told.await();
            return turnNanos();
        });
    }

    private static long turnNanos() {
        return ShortTurns.turnNanos(CALLER);
    }

    /** How many of one thread are given them. */
    private static int one() {
        return Kernel.givesTurns() ? 1 : 0;
    }

    private static long shortened() {
        return Kernel.givesTurns() ? ShortTurns.TURN_NANOS : 0;
    }
}
