package dev.lastframe.app.recording;

import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * A line in which all digits have the width of the widest, so that a running time does not wobble:
 * JavaFX cannot ask a font for its tabular figures. Digits are bare labels; all else is as wide as
 * it is.
 */
final class TabularLabel extends HBox {

    private static final String DIGITS = "0123456789";

    /** A digit, or what stands between digits. */
    private static final Pattern RUNS = Pattern.compile("\\d|\\D+");

    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(this, "text", "");

    TabularLabel() {
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.TEXT);
        getStyleClass().add("tabular-label");
    }

    ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    String getText() {
        return text.get();
    }

    /** Only what changed is drawn again. */
    void setText(String next) {
        if (next.equals(text.get())) {
            return;
        }
        text.set(next);
        setAccessibleText(next);
        List<String> runs = RUNS.matcher(next).results().map(MatchResult::group).toList();
        while (getChildren().size() > runs.size()) {
            getChildren().removeLast();
        }
        while (getChildren().size() < runs.size()) {
            getChildren().add(cell());
        }
        for (int i = 0; i < runs.size(); i++) {
            Label cell = (Label) getChildren().get(i);
            if (!Objects.equals(cell.getText(), runs.get(i))) {
                cell.setText(runs.get(i));
                size(cell);
            }
        }
    }

    private static Label cell() {
        Label cell = new Label();
        cell.setAlignment(Pos.CENTER);
        cell.setMinWidth(USE_PREF_SIZE);
        cell.fontProperty().subscribe(() -> size(cell));
        return cell;
    }

    private static void size(Label cell) {
        boolean digit = DIGITS.contains(cell.getText());
        cell.setPrefWidth(digit ? widestDigit(cell.getFont()) : USE_COMPUTED_SIZE);
    }

    private static double widestDigit(Font font) {
        Text measured = new Text();
        measured.setFont(font);
        double widest = 0;
        for (int i = 0; i < DIGITS.length(); i++) {
            measured.setText(DIGITS.substring(i, i + 1));
            widest = Math.max(widest, measured.getLayoutBounds().getWidth());
        }
        return Math.ceil(widest);
    }
}
