package dev.lastframe.app.recording;

import dev.lastframe.app.fx.Motion;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * The large button, the running time, and pause. Ids: {@code record}, {@code time}, {@code pause}.
 */
final class HeaderView extends HBox {

    private static final PseudoClass RECORDING = PseudoClass.getPseudoClass("recording");
    private static final PseudoClass PAUSED = PseudoClass.getPseudoClass("paused");
    private static final PseudoClass SAVING = PseudoClass.getPseudoClass("saving");

    private final RecordingViewModel model;
    private final Words words;
    private final Button record = Nodes.button("record");
    private final TabularLabel time = new TabularLabel();
    private final Label detail = Nodes.label("", "detail");
    private final Button pause = Nodes.button("pause");
    private final FontIcon pauseIcon = new FontIcon(Material2MZ.PAUSE);

    HeaderView(RecordingViewModel model) {
        this.model = model;
        this.words = model.words();
        getStyleClass().add("header");
        setAlignment(Pos.CENTER_LEFT);
        buildRecord();
        buildPause();
        time.setId("time");
        detail.setId("detail");
        detail.setWrapText(true);
        detail.setMinHeight(USE_PREF_SIZE);
        VBox texts = new VBox(time, detail);
        texts.getStyleClass().add("texts");
        texts.setAlignment(Pos.CENTER_LEFT);
        setHgrow(texts, Priority.ALWAYS);
        Label key = Nodes.label("F9", "key");
        key.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(record, texts, pause, key);
        model.header().subscribe(this::show);
        model.phase().subscribe(this::show);
        model.phase()
                .subscribe(phase -> {
                    // the FX thread captures: it does not move things while it does
                    if (phase == Phase.IDLE) {
                        Motion.fade(detail);
                    }
                });
    }

    Button record() {
        return record;
    }

    private void buildRecord() {
        Region mark = new Region();
        mark.getStyleClass().add("mark");
        mark.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);

        record.getStyleClass().add("record");
        record.setGraphic(new StackPane(mark));
        record.setOnAction(event -> model.press());
    }

    private void buildPause() {

        pause.setGraphic(pauseIcon);
        pause.getStyleClass().add("pause");
        pause.setMinWidth(USE_PREF_SIZE);
        pause.setOnAction(event -> model.pressPause());
    }

    private void show(Header header) {
        time.setText(header.headline());
        detail.setText(header.detail());
        record.setDisable(!header.recordable());
    }

    private void show(Phase phase) {
        boolean running = phase != Phase.IDLE;
        boolean paused = phase == Phase.PAUSED;
        record.pseudoClassStateChanged(RECORDING, running);
        record.pseudoClassStateChanged(SAVING, phase == Phase.STOPPING);
        record.pseudoClassStateChanged(PAUSED, paused);
        Nodes.named(
                record,
                words.text(running ? "record.stop" : "record.start"),
                words.text("record.tip"));
        // there from the start on, so that the first moment of the recording lays nothing out
        Nodes.present(pause, running && phase != Phase.STOPPING);
        pause.setDisable(phase == Phase.STARTING);
        pauseIcon.setIconCode(paused ? Material2MZ.PLAY_ARROW : Material2MZ.PAUSE);
        String name = words.text(paused ? "pause.continue" : "pause.pause");
        pause.setText(name);
        Nodes.named(pause, name, words.text("pause.tip"));
    }
}
