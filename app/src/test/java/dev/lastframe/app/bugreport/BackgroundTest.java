package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whoever cancels, of what comes of it all the same somebody is told: once, and by which thread.
 */
final class BackgroundTest {

    private final Deque<Runnable> working = new ArrayDeque<>();
    private final Deque<Runnable> fx = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Background background = new Background(working::add, fx::add);

    @Test
    void whatCameOfItIsToldTheFxThread() {
        Background.Running running = run(() -> {});
        working.remove().run();
        assertThat(told).isEmpty();
        fx.remove().run();
        assertThat(told).containsExactly("done");

        running.cancel();
        assertThat(told).as("it is over").containsExactly("done");
        assertThat(working).isEmpty();
    }

    @Test
    void whatIsCancelledBeforeItBeginsIsNotDone() {
        run(() -> told.add("worked")).cancel();
        working.remove().run();

        assertThat(told).isEmpty();
        assertThat(fx).isEmpty();
    }

    @Test
    void ofWhatIsCancelledMeanwhileItsOwnThreadIsToldAndNobodyElseIsNeeded() {
        List<Background.Running> own = new ArrayList<>();
        own.add(run(() -> own.getFirst().cancel()));
        working.remove().run();

        assertThat(told).containsExactly("late");
        assertThat(fx).isEmpty();
        assertThat(working).isEmpty();
        Thread.interrupted();
    }

    @Test
    void ofWhatIsCancelledBeforeTheFxThreadWasToldAnotherOneIsToldAtOnce() {
        Background.Running running = run(() -> {});
        working.remove().run();
        running.cancel();
        working.remove().run();
        assertThat(told).containsExactly("late");

        fx.remove().run();
        running.cancel();
        assertThat(told).containsExactly("late");
        assertThat(working).isEmpty();
    }

    @Test
    void ofAFaultOfWhatWasCancelledNobodyIsTold() {
        Background.Running running =
                run(() -> {
                    throw new IllegalStateException("planted");
                });
        working.remove().run();
        running.cancel();
        working.forEach(Runnable::run);
        fx.remove().run();

        assertThat(told).isEmpty();
    }

    private Background.Running run(Runnable work) {
        return background.run(
                () -> {
                    work.run();
                    return "it";
                },
                it -> told.add("done"),
                why -> told.add("failed"),
                it -> told.add("late"));
    }
}
