package dev.lastframe.app.ui;

import dev.lastframe.core.testing.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

/** A window onto which files are dropped. Used by the test's thread; blocks. */
final class DropTarget implements AutoCloseable {

    private final Stage stage;
    private final Rectangle2D area;
    private final List<Path> dropped = new ArrayList<>();

    private DropTarget(Stage stage, Rectangle2D area) {
        this.stage = stage;
        this.area = area;
    }

    /** Shows it above the other windows. */
    static DropTarget show(Rectangle2D area) {
        return Fx.get(() -> {
            Stage stage = new Stage(StageStyle.UNDECORATED);
            DropTarget target = new DropTarget(stage, area);
            Scene scene = new Scene(new StackPane(new Label("drop here")));
            scene.setOnDragOver(event -> {
                if (event.getDragboard().hasFiles()) {
                    event.acceptTransferModes(TransferMode.COPY);
                }
            });
            scene.setOnDragDropped(event -> {
                event.getDragboard().getFiles().forEach(file -> target.dropped.add(file.toPath()));
                event.setDropCompleted(true);
            });
            stage.setScene(scene);
            stage.setX(area.getMinX());
            stage.setY(area.getMinY());
            stage.setWidth(area.getWidth());
            stage.setHeight(area.getHeight());
            stage.setAlwaysOnTop(true);
            stage.show();
            return target;
        });
    }

    Point2D middle() {
        return new Point2D(
                area.getMinX() + area.getWidth() / 2, area.getMinY() + area.getHeight() / 2);
    }

    /** In order, each once. */
    List<Path> dropped() {
        return Fx.get(() -> dropped.stream().distinct().toList());
    }

    /** Until there are more than so many, or for so long. */
    void awaitsADrop(int before, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (dropped().size() == before && System.nanoTime() < end) {
            Waits.pause(Duration.ofMillis(50));
        }
    }

    @Override
    public void close() {
        Fx.run(stage::close);
    }
}
