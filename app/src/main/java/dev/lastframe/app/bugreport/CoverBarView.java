package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * What can be done with the covered place that is selected. Ids: {@code bug-cover-add}, {@code
 * bug-cover-from}, {@code bug-cover-until}, {@code bug-cover-always}, {@code bug-cover-remove},
 * {@code bug-cover-span}, {@code bug-cover-note}.
 */
final class CoverBarView extends VBox {

    private final BugReportViewModel model;
    private final CoverModel covers;
    private final Label span = Nodes.label("", "muted");
    private final Label note = Nodes.label("", "muted");
    private final HBox selected;

    /**
     * @param view where covers are drawn
     */
    CoverBarView(BugReportViewModel model, CoversView view) {
        this.model = model;
        this.covers = model.covers();
        getStyleClass().add("cover-bar");
        Button add = button("bug-cover-add", "bug.cover", "bug.coverTip", view::add);
        Button from =
                button(
                        "bug-cover-from",
                        "bug.coverFrom",
                        "bug.coverFromTip",
                        () -> covers.fromHere(model.picture().at().get()));
        Button until =
                button(
                        "bug-cover-until",
                        "bug.coverUntil",
                        "bug.coverUntilTip",
                        () -> covers.untilHere(model.picture().at().get()));
        Button always =
                button("bug-cover-always", "bug.coverAlways", "bug.coverAlwaysTip", covers::always);
        Button remove =
                Nodes.iconButton(
                        "bug-cover-remove",
                        Material2OutlinedAL.DELETE,
                        model.words().text("bug.coverRemove"),
                        model.words().text("bug.coverRemoveTip"));
        remove.setOnAction(event -> covers.remove());
        span.setId("bug-cover-span");
        note.setId("bug-cover-note");
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        selected = new HBox(from, until, always, remove);
        selected.setAlignment(Pos.CENTER_LEFT);
        selected.getStyleClass().add("row");
        FlowPane row = new FlowPane(add, span, selected);
        row.getStyleClass().add("cover-row");
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, note);
        covers.covers().subscribe(this::show);
        covers.selected().subscribe(index -> show());
    }

    private Button button(String id, String name, String help, Runnable action) {
        Button button = Nodes.button(id);
        button.setText(model.words().text(name));
        Nodes.named(button, model.words().text(name), model.words().text(help));
        button.setOnAction(event -> action.run());
        return button;
    }

    private void show() {
        boolean any = !covers.covers().isEmpty();
        Nodes.present(selected, covers.selection().isPresent());
        Nodes.present(span, covers.selection().isPresent());
        covers.selection().ifPresent(cover -> span.setText(model.texts().coverSpan(cover, covers)));
        note.setText(model.words().text(any ? "bug.coverNote" : "bug.coverHint"));
    }
}
