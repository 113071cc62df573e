package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Shortcut;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * Which keys do what in every window, each changed by pressing others, and the commands for keys in
 * the desktop's own settings. Ids: {@code shortcuts}, {@code shortcut-record} and so on, {@code
 * shortcuts-way}, {@code copy-toggle} and so on.
 */
final class ShortcutsCard extends VBox {

    private static final List<String> COMMANDS =
            List.of("toggle", "pause", "mark", "report --last 30s");

    private final ShortcutKeys keys;
    private final Words words;
    private final GridPane rows = new GridPane();
    private final Label trouble = wrapped("problem");
    private ShortcutReport shown = new ShortcutReport(List.of(), "", Optional.empty());

    /**
     * @param program how a desktop calls the program
     * @param page where this desktop's own keys are bound; empty where that is not known
     */
    ShortcutsCard(ShortcutKeys keys, Words words, String program, Optional<KeyboardPage> page) {
        this.keys = keys;
        this.words = words;
        setId("shortcuts");
        getStyleClass().add("card");
        rows.getStyleClass().add("shortcut-rows");
        FontIcon warning = new FontIcon(Material2MZ.WARNING);
        warning.getStyleClass().add("trouble-icon");
        trouble.setGraphic(warning);
        trouble.setId("shortcuts-trouble");
        Label commands = wrapped("card-title");
        commands.setText(words.text("shortcuts.commands"));
        getChildren()
                .addAll(
                        Nodes.label(words.text("shortcuts.title"), "card-title"),
                        trouble,
                        rows,
                        commands);
        page.ifPresent(known -> {
            Label way = wrapped("hint");
            way.setId("shortcuts-way");
            way.setText(words.text(known.key()));
            getChildren().add(way);
        });
        String called = program.isEmpty() ? "lastframe" : quoted(program);
        COMMANDS.forEach(command -> getChildren().add(command(called, command)));
        Nodes.present(this, false);
        visibleProperty()
                .subscribe(visible -> {
                    if (!visible) {
                        keys.cancelChoice();
                    }
                });
        keys.report().subscribe(this::show);
    }

    /** Shows other settings between the keys and the commands. */
    void insert(Node settings) {
        getChildren().add(getChildren().indexOf(rows) + 1, settings);
    }

    private void show(ShortcutReport report) {
        Nodes.present(trouble, !report.trouble().isEmpty());
        trouble.setText(report.trouble());
        Nodes.present(rows, report.trouble().isEmpty());
        boolean same =
                report.lines().stream()
                        .map(ShortcutReport.Line::shortcut)
                        .toList()
                        .equals(shown.lines().stream().map(ShortcutReport.Line::shortcut).toList());
        shown = report;
        if (!same) {
            build();
        }
        fill();
    }

    /** The buttons stay while only their texts change: one of them has the focus. */
    private void build() {
        rows.getChildren().clear();
        int line = 0;
        for (ShortcutReport.Line each : shown.lines()) {
            Shortcut shortcut = each.shortcut();
            Label name = Nodes.label(keys.name(shortcut));
            GridPane.setHgrow(name, Priority.ALWAYS);
            name.setMaxWidth(Double.MAX_VALUE);
            Button change = Nodes.button("shortcut-" + shortcut.id());
            change.setMinWidth(USE_PREF_SIZE);
            GridPane.setHalignment(change, HPos.RIGHT);
            change.setOnAction(event -> keys.choose(shortcut));
            Label note = wrapped("problem");
            note.setId("shortcut-note-" + shortcut.id());
            FontIcon warning = new FontIcon(Material2MZ.WARNING);
            warning.getStyleClass().add("trouble-icon");
            note.setGraphic(warning);
            rows.add(name, 0, line);
            rows.add(change, 1, line++);
            rows.add(note, 0, line++, 2, 1);
        }
    }

    private void fill() {
        for (ShortcutReport.Line line : shown.lines()) {
            String id = line.shortcut().id();
            boolean waiting = shown.choosing().equals(Optional.of(line.shortcut()));
            String chord = line.chord().isEmpty() ? words.text("shortcuts.none") : line.chord();
            if (rows.lookup("#shortcut-" + id) instanceof Button change) {
                change.setText(waiting ? words.text("shortcuts.press") : chord);
                String name = words.text("shortcuts.change", keys.name(line.shortcut()), chord);
                Nodes.named(change, name, words.text("shortcuts.tip"));
            }
            if (rows.lookup("#shortcut-note-" + id) instanceof Label note) {
                note.setText(line.note());
                Nodes.present(note, !line.note().isEmpty());
            }
        }
    }

    private HBox command(String program, String command) {
        String line = program + " " + command;
        Label text = Nodes.label(line, "command");
        text.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setTooltip(Nodes.tip(line));
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMinWidth(0);
        Button copy =
                Nodes.iconButton(
                        "copy-" + command.split(" ", 2)[0],
                        Material2AL.CONTENT_COPY,
                        words.text("shortcuts.copy", command),
                        words.text("shortcuts.copyTip"));
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(line);
            Clipboard.getSystemClipboard().setContent(content);
        });
        HBox row = new HBox(text, copy);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("command-row");
        return row;
    }

    private static Label wrapped(String style) {
        Label label = Nodes.label("", style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    /** As a shell and a desktop's settings take a path for one word. */
    private static String quoted(String path) {
        return path.matches("[\\w/.+:@%-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
