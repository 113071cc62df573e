package dev.lastframe.app.recording;

import dev.lastframe.core.sound.SoundKind;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * The sources of sound, each with its switch and its meter, and what there is to say about them.
 * Ids: {@code sound-more}, {@code sound-note}; see also {@link SoundSwitchView}.
 */
final class SoundView extends VBox {

    private final Label note = Nodes.label("");
    private final FontIcon warning = new FontIcon(Material2MZ.WARNING);

    /**
     * @param more opens or closes what can be set of the sources
     */
    SoundView(SoundModel model, Words words, Runnable more) {
        getStyleClass().add("sound");
        HBox row = new HBox();
        row.getStyleClass().add("sound-row");
        for (SoundKind kind : SoundKind.values()) {
            SoundSwitchView view = new SoundSwitchView(model, kind);
            HBox.setHgrow(view, Priority.ALWAYS);
            row.getChildren().add(view);
        }
        Button open =
                Nodes.iconButton(
                        "sound-more",
                        Material2MZ.TUNE,
                        words.text("sound.more"),
                        words.text("sound.moreTip"));
        open.setOnAction(event -> more.run());
        row.getChildren().add(open);
        warning.getStyleClass().add("trouble-icon");
        note.setId("sound-note");
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(row, note);
        model.note().subscribe(this::say);
        model.line(SoundKind.SYSTEM).subscribe(() -> offer(open, model));
        model.line(SoundKind.MICROPHONE).subscribe(() -> offer(open, model));
    }

    /** Without a sound server there is nothing to set. */
    private static void offer(Button open, SoundModel model) {
        open.setDisable(
                !model.line(SoundKind.SYSTEM).get().possible()
                        && !model.line(SoundKind.MICROPHONE).get().possible());
    }

    private void say(SoundNote said) {
        Nodes.present(note, !said.text().isEmpty());
        note.setText(said.text());
        note.setGraphic(said.trouble() ? warning : null);
        note.getStyleClass().setAll("label", said.trouble() ? "problem" : "muted");
    }
}
