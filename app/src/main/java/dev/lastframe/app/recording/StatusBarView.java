package dev.lastframe.app.recording;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * The counters, one large button to what they mean; no {@code Button}, which cannot grow with a
 * text that wraps. Ids: {@code status}, {@code captured}, {@code missed}, {@code room}.
 */
final class StatusBarView extends HBox {

    private static final PseudoClass AMBER = PseudoClass.getPseudoClass("amber");
    private static final PseudoClass TROUBLE = PseudoClass.getPseudoClass("trouble");
    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");

    private final RecordingViewModel model;
    private final Words words;
    private final TabularLabel captured = new TabularLabel();
    private final Label dot = Nodes.label("·", "muted");
    private final Label missed = Nodes.label("", "missed");
    private final Label room = Nodes.label("", "muted");
    private final HBox counters = new HBox();
    private final VBox lines = new VBox();
    private final FontIcon warning = new FontIcon(Material2MZ.WARNING);
    private final FontIcon roomWarning = new FontIcon(Material2MZ.WARNING);
    private final FontIcon arrow = new FontIcon(Material2AL.EXPAND_MORE);
    private boolean armed;

    StatusBarView(RecordingViewModel model) {
        this.model = model;
        this.words = model.words();
        setId("status");
        getStyleClass().setAll("status-bar");
        captured.setId("captured");
        missed.setId("missed");
        room.setId("room");
        missed.setWrapText(true);
        missed.setMinHeight(USE_PREF_SIZE);
        room.setWrapText(true);
        room.setMinHeight(USE_PREF_SIZE);
        warning.getStyleClass().add("trouble-icon");
        roomWarning.getStyleClass().add("trouble-icon");
        room.getStyleClass().add("room");
        arrow.getStyleClass().add("arrow");
        counters.getStyleClass().add("counters");
        counters.setAlignment(Pos.CENTER_LEFT);
        lines.getStyleClass().add("lines");
        setAlignment(Pos.CENTER_LEFT);
        setHgrow(lines, Priority.ALWAYS);
        getChildren().addAll(lines, arrow);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setOnMouseClicked(event -> press(event.getButton() == MouseButton.PRIMARY));
        // At the release, because a held key repeats its press.
        setOnKeyPressed(event -> armed |= presses(event));
        setOnKeyReleased(event -> {
            press(armed && presses(event));
            armed &= !presses(event);
        });
        focusedProperty().subscribe(focused -> armed &= focused);
        Tooltip.install(this, Nodes.tip(words.text("status.tip")));
        model.face().status().subscribe(this::show);
        model.face().health().subscribe(report -> open(report.isPresent()));
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        if (action == AccessibleAction.FIRE) {
            press(true);
        } else {
            super.executeAccessibleAction(action, parameters);
        }
    }

    private static boolean presses(KeyEvent event) {
        return event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE;
    }

    private void press(boolean meant) {
        if (meant) {
            requestFocus();
            model.face().toggleHealth();
        }
    }

    private void show(StatusLine line) {
        captured.setText(line.captured());
        missed.setText(line.missed());
        room.setText(line.room());
        arrange(line);
        colour(missed, warning, line.level());
        colour(room, roomWarning, line.roomLevel());
        setAccessibleText(
                String.join(
                        ". ",
                        words.text("status.name"),
                        line.captured(),
                        line.missed(),
                        line.room()));
    }

    private static void colour(Label text, FontIcon icon, MissedAlarm.Level level) {
        boolean amber = level != MissedAlarm.Level.CALM;
        text.setGraphic(amber ? icon : null);
        text.pseudoClassStateChanged(AMBER, amber);
        text.pseudoClassStateChanged(TROUBLE, level == MissedAlarm.Level.TROUBLE);
    }

    /** What was missed stands on a line of its own, where its reasons have room. */
    private void arrange(StatusLine line) {
        List<Node> first =
                line.missed().isEmpty() || line.anyMissed()
                        ? List.of(captured)
                        : List.of(captured, dot, missed);
        List<Node> all =
                line.anyMissed() ? List.of(counters, missed, room) : List.of(counters, room);
        if (!all.equals(lines.getChildren()) || !first.equals(counters.getChildren())) {
            lines.getChildren().clear();
            counters.getChildren().setAll(first);
            lines.getChildren().setAll(all);
        }
    }

    private void open(boolean open) {
        pseudoClassStateChanged(OPEN, open);
        arrow.setIconCode(open ? Material2AL.EXPAND_LESS : Material2AL.EXPAND_MORE);
    }
}
