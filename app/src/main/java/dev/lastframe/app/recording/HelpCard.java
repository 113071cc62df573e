package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Shortcut;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/**
 * The keys, of the window and of everywhere, and what this program is. Ids: {@code help}, {@code
 * about}, {@code licences}.
 */
final class HelpCard extends VBox {

    private final Map<Shortcut, Label> everywhere = new EnumMap<>(Shortcut.class);
    private final GridPane rows = new GridPane();
    private int line;

    /**
     * @param licences shows whose work is in it
     */
    HelpCard(Words words, ShortcutKeys keys, Runnable licences) {
        setId("help");
        getStyleClass().add("card");
        rows.getStyleClass().add("shortcut-rows");
        getChildren().addAll(Nodes.label(words.text("help.title"), "card-title"), rows);
        row(Shortcut.RECORD, words.text("help.record"));
        row(Shortcut.PAUSE, words.text("help.pause"));
        row(Shortcut.MARK, words.text("help.mark"));
        row(Shortcut.REPORT, words.text("help.report"));
        row("Ctrl+,", words.text("help.shortcuts"));
        row("Ctrl+O", words.text("help.folder"));
        row("F1", words.text("help.help"));
        row("Esc", words.text("help.close"));
        about(words, licences);
        Nodes.present(this, false);
        keys.report()
                .subscribe(report ->
                        everywhere.forEach((shortcut, label) -> {
                            Optional<String> chord = report.working(shortcut);
                            label.setText(chord.orElse(""));
                            Nodes.present(label, chord.isPresent());
                        }));
    }

    private void about(Words words, Runnable licences) {
        String version = HelpCard.class.getPackage().getImplementationVersion();
        Label text =
                Nodes.label(
                        words.text("about.text", version == null ? "" : " " + version), "muted");
        text.setId("about");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        Button show = Nodes.button("licences");
        show.setText(words.text("about.licences"));
        Nodes.named(show, words.text("about.licences"), words.text("about.licencesTip"));
        show.setOnAction(event -> licences.run());
        getChildren().addAll(Nodes.label(words.text("about.title"), "card-title"), text, show);
    }

    private void row(Shortcut shortcut, String meaning) {
        Label chord = Nodes.label("", "key");
        chord.setMinWidth(USE_PREF_SIZE);
        everywhere.put(shortcut, chord);
        rows.add(chord, 2, line);
        row(shortcut.windowKey(), meaning);
    }

    private void row(String key, String meaning) {
        Label text = Nodes.label(meaning);
        text.setWrapText(true);
        Label pressed = Nodes.label(key, "key");
        pressed.setMinWidth(USE_PREF_SIZE);
        rows.add(pressed, 0, line);
        rows.add(text, 1, line++);
    }
}
