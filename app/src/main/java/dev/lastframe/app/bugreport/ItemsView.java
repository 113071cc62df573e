package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/**
 * What the zip will hold. Ids: {@code bug-items}, {@code bug-replaced}, {@code bug-own-check}; for
 * each item its name behind {@code bug-in-} and {@code bug-read-}, with {@code -} for each point.
 */
final class ItemsView extends VBox {

    /** Put in at once; a recording waits for no more. */
    private static final int CELLS_AT_ONCE = 2;

    private final BugReportViewModel model;
    private final Consumer<Item> read;
    private final Consumer<List<Runnable>> inTurn;
    private final FlowPane all = new FlowPane();
    private final Button replaced = Nodes.button("bug-replaced");

    /** How often there were others. */
    private int changes;

    /**
     * @param read shows what stands in one
     * @param showReplaced shows what was replaced in all
     * @param inTurn does each of these later, one at a time
     */
    ItemsView(
            BugReportViewModel model,
            Consumer<Item> read,
            Runnable showReplaced,
            Consumer<List<Runnable>> inTurn) {
        this.model = model;
        this.read = read;
        this.inTurn = inTurn;
        getStyleClass().add("items");
        setId("bug-items");
        all.getStyleClass().add("item-list");
        replaced.getStyleClass().add("flat");
        replaced.setOnAction(event -> showReplaced.run());
        HBox head = new HBox(Nodes.label(model.words().text("bug.items"), "muted"), replaced);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("row");
        Label check = Nodes.label(model.words().text("bug.ownCheck"), "muted");
        check.setId("bug-own-check");
        check.setWrapText(true);
        check.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(head, all, check);
        model.items().all().subscribe(this::show);
    }

    /** Each with the box of one entry. */
    List<Node> cells() {
        return List.copyOf(all.getChildren());
    }

    private void show(List<Item> items) {
        changes++;
        int change = changes;
        all.getChildren().clear();
        inTurn.accept(
                items.stream()
                        .gather(Gatherers.windowFixed(CELLS_AT_ONCE))
                        .map(some -> (Runnable) () -> add(change, some))
                        .toList());
        int count = model.items().replaced();
        String text = model.words().text("bug.replaced", count);
        replaced.setText(text);
        replaced.setDisable(count == 0);
        Nodes.present(replaced, !items.isEmpty());
        Nodes.named(replaced, text, model.words().text("bug.replacedTip"));
    }

    /** Unless there are others by now. */
    private void add(int change, List<Item> some) {
        if (change == changes) {
            List<HBox> cells = some.stream().map(this::cell).toList();
            all.getChildren().addAll(cells);
            cells.forEach(Node::applyCss);
        }
    }

    private HBox cell(Item item) {
        String id = item.name().replace('.', '-');
        HBox cell = new HBox(item.fixed() ? always(item, id) : choice(item, id));
        cell.setAlignment(Pos.CENTER_LEFT);
        cell.getStyleClass().add("item");
        if (item.readable()) {
            cell.getChildren()
                    .add(
                            look(
                                    id,
                                    "bug.itemRead",
                                    "bug.itemReadTip",
                                    item,
                                    () -> read.accept(item)));
        } else if (item.isPicture()) {
            cell.getChildren()
                    .add(look(id, "bug.itemSee", "bug.itemSeeTip", item, () -> read.accept(item)));
        } else if (model.items().video().filter(item::equals).isPresent()) {
            cell.getChildren()
                    .add(look(id, "bug.itemWatch", "bug.itemWatchTip", item, model::lookOver));
        }
        return cell;
    }

    private CheckBox choice(Item item, String id) {
        CheckBox in = new CheckBox(model.texts().item(item));
        in.setId("bug-in-" + id);
        in.setMnemonicParsing(false);
        in.setSelected(model.items().holds(item.name()));
        in.selectedProperty().subscribe(on -> model.items().hold(item.name(), on));
        String name = model.words().text("bug.itemIn", model.texts().name(item));
        Nodes.named(in, name, name);
        return in;
    }

    /** There is nothing to choose: it says so. */
    private Label always(Item item, String id) {
        Label in = Nodes.label(model.words().text("bug.itemAlways", model.texts().item(item)));
        in.setId("bug-in-" + id);
        in.setAccessibleText(model.words().text("bug.itemAlwaysTip", item.name()));
        in.setTooltip(Nodes.tip(in.getAccessibleText()));
        return in;
    }

    private Button look(String id, String name, String tip, Item item, Runnable action) {
        Button look =
                Nodes.iconButton(
                        "bug-read-" + id,
                        Material2OutlinedMZ.VISIBILITY,
                        model.words().text(name, item.name()),
                        model.words().text(tip, item.name()));
        look.getStyleClass().add("small");
        look.setOnAction(event -> action.run());
        return look;
    }
}
