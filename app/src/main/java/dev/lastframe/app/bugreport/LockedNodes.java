package dev.lastframe.app.bugreport;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;

/**
 * Nothing in the form can be changed while something works. To disable all of it at once takes a
 * fifth of a second of the FX thread: the mouse reaches nothing from now on, the keyboard not the
 * part that it was in, and the others follow in turn. Used by the FX thread.
 */
final class LockedNodes {

    private final Node form;
    private final Supplier<List<Node>> parts;
    private final Consumer<List<Runnable>> inTurn;
    private boolean locked;

    /**
     * @param parts those of the form that there are, all others without a use for the keyboard
     * @param inTurn does each of these later, one at a time
     */
    LockedNodes(Node form, Supplier<List<Node>> parts, Consumer<List<Runnable>> inTurn) {
        this.form = form;
        this.parts = parts;
        this.inTurn = inTurn;
    }

    /** Locks or unlocks; harmless where it is so already. */
    void set(boolean locks) {
        if (locks == locked) {
            return;
        }
        locked = locks;
        form.setMouseTransparent(locks);
        parts.get().stream().filter(LockedNodes::hasFocus).forEach(this::follow);
        // after those parts that are still to be put in
        inTurn.accept(List.of(this::followAll));
    }

    private void followAll() {
        inTurn.accept(parts.get().stream().map(part -> (Runnable) () -> follow(part)).toList());
    }

    private void follow(Node part) {
        part.setDisable(locked);
    }

    private static boolean hasFocus(Node part) {
        Scene scene = part.getScene();
        Node node = scene == null ? null : scene.getFocusOwner();
        while (node != null && !node.equals(part)) {
            node = node.getParent();
        }
        return node != null;
    }
}
