package dev.lastframe.app.recording;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * A recording in one line: stop, what it does, pause, mark, report. Ids: {@code pill}, {@code
 * pill-stop}, {@code pill-text}, {@code pill-pause}, {@code pill-mark}, {@code pill-report}.
 */
final class PillView extends HBox {

    private static final PseudoClass OPAQUE = PseudoClass.getPseudoClass("opaque");

    private final RecordingViewModel model;
    private final Words words;
    private final TabularLabel text = new TabularLabel();
    private final Button stop;
    private final Button pause;
    private final FontIcon pauseIcon = new FontIcon(Material2MZ.PAUSE);

    /**
     * @param square whether nothing composites: what is not drawn would be black
     */
    PillView(RecordingViewModel model, boolean square) {
        this.model = model;
        this.words = model.words();
        setId("pill");
        getStyleClass().add("pill");
        pseudoClassStateChanged(OPAQUE, square);
        setAlignment(Pos.CENTER_LEFT);
        Region halt = new Region();
        halt.getStyleClass().add("mark");
        halt.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        stop = button("stop", Material2MZ.STOP, "record.stop", model::pressHere);
        stop.setGraphic(halt);
        pause = button("pause", Material2MZ.PAUSE, "pause.pause", model::pressPause);
        pause.setGraphic(pauseIcon);
        text.setId("pill-text");
        setHgrow(text, Priority.ALWAYS);
        getChildren()
                .addAll(
                        stop,
                        text,
                        pause,
                        button("mark", Material2OutlinedAL.FLAG, "help.mark", model::pressMark),
                        button(
                                "report",
                                Material2OutlinedAL.BUG_REPORT,
                                "bug.open",
                                model.reports()::open));
    }

    /** The newest words. */
    void say(String next) {
        text.setText(next);
    }

    /** Time and what was missed; without them where they would be in the picture. */
    String running(boolean inPicture) {
        boolean paused = model.phase().get() == Phase.PAUSED;
        if (inPicture) {
            return words.text(paused ? "header.paused" : "pill.recording");
        }
        return words.text(
                paused ? "pill.paused" : "pill.text",
                model.header().get().headline(),
                words.number(model.missed()));
    }

    void show(Phase phase) {
        boolean paused = phase == Phase.PAUSED;
        boolean begun = phase == Phase.RECORDING || paused;
        pause.setDisable(!begun);
        pauseIcon.setIconCode(paused ? Material2MZ.PLAY_ARROW : Material2MZ.PAUSE);
        String name = words.text(paused ? "pause.continue" : "pause.pause");
        Nodes.named(pause, name, name);
        stop.setDisable(phase == Phase.STOPPING);
    }

    private Button button(String id, Ikon icon, String name, Runnable task) {
        Button button = Nodes.iconButton("pill-" + id, icon, words.text(name), words.text(name));
        button.setFocusTraversable(false);
        button.setOnAction(event -> task.run());
        return button;
    }
}
