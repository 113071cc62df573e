package dev.lastframe.app.recording;

import dev.lastframe.core.sound.SoundKind;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * Switches a source on and off, mutes it while it is recorded, and shows how loud it is. Ids:
 * {@code sound-system}, {@code level-system} and the same of the microphone.
 */
final class SoundSwitchView extends StackPane {

    /** Inside the button's frame. */
    private static final Insets LEVEL_PLACE = new Insets(0, 8, 4, 8);

    private final SoundModel model;
    private final SoundKind kind;
    private final ToggleButton button;
    private final FontIcon icon = new FontIcon();
    private final LevelView level;

    /** A control that cannot be pressed shows no tip of its own. */
    private final Tooltip tip = Nodes.tip("");

    SoundSwitchView(SoundModel model, SoundKind kind) {
        this.model = model;
        this.kind = kind;
        getStyleClass().add("sound-switch");
        button = Nodes.toggle("sound-" + kind.id());
        button.setText(model.name(kind));
        button.setGraphic(icon);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(event -> {
            model.press(kind);
            // It shows what is, not what was pressed.
            show(model.line(kind).get());
        });
        level = new LevelView("level-" + kind.id());
        setAlignment(level, Pos.BOTTOM_CENTER);
        setMargin(level, LEVEL_PLACE);
        getChildren().addAll(button, level);
        Tooltip.install(this, tip);
        model.line(kind).subscribe(this::show);
    }

    private void show(SoundLine line) {
        // a microphone that is missing now would be recorded as soon as it is there
        boolean armed = kind == SoundKind.MICROPHONE && line.on();
        boolean on = armed || (line.on() && line.possible());
        button.setDisable(!line.possible() && !armed);
        button.setSelected(on);
        icon.setIconCode(icon(on));
        level.setVisible(line.on() && line.possible());
        level.show(line.level());
        if (!line.tip().equals(tip.getText())) {
            tip.setText(line.tip());
            button.setAccessibleText(model.name(kind) + ". " + line.tip());
        }
    }

    private Ikon icon(boolean on) {
        return switch (kind) {
            case SYSTEM -> on ? Material2MZ.VOLUME_UP : Material2MZ.VOLUME_OFF;
            case MICROPHONE -> on ? Material2MZ.MIC : Material2MZ.MIC_OFF;
        };
    }
}
