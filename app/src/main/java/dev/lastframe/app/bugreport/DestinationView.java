package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import dev.lastframe.core.report.Destination;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** Where the report goes. Ids: {@code bug-to-github}, {@code bug-to-gitlab}, … */
final class DestinationView extends HBox {

    private final Map<Destination, ToggleButton> buttons = new EnumMap<>(Destination.class);

    DestinationView(BugReportViewModel model) {
        getStyleClass().add("destinations");
        setAlignment(Pos.CENTER_LEFT);
        ToggleGroup group = new ToggleGroup();
        for (Destination each : Destination.values()) {
            ToggleButton button = new ToggleButton(model.texts().destination(each));
            button.setId("bug-to-" + each.name().toLowerCase(Locale.ROOT));
            button.setMnemonicParsing(false);
            button.setToggleGroup(group);
            button.setUserData(each);
            Nodes.named(
                    button, model.texts().destination(each), model.texts().destinationTip(each));
            button.setOnAction(event -> model.choose(each));
            buttons.put(each, button);
            getChildren().add(button);
        }
        // one of them always holds: pressing the chosen one again leaves it chosen
        group.selectedToggleProperty()
                .subscribe(chosen -> {
                    if (chosen == null) {
                        show(model.destination().get());
                    }
                });
        model.destination().subscribe(this::show);
    }

    private void show(Destination chosen) {
        ToggleButton button = buttons.get(chosen);
        if (button != null) {
            button.setSelected(true);
        }
    }
}
