package dev.lastframe.app.recording;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.util.Duration;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small pieces that every part of the window is made of. */
final class Nodes {

    private static final Duration TIP_DELAY = Duration.millis(500);

    private Nodes() {}

    /** A button that shows an icon only, with its name for screen readers and its tip. */
    static Button iconButton(String id, Ikon icon, String name, String tip) {
        Button button = new Button();
        button.setId(id);
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll("icon-button", "flat");
        enterPresses(button);
        named(button, name, tip);
        return button;
    }

    /** Gives a control its name for screen readers and its tip. */
    static void named(Control control, String name, String tip) {
        control.setAccessibleText(name);
        Tooltip tooltip = new Tooltip(tip);
        tooltip.setShowDelay(TIP_DELAY);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(360);
        control.setTooltip(tooltip);
    }

    /** JavaFX lets the space bar press a button; Enter does so too, on every platform. */
    static void enterPresses(ButtonBase button) {
        button.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                event.consume();
                button.fire();
            }
        });
    }

    static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** Shown or taken out of the layout. */
    static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
