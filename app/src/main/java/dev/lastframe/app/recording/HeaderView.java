package dev.lastframe.app.recording;

import dev.lastframe.app.fx.Motion;
import dev.lastframe.app.settings.Shortcut;
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
 * The large button, the running time, pause, and the keys. Ids: {@code record}, {@code time},
 * {@code pause}, {@code keys}.
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
    private final Button keys = Nodes.button("keys");
    private final FontIcon pauseIcon = new FontIcon(Material2MZ.PAUSE);

    /**
     * @param showShortcuts opens or closes the list of shortcuts
     */
    HeaderView(RecordingViewModel model, Runnable showShortcuts) {
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
        keys.getStyleClass().addAll("key", "flat");
        keys.setMinWidth(USE_PREF_SIZE);
        keys.setOnAction(event -> showShortcuts.run());
        getChildren().addAll(record, texts, pause, keys);
        model.header().subscribe(this::show);
        model.face().drawn().subscribe(this::show);
        model.shortcuts().report().subscribe(this::showKeys);
        model.face()
                .drawn()
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
        name(model.shortcuts().report().get());
        // the time and what is recorded need the room
        Nodes.present(keys, !running);
        // there from the start on, so that the first moment of the recording lays nothing out
        Nodes.present(pause, running && phase != Phase.STOPPING);
        pause.setDisable(phase == Phase.STARTING);
        pauseIcon.setIconCode(paused ? Material2MZ.PLAY_ARROW : Material2MZ.PAUSE);
        String name = words.text(paused ? "pause.continue" : "pause.pause");
        pause.setText(name);
    }

    private void showKeys(ShortcutReport report) {
        String key = report.working(Shortcut.RECORD).orElse(Shortcut.RECORD.windowKey());
        keys.setText(key);
        Nodes.named(keys, words.text("keys.name", key), words.text("keys.tip"));
        name(report);
    }

    /** The names of the buttons, with the keys that do the same. */
    private void name(ShortcutReport report) {
        Phase phase = model.face().drawn().get();
        Nodes.named(
                record,
                words.text(phase == Phase.IDLE ? "record.start" : "record.stop"),
                words.text("record.tip", keysOf(report, Shortcut.RECORD)));
        Nodes.named(
                pause,
                words.text(phase == Phase.PAUSED ? "pause.continue" : "pause.pause"),
                words.text("pause.tip", keysOf(report, Shortcut.PAUSE)));
    }

    private String keysOf(ShortcutReport report, Shortcut shortcut) {
        return report.working(shortcut)
                .map(chord -> words.text("keys.both", shortcut.windowKey(), chord))
                .orElse(shortcut.windowKey());
    }
}
