package dev.lastframe.app.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A line in which all digits have the width of the widest, so that a running time does not wobble:
 * JavaFX cannot ask a font for its tabular figures. Digits are bare labels; all else is as wide as
 * it is. A digit that takes another's place lays out itself alone, not the window around it.
 */
final class TabularLabel extends Region {

    private static final String DIGITS = "0123456789";

    /** A digit, or what stands between digits. */
    private static final Pattern RUNS = Pattern.compile("\\d|\\D+");

    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(this, "text", "");
    private final List<Label> cells = new ArrayList<>();
    private @Nullable Font measured;
    private double widestDigit;

    TabularLabel() {
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
        while (cells.size() > runs.size()) {
            getChildren().remove(cells.removeLast());
            requestLayout();
        }
        while (cells.size() < runs.size()) {
            Label cell = cell();
            cells.add(cell);
            getChildren().add(cell);
        }
        for (int i = 0; i < runs.size(); i++) {
            Label cell = cells.get(i);
            String before = cell.getText();
            if (!Objects.equals(before, runs.get(i))) {
                cell.setText(runs.get(i));
                if (!isDigit(before) || !isDigit(runs.get(i))) {
                    size(cell);
                }
            }
        }
    }

    /** Not managed: what it asks for ends with it, and does not reach the window. */
    private Label cell() {
        Label cell = new Label();
        cell.setAlignment(Pos.CENTER);
        cell.setManaged(false);
        cell.fontProperty().subscribe(() -> size(cell));
        // without a skin it has no size
        cell.skinProperty().subscribe(this::requestLayout);
        cell.insetsProperty().subscribe(this::requestLayout);
        return cell;
    }

    private static boolean isDigit(String run) {
        return run.length() == 1 && DIGITS.contains(run);
    }

    private void size(Label cell) {
        cell.setPrefWidth(
                isDigit(cell.getText()) ? widestDigit(cell.getFont()) : USE_COMPUTED_SIZE);
        requestLayout();
    }

    private double widestDigit(Font font) {
        if (!font.equals(measured)) {
            Text digit = new Text();
            digit.setFont(font);
            double widest = 0;
            for (int i = 0; i < DIGITS.length(); i++) {
                digit.setText(DIGITS.substring(i, i + 1));
                widest = Math.max(widest, digit.getLayoutBounds().getWidth());
            }
            measured = font;
            widestDigit = Math.ceil(widest);
        }
        return widestDigit;
    }

    @Override
    protected double computePrefWidth(double height) {
        Insets around = getInsets();
        double width = around.getLeft() + around.getRight();
        for (Label cell : cells) {
            width += snapSizeX(cell.prefWidth(-1));
        }
        return width;
    }

    @Override
    protected double computePrefHeight(double width) {
        Insets around = getInsets();
        double highest = 0;
        for (Label cell : cells) {
            highest = Math.max(highest, snapSizeY(cell.prefHeight(-1)));
        }
        return around.getTop() + highest + around.getBottom();
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        Insets around = getInsets();
        double room = getHeight() - around.getTop() - around.getBottom();
        double x = around.getLeft();
        for (Label cell : cells) {
            double width = snapSizeX(cell.prefWidth(-1));
            double height = snapSizeY(cell.prefHeight(-1));
            double y = around.getTop() + snapPositionY((room - height) / 2);
            cell.resizeRelocate(x, y, width, height);
            x += width;
        }
    }
}
