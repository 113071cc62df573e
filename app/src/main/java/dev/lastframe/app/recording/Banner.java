package dev.lastframe.app.recording;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Something went wrong, and what can be done.
 *
 * @param sentence what failed and what to do
 * @param action what the button does
 * @param file what the action is about
 * @param code to be quoted; empty where nobody needs to
 */
record Banner(String sentence, Action action, Optional<Path> file, String code) {

    /** What the button of a banner does. */
    enum Action {
        NONE,
        CHOOSE_FOLDER,
        CHOOSE_SCREEN,
        CHANGE_REGION,
        LOOK_AGAIN,
        RECORD_AGAIN,
        SHOW_FILE,
        TAKE_BACK,
        TAKE_KEYS,
        CHOOSE_KEYS
    }

    /** Whether nothing went wrong. */
    boolean calm() {
        return action == Action.TAKE_BACK;
    }

    Banner(String sentence, Action action, String code) {
        this(sentence, action, Optional.empty(), code);
    }
}
