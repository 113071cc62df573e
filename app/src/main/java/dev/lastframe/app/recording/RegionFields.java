package dev.lastframe.app.recording;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * A region as four numbers. Ids: {@code region-x}, {@code region-y}, {@code region-width}, {@code
 * region-height}, {@code region-problem}.
 */
final class RegionFields extends VBox {

    private final Options options;
    private final Words words;
    private final boolean byDesktop;
    private final TextField x;
    private final TextField y;
    private final TextField width;
    private final TextField height;
    private final Label problem = Nodes.label("", "problem");

    /**
     * @param byDesktop whether the desktop's dialog chooses what it is a part of
     */
    RegionFields(Options options, Words words, boolean byDesktop) {
        this.options = options;
        this.words = words;
        this.byDesktop = byDesktop;
        getStyleClass().add("region-fields");
        HBox row = new HBox();
        row.getStyleClass().add("region-row");
        x = field(row, "region-x", "region.x");
        y = field(row, "region-y", "region.y");
        width = field(row, "region-width", "region.width");
        height = field(row, "region-height", "region.height");
        problem.setId("region-problem");
        FontIcon icon = new FontIcon(Material2MZ.WARNING);
        icon.getStyleClass().add("trouble-icon");
        problem.setGraphic(icon);
        getChildren().addAll(row, problem);
        options.region().subscribe(this::show);
        options.regionProblem().subscribe(this::show);
        for (TextField field : List.of(x, y, width, height)) {
            field.textProperty().subscribe(this::typed);
        }
    }

    @Override
    public void requestFocus() {
        x.requestFocus();
    }

    private TextField field(HBox row, String id, String key) {
        TextField field = new TextField();
        field.setId(id);
        field.setPrefColumnCount(4);
        String name = words.text(key);
        Nodes.named(field, name, words.text(byDesktop ? "region.tipChosen" : "region.tip", name));
        Label label = Nodes.label(name, "muted");
        label.setLabelFor(field);
        VBox cell = new VBox(label, field);
        cell.setAlignment(Pos.BOTTOM_LEFT);
        HBox.setHgrow(cell, Priority.ALWAYS);
        row.getChildren().add(cell);
        return field;
    }

    private RegionInput input() {
        return new RegionInput(x.getText(), y.getText(), width.getText(), height.getText());
    }

    private boolean showing;

    private void typed() {
        if (!showing) {
            options.region().set(input());
        }
    }

    private void show(RegionInput input) {
        if (input.equals(input())) {
            return;
        }
        showing = true;
        x.setText(input.x());
        y.setText(input.y());
        width.setText(input.width());
        height.setText(input.height());
        showing = false;
    }

    private void show(Optional<RegionInput.Problem> found) {
        Nodes.present(problem, found.isPresent());
        problem.setText(found.map(what -> words.text(what.key())).orElse(""));
    }
}
