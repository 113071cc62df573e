package dev.lastframe.app.recording;

import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** A list to choose from, which becomes plain text while it cannot be changed. */
final class Chooser<T> extends StackPane {

    private final ComboBox<T> box = new ComboBox<>();
    private final Label plain = Nodes.label("", "plain");

    Chooser(String id, Function<T, String> words) {
        getStyleClass().add("chooser");
        box.setId(id);
        box.setMaxWidth(Double.MAX_VALUE);
        plain.setId(id + "-text");
        plain.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(@Nullable T choice) {
                        return choice == null ? "" : words.apply(choice);
                    }

                    @Override
                    public T fromString(String text) {
                        throw new UnsupportedOperationException("not editable");
                    }
                });
        getChildren().addAll(box, plain);
        Nodes.present(plain, false);
    }

    ComboBox<T> box() {
        return box;
    }

    /** Shows the text, and nothing to choose. */
    void freeze(String text) {
        plain.setText(text);
        Nodes.present(box, false);
        Nodes.present(plain, true);
    }

    /** What stands in the list's place while there is nothing to choose. */
    void whenEmpty(String text) {
        box.setPlaceholder(Nodes.label(text));
        box.setPromptText(text);
    }

    /** Lets choose again. */
    void free() {
        Nodes.present(plain, false);
        Nodes.present(box, true);
    }
}
