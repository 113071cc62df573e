package dev.lastframe.app.bugreport;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** Keeps the room of a part of a pane that is taken out for a moment. Used by the FX thread. */
final class RoomView extends Region {

    private final Pane pane;
    private final Node part;

    private RoomView(Pane pane, Node part) {
        this.pane = pane;
        this.part = part;
    }

    /** Takes a part out of its pane. */
    static RoomView of(Node part) {
        if (!(part.getParent() instanceof Pane pane)) {
            throw new IllegalArgumentException(part + " is in no pane");
        }
        RoomView room = new RoomView(pane, part);
        // how it grows and is placed is among them
        room.getProperties().putAll(part.getProperties());
        room.setMinSize(0, 0);
        room.setPrefSize(part.getLayoutBounds().getWidth(), part.getLayoutBounds().getHeight());
        List<Node> parts = pane.getChildren();
        parts.set(parts.indexOf(part), room);
        return room;
    }

    /** The part is in its place again. */
    void leave() {
        List<Node> parts = pane.getChildren();
        parts.set(parts.indexOf(this), part);
    }
}
