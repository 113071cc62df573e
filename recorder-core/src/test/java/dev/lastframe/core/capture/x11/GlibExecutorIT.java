package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
    void theOrderIsThatOfTheGivingWhicheverWayComesFirst() {
        try (TurnedLoop loop = new TurnedLoop()) {
            give("first");
            give("second, by the toolkit");
            toolkit.remove().run();
            give("third, by the loop");

            loop.turn();
            assertThat(done).containsExactly("first", "second, by the toolkit");
            toolkit.remove().run();
            assertThat(done).last().isEqualTo("third, by the loop");
            assertThat(toolkit).isEmpty();
        }
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
