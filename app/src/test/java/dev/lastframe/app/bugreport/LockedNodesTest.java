package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LockedNodesTest {

    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<Node> parts = new ArrayList<>(List.of(new Group(), new Group()));
    private final Node form = new Group();
    private LockedNodes lock;

    @BeforeEach
    void setUp() {
        lock = new LockedNodes(form, () -> List.copyOf(parts), later::addAll);
    }

    @Test
    void theMouseIsKeptOutAtOnceAndThePartsOneAtATime() {
        lock.set(true);
        assertThat(form.isMouseTransparent()).isTrue();
        assertThat(parts).noneMatch(Node::isDisable);

        later.remove().run();
        assertThat(parts).noneMatch(Node::isDisable);
        later.remove().run();
        assertThat(parts.stream().filter(Node::isDisable)).hasSize(1);
        runAll();
        assertThat(parts).allMatch(Node::isDisable);

        lock.set(false);
        assertThat(form.isMouseTransparent()).isFalse();
        runAll();
        assertThat(parts).noneMatch(Node::isDisable);
    }

    @Test
    void aPartThatComesMeanwhileIsLockedToo() {
        lock.set(true);
        parts.add(new Group());
        runAll();
        assertThat(parts).hasSize(3).allMatch(Node::isDisable);
    }

    @Test
    void cancelledBeforeAllAreLockedNoneStaysSo() {
        lock.set(true);
        later.remove().run();
        later.remove().run();
        lock.set(false);
        runAll();
        assertThat(parts).noneMatch(Node::isDisable);
    }

    private void runAll() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }
}
