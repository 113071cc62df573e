package dev.lastframe.app.recording;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * The window's keys. A key that is held down counts once: the repeats of a held F9 would otherwise
 * end the recording that it began.
 */
final class WindowKeys {

    private final Map<KeyCode, Runnable> plain;
    private final Runnable chooseFolder;
    private final RecordingView view;
    private final Set<KeyCode> held = EnumSet.noneOf(KeyCode.class);

    WindowKeys(RecordingViewModel model, RecordingView view, Runnable chooseFolder) {
        this.view = view;
        this.chooseFolder = chooseFolder;
        plain =
                Map.of(
                        KeyCode.F9, model::press,
                        KeyCode.F10, model::pressPause,
                        KeyCode.F8, model::pressMark,
                        KeyCode.F12, model.reports()::open,
                        KeyCode.F1, view::toggleHelp);
    }

    void listen(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> held.remove(event.getCode()));
        scene.windowProperty()
                .flatMap(window -> window.focusedProperty())
                .subscribe(focused -> held.clear());
    }

    private void pressed(KeyEvent event) {
        KeyCode code = event.getCode();
        if (code == KeyCode.ESCAPE) {
            if (view.closeTop()) {
                event.consume();
            }
        } else if (code == KeyCode.O && event.isShortcutDown()) {
            event.consume();
            chooseFolder.run();
        } else if (code == KeyCode.COMMA && event.isShortcutDown()) {
            event.consume();
            view.toggleShortcuts();
        } else if (plain.containsKey(code) && !modified(event)) {
            event.consume();
            if (held.add(code)) {
                plain.get(code).run();
            }
        }
    }

    private static boolean modified(KeyEvent event) {
        return event.isAltDown()
                || event.isControlDown()
                || event.isMetaDown()
                || event.isShiftDown();
    }
}
