package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * What a person writes. Ids: {@code bug-subject}, {@code bug-happened}, {@code bug-expected},
 * {@code bug-steps}, {@code bug-steps-drafted}.
 */
final class WordsView extends VBox {

    private static final int LINES = 2;
    private static final int STEP_LINES = 5;

    private final BugReportViewModel model;

    WordsView(BugReportViewModel model) {
        this.model = model;
        getStyleClass().add("words");
    }

    /** Makes its fields, one at a time, in order. */
    List<Supplier<Node>> fields() {
        TypedWords typed = model.typed();
        return List.of(
                () -> {
                    TextField title = new TextField();
                    title.setPromptText(model.words().text("bug.subjectPrompt"));
                    return field(title, "bug-subject", "bug.subject", typed.title());
                },
                () -> area("bug-happened", "bug.happened", LINES, typed.happened()),
                () -> area("bug-expected", "bug.expected", LINES, typed.expected()),
                () -> {
                    VBox steps = area("bug-steps", "bug.steps", STEP_LINES, typed.steps());
                    TextArea field = (TextArea) steps.getChildren().getLast();
                    field.setPromptText(model.words().text("bug.stepsNone"));
                    setVgrow(field, Priority.ALWAYS);
                    setVgrow(steps, Priority.ALWAYS);
                    offerDrafted(steps);
                    return steps;
                });
    }

    private VBox area(String id, String name, int lines, StringProperty text) {
        TextArea area = new TextArea();
        area.setWrapText(true);
        area.setPrefRowCount(lines);
        area.setPrefColumnCount(1);
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> leave(area, event));
        return field(area, id, name, text);
    }

    /** Beside the name, where somebody has edited them. */
    private void offerDrafted(VBox steps) {
        Button drafted = Nodes.button("bug-steps-drafted");
        String name = model.words().text("bug.stepsDrafted");
        drafted.setText(name);
        drafted.getStyleClass().addAll("flat", "drafted");
        Nodes.named(drafted, name, model.words().text("bug.stepsDraftedTip"));
        drafted.setOnAction(event -> {
            model.typed().takeDrafted();
            steps.getChildren().getLast().requestFocus();
        });
        Node label = steps.getChildren().removeFirst();
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        HBox head = new HBox(label, between, drafted);
        head.setAlignment(Pos.BASELINE_LEFT);
        steps.getChildren().addFirst(head);
        // its place stays: what is typed below does not jump
        drafted.visibleProperty().bind(model.typed().edited());
    }

    /** Tab goes on to the next control, as everywhere else. */
    private static void leave(TextArea area, KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
            event.consume();
            area.requestFocusTraversal(
                    event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
        }
    }

    private VBox field(TextInputControl field, String id, String name, StringProperty text) {
        field.setId(id);
        field.textProperty().bindBidirectional(text);
        field.setAccessibleText(model.words().text(name));
        Label label = Nodes.label(model.words().text(name), "muted");
        label.setLabelFor(field);
        VBox cell = new VBox(label, field);
        cell.getStyleClass().add("field");
        return cell;
    }
}
