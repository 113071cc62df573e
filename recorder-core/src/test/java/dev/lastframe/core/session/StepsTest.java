package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StepsTest {

    private final Steps steps = new Steps();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatOneStepThrowsKeepsNoOtherFromBeingDoneAndNothingIsForgotten() {
        IOException first = new IOException("first");
        OutOfMemoryError second = new OutOfMemoryError("second");

        steps.run(
                "one",
                () -> {
                    throw first;
                });
        steps.run("two", () -> done.add("two"));
        steps.run(
                "three",
                () -> {
                    throw second;
                });
        steps.run("four", () -> done.add("four"));

        assertThat(done).containsExactly("two", "four");
        assertThat(steps.failure()).isSameAs(first);
        assertThat(first.getSuppressed()).containsExactly(second);
    }

    @Test
    void theSameAgainIsNoSecondFailure() {
        OutOfMemoryError again = new OutOfMemoryError();
        for (int i = 0; i < 2; i++) {
            steps.run(
                    "it",
                    () -> {
                        throw again;
                    });
        }

        assertThat(steps.failure()).isSameAs(again);
        assertThat(again.getSuppressed()).isEmpty();
    }

    @Test
    void withoutAFailureThereIsNone() {
        steps.run("it", () -> done.add("it"));

        assertThat(steps.failure()).isNull();
    }
}
