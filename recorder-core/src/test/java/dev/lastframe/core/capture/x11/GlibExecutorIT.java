package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** GLib's own loop, turned by hand on the test's thread, as a toolkit's would be. */
@Timeout(60)
final class GlibExecutorIT {

    private final Deque<Runnable> toolkit = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final GlibExecutor executor = new GlibExecutor(toolkit::add);

    @Test
    void theLoopItselfIsGivenTasksOnceItIsKnown() {
        try (TurnedLoop loop = new TurnedLoop()) {
            give("first");
            loop.turn();
            assertThat(done).as("nobody knows of the loop yet").isEmpty();
            toolkit.remove().run();
            assertThat(done).containsExactly("first");

            give("second");
            give("third");
            assertThat(toolkit).isEmpty();
            loop.turn();
            loop.turn();

            assertThat(done).containsExactly("first", "second", "third");
        }
    }

    @Test
    void aTurnThatTheToolkitHoldsUpHoldsUpNoTask() {
        try (TurnedLoop loop = new TurnedLoop()) {
            give("first");
            toolkit.remove().run();
            give("second");
            loop.turn();
        }
        GlibExecutor other = new GlibExecutor(toolkit::add);
        try (TurnedLoop loop = new TurnedLoop()) {
            other.execute(() -> other.execute(() -> done.add("fourth")));
            other.execute(() -> done.add("third"));
            toolkit.remove().run();
            loop.turn();

            assertThat(done).containsExactly("first", "second", "third", "fourth");
            toolkit.remove().run();
            assertThat(toolkit).as("it finds nothing to do").isEmpty();
        }
    }

    @Test
    void noTaskOfManyThreadsIsLostAndEachThreadsOrderIsKept() throws InterruptedException {
        int threads = 4;
        int each = 2000;
        int[] last = new int[threads];
        Queue<Runnable> turns = new ConcurrentLinkedQueue<>();
        GlibExecutor shared = new GlibExecutor(turns::add);
        List<String> wrong = new ArrayList<>();
        try (TurnedLoop loop = new TurnedLoop()) {
            List<Thread> givers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int giver = t;
                givers.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    for (int i = 1; i <= each; i++) {
                                        int number = i;
                                        shared.execute(() -> {
                                            if (number != ++last[giver]) {
                                                wrong.add(giver + ": " + number);
                                            }
                                        });
                                    }
                                }));
            }
            Waits.eventually(
                    Duration.ofSeconds(30),
                    "all are done",
                    () -> {
                        Runnable turn = turns.poll();
                        if (turn != null) {
                            turn.run();
                        }
                        loop.turn();
                        return Arrays.stream(last).allMatch(n -> n == each);
                    });
            for (Thread giver : givers) {
                giver.join();
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void theToolkitKeepsThemWhereItsThreadRunsNoLoop() {
        give("first");
        toolkit.remove().run();
        give("second");
        toolkit.remove().run();

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void aFaultGoesToTheThreadsHandlerAndNotIntoTheLoop() {
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        try (TurnedLoop loop = new TurnedLoop()) {
            thread.setUncaughtExceptionHandler((_, thrown) -> done.add(thrown.getMessage()));
            give("first");
            toolkit.remove().run();
            executor.execute(() -> {
                throw new IllegalStateException("of the test");
            });
            give("after");
            loop.turn();
            loop.turn();

            assertThat(done).containsExactly("first", "of the test", "after");
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }
    }

    @Test
    void whatTheToolkitRefusesIsNotKept() {
        List<Runnable> taken = new ArrayList<>();
        boolean[] refuses = {true};
        GlibExecutor refused =
                new GlibExecutor(task -> {
                    if (refuses[0]) {
                        throw new IllegalStateException("not started");
                    }
                    taken.add(task);
                });
        assertThatIllegalStateException().isThrownBy(() -> refused.execute(() -> done.add("lost")));
        refuses[0] = false;
        refused.execute(() -> done.add("kept"));
        taken.getFirst().run();

        assertThat(done).containsExactly("kept");
    }

    private void give(String name) {
        executor.execute(() -> done.add(name));
    }
}
