package dev.lastframe.app.recording;

import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/** The keys. Id: {@code help}. */
final class HelpCard extends GridPane {

    private int line;

    HelpCard(Words words) {
        setId("help");
        getStyleClass().add("card");
        add(Nodes.label(words.text("help.title"), "card-title"), 0, line++, 2, 1);
        row("F9", words.text("help.record"));
        row("F10", words.text("help.pause"));
        row("F8", words.text("help.mark"));
        row("F12", words.text("help.report"));
        row("Ctrl+O", words.text("help.folder"));
        row("F1", words.text("help.help"));
        row("Esc", words.text("help.close"));
        Nodes.present(this, false);
    }

    private void row(String key, String meaning) {
        Label text = Nodes.label(meaning);
        text.setWrapText(true);
        add(Nodes.label(key, "key"), 0, line);
        add(text, 1, line++);
    }
}
