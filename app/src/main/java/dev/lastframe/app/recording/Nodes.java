package dev.lastframe.app.recording;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small pieces that every part of the windows is made of. */
public final class Nodes {

    private static final Duration TIP_DELAY = Duration.millis(500);
    private static final double TIP_WIDTH = 360;

    private Nodes() {}

    /** A button that shows an icon only, with its name for screen readers and its tip. */
    public static Button iconButton(String id, Ikon icon, String name, String tip) {
        Button button = button(id);
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll("icon-button", "flat");
        named(button, name, tip);
        return button;
    }

    /** A button that Enter presses too, on every platform, and whose text may hold underscores. */
    public static Button button(String id) {
        Button button = new Button();
        button.setId(id);
        obeysEnter(button);
        return button;
    }

    /** The same that stays pressed. */
    public static ToggleButton toggle(String id) {
        ToggleButton button = new ToggleButton();
        button.setId(id);
        obeysEnter(button);
        return button;
    }

    private static void obeysEnter(ButtonBase button) {
        button.setMnemonicParsing(false);
        // Except on macOS JavaFX does so itself: the filter keeps it from pressing twice. At the
        // release, because a held key repeats its press.
        button.addEventFilter(
                KeyEvent.ANY,
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        event.consume();
                        enter(button, event.getEventType() == KeyEvent.KEY_PRESSED);
                    }
                });
    }

    private static void enter(ButtonBase button, boolean pressed) {
        if (pressed) {
            button.arm();
        } else if (button.isArmed()) {
            button.disarm();
            button.fire();
        }
    }

    /** Gives a control its name for screen readers and its tip, which is a window of its own. */
    public static void named(Control control, String name, String tip) {
        control.setAccessibleText(name);
        Tooltip known = control.getTooltip();
        if (known == null) {
            control.setTooltip(tip(tip));
        } else {
            known.setText(tip);
        }
    }

    /** A tip that wraps and comes after half a second. */
    public static Tooltip tip(String text) {
        Tooltip tip = new Tooltip(text);
        tip.setShowDelay(TIP_DELAY);
        tip.setWrapText(true);
        tip.setMaxWidth(TIP_WIDTH);
        return tip;
    }

    /** A label with these style classes. */
    public static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** Shown or taken out of the layout. */
    public static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
