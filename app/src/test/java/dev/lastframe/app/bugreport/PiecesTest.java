package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PiecesTest {

    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final Pieces pieces =
            new Pieces((delay, task) -> {
                later.add(task);
                return () -> later.remove(task);
            });

    @Test
    void eachHasATaskOfItsOwnInOrder() {
        pieces.add(List.of(() -> done.add("a"), () -> done.add("b")));
        pieces.add(List.of(() -> done.add("c")));

        assertThat(done).isEmpty();
        for (String each : List.of("a", "b", "c")) {
            assertThat(later).as("one at a time").hasSize(1);
            later.remove().run();
            assertThat(done).endsWith(each);
        }
        assertThat(done).containsExactly("a", "b", "c");
        assertThat(later).isEmpty();
        pieces.add(List.of(() -> done.add("d")));
        later.remove().run();
        assertThat(done).endsWith("d");
    }

    @Test
    void oneThatFailsKeepsNoneOfTheOthersBack() {
        pieces.add(
                List.of(
                        () -> {
                            throw new IllegalStateException("planted");
                        },
                        () -> done.add("b")));

        assertThatIllegalStateException().isThrownBy(() -> later.remove().run());
        later.remove().run();
        assertThat(done).containsExactly("b");
    }

    @Test
    void whatComesFirstIsDoneBeforeWhatWaits() {
        pieces.add(List.of(() -> done.add("c"), () -> done.add("d")));
        pieces.addFirst(List.of(() -> done.add("a"), () -> done.add("b")));
        while (!later.isEmpty()) {
            assertThat(later).as("one at a time").hasSize(1);
            later.remove().run();
        }
        assertThat(done).containsExactly("a", "b", "c", "d");
        pieces.addFirst(List.of(() -> done.add("e")));
        later.remove().run();
        assertThat(done).endsWith("e");
    }

    @Test
    void nothingIsDoneAfterwardsWhenItIsCleared() {
        pieces.add(List.of(() -> done.add("a"), () -> done.add("b")));
        pieces.clear();
        while (!later.isEmpty()) {
            later.remove().run();
        }

        assertThat(done).isEmpty();
    }

    @Test
    void whatRestsGoesOnWhereItWas() {
        pieces.add(List.of(() -> done.add("a"), () -> done.add("b"), () -> done.add("c")));
        later.remove().run();
        pieces.rest();
        later.remove().run();
        pieces.add(List.of(() -> done.add("d")));

        assertThat(done).as("nothing while it rests").containsExactly("a");
        assertThat(later).isEmpty();
        pieces.goOn();
        pieces.goOn();
        while (!later.isEmpty()) {
            assertThat(later).as("one at a time").hasSize(1);
            later.remove().run();
        }
        assertThat(done).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aRestThatIsOverBeforeTheNextOneIsDueChangesNothing() {
        pieces.add(List.of(() -> done.add("a"), () -> done.add("b")));
        pieces.rest();
        pieces.goOn();

        assertThat(later).hasSize(1);
        later.remove().run();
        later.remove().run();
        assertThat(done).containsExactly("a", "b");
    }
}
