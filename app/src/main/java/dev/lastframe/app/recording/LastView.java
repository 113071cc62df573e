package dev.lastframe.app.recording;

import dev.lastframe.app.settings.LastRecording;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/**
 * What was made last, and what can be done with it. Ids: {@code last}, {@code last-picture}, {@code
 * open-last}, {@code show-last}, {@code report-last}, {@code again-last}, {@code delete-last}.
 */
final class LastView extends VBox {

    private final Words words;
    private final OptionTexts texts;
    private final Label last = Nodes.label("");
    private final HBox row = new HBox();
    private final HBox made = new HBox();
    private final List<Button> always;
    private final Button again;
    private final Button delete;

    LastView(RecordingViewModel model) {
        this.words = model.words();
        this.texts = new OptionTexts(words);
        getStyleClass().add("last");
        last.setId("last");
        last.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        last.setMaxWidth(Double.MAX_VALUE);
        last.setTooltip(new Tooltip());
        last.getStyleClass().add("line");
        row.setAlignment(Pos.CENTER_LEFT);
        always =
                List.of(
                        button(
                                "open-last",
                                Material2OutlinedMZ.PLAY_ARROW,
                                "last.open",
                                "last.openTip",
                                model.made()::open),
                        button(
                                "show-last",
                                Material2OutlinedAL.FOLDER,
                                "last.show",
                                "last.showTip",
                                model.made()::show),
                        button(
                                "report-last",
                                Material2OutlinedAL.BUG_REPORT,
                                "last.report",
                                "last.reportTip",
                                model.reports()::ofLast));
        again =
                button(
                        "again-last",
                        Material2OutlinedMZ.REPLAY,
                        "last.again",
                        "last.againTip",
                        model::recordAgain);
        delete =
                button(
                        "delete-last",
                        Material2OutlinedAL.DELETE,
                        "last.delete",
                        "last.deleteTip",
                        model::deleteLast);
        row.getChildren().addAll(always);
        row.getChildren().addAll(again, delete);
        made.getChildren().addAll(new LastPictureView(model.made().picture(), words), row);
        made.getStyleClass().add("last-row");
        getChildren().addAll(last, made);
        model.made().last().subscribe(now -> show(now, model.face().drawn().get()));
        model.face().drawn().subscribe(phase -> show(model.made().last().get(), phase));
    }

    private Button button(String id, Ikon icon, String name, String tip, Runnable task) {
        Button button = Nodes.iconButton(id, icon, words.text(name), words.text(tip));
        button.setOnAction(event -> task.run());
        return button;
    }

    private void show(Optional<LastRecording> recording, Phase phase) {
        last.setText(texts.last(recording));
        last.getTooltip()
                .setText(
                        recording
                                .map(known -> known.file().toString())
                                .orElseGet(() -> words.text("last.none")));
        Nodes.present(made, recording.isPresent());
        always.forEach(button -> Nodes.present(button, recording.isPresent()));
        Nodes.present(again, recording.isPresent() && !phase.busy());
        Nodes.present(delete, recording.isPresent() && !phase.busy());
    }
}
