package dev.lastframe.app.recording;

import dev.lastframe.core.sound.SoundLevel;
import javafx.scene.layout.Region;

/** How loud something is, as a bar that is drawn anew only when it changes. */
final class LevelView extends Region {

    private final Region fill = new Region();
    private int level;

    LevelView(String id) {
        setId(id);
        getStyleClass().add("level");
        fill.getStyleClass().add("fill");
        fill.setManaged(false);
        getChildren().add(fill);
        setMouseTransparent(true);
    }

    /**
     * @param next 0 to {@link SoundLevel#LOUDEST}
     */
    void show(int next) {
        if (next != level) {
            level = next;
            size();
        }
    }

    @Override
    protected void layoutChildren() {
        size();
    }

    private void size() {
        fill.resizeRelocate(0, 0, snapSizeX(getWidth() * level / SoundLevel.LOUDEST), getHeight());
    }
}
