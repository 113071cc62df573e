package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Pane;
import javafx.stage.Window;

/**
 * A picture from a file, as large as there is room, with the file's own pixels as the measure of
 * what lies over it. It is read and shrunk by threads of JavaFX's own.
 */
final class PictureView extends Pane {

    private static final double MARGIN = 16;

    private final ImageView view = new ImageView();
    private final Label none = Nodes.label("", "muted");
    private final Label instead = Nodes.label("", "instead");
    private final double width;
    private final double height;
    private PictureSize size = new PictureSize(0, 0);
    private Runnable changed = () -> {};
    private Optional<Path> shown = Optional.empty();

    /**
     * @param without what stands there while there is no picture
     */
    PictureView(double width, double height, String without) {
        this.width = width;
        this.height = height;
        getStyleClass().add("picture");
        setMinSize(width, height);
        setPrefSize(width, height);
        setMaxSize(width, height);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        none.setText(without);
        none.setManaged(false);
        view.setManaged(false);
        view.setPreserveRatio(true);
        view.setSmooth(true);
        instead.setManaged(false);
        instead.setWrapText(true);
        getChildren().addAll(none, view, instead);
    }

    /** What stands there while there is no picture. */
    void without(String text) {
        none.setText(text);
        requestLayout();
    }

    /** Why another picture than the one that is there is not to be seen; empty where it is. */
    void instead(String sentence) {
        instead.setText(sentence);
        requestLayout();
    }

    /** Runs the task when another picture is there. */
    void whenChanged(Runnable task) {
        changed = task;
    }

    /** The picture's size in its own pixels; zero while there is none. */
    PictureSize size() {
        return size;
    }

    /** Shows it as soon as it is read; the one before stays until then. */
    void show(Optional<Path> file, PictureSize pixels) {
        if (file.equals(shown)) {
            return;
        }
        shown = file;
        if (file.isEmpty()) {
            view.setImage(null);
            size = new PictureSize(0, 0);
            changed.run();
            return;
        }
        Window window = getScene() == null ? null : getScene().getWindow();
        double scale = window == null ? 1 : window.getOutputScaleX();
        Image image =
                new Image(
                        file.get().toUri().toString(),
                        Math.min(width * scale, pixels.width()),
                        Math.min(height * scale, pixels.height()),
                        true,
                        true,
                        true);
        image.progressProperty()
                .subscribe(progress -> {
                    if (progress.doubleValue() >= 1 && file.equals(shown) && !image.isError()) {
                        size = pixels;
                        view.setImage(image);
                        requestLayout();
                        changed.run();
                    }
                });
    }

    /** Layout pixels for one of the picture's. */
    double scale() {
        return size.width() == 0 ? 1 : Math.min(width / size.width(), height / size.height());
    }

    double left() {
        return (width - size.width() * scale()) / 2;
    }

    double top() {
        return (height - size.height() * scale()) / 2;
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        boolean there = size.width() > 0;
        boolean hidden = !instead.getText().isEmpty();
        view.setVisible(!hidden);
        instead.setVisible(hidden);
        double wide = Math.min(instead.prefWidth(-1), width - 2 * MARGIN);
        double high = instead.prefHeight(wide);
        instead.resizeRelocate((width - wide) / 2, (height - high) / 2, wide, high);
        none.setVisible(!there && !hidden);
        none.resizeRelocate(
                (width - none.prefWidth(-1)) / 2,
                (height - none.prefHeight(-1)) / 2,
                none.prefWidth(-1),
                none.prefHeight(-1));
        if (there) {
            view.setFitWidth(size.width() * scale());
            view.setFitHeight(size.height() * scale());
            view.relocate(snapPositionX(left()), snapPositionY(top()));
        }
    }
}
