package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Shortcut;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/**
 * What a person has to know at the first start: the key, the folder and the promise. Ids: {@code
 * welcome}, {@code welcome-keys}, {@code welcome-folder}, {@code welcome-close}.
 */
final class WelcomeView extends VBox {

    private final RecordingViewModel model;
    private final Words words;
    private final Label keys = wrapped("welcome-keys");
    private final Label folder = wrapped("welcome-folder");
    private boolean wanted;

    WelcomeView(RecordingViewModel model) {
        this.model = model;
        this.words = model.words();
        setId("welcome");
        getStyleClass().add("welcome");
        wanted = model.surroundings().greets();
        Label promise = wrapped("welcome-promise");
        promise.setText(words.text("welcome.promise"));
        Button close = Nodes.button("welcome-close");
        close.setText(words.text("welcome.close"));
        Nodes.named(close, words.text("welcome.close"), words.text("welcome.closeTip"));
        close.setOnAction(event -> close());
        getChildren()
                .addAll(
                        Nodes.label(words.text("welcome.title"), "card-title"),
                        keys,
                        folder,
                        promise,
                        close);
        model.shortcuts().report().subscribe(this::say);
        model.folder()
                .subscribe(path -> folder.setText(words.text("welcome.folder", path.toString())));
        model.face().drawn().subscribe(phase -> Nodes.present(this, wanted && !phase.busy()));
    }

    /**
     * It was read; it does not come again.
     *
     * @return whether it was there
     */
    boolean close() {
        if (!isVisible()) {
            return false;
        }
        wanted = false;
        Nodes.present(this, false);
        model.welcomed();
        return true;
    }

    private void say(ShortcutReport report) {
        String key = report.working(Shortcut.RECORD).orElse(Shortcut.RECORD.windowKey());
        keys.setText(
                report.working(Shortcut.RECORD).isPresent()
                        ? words.text("welcome.keys", key)
                        : words.text("welcome.keysHere", key));
    }

    private static Label wrapped(String id) {
        Label label = Nodes.label("");
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
