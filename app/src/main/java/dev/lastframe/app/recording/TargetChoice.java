package dev.lastframe.app.recording;

import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.capture.WindowInfo;

/** What the person can choose under "What". */
sealed interface TargetChoice {

    /** A whole monitor. */
    record OneScreen(ScreenInfo screen) implements TargetChoice {}

    /** A window that was picked; there as long as this program runs. */
    record OneWindow(WindowInfo window) implements TargetChoice {}

    /** A rectangle that is typed. */
    record TypedRegion() implements TargetChoice {}

    /**
     * What the desktop's own dialog chooses.
     *
     * @param remembered whether it was chosen before, and is allowed without a question
     */
    record ByDesktop(boolean remembered) implements TargetChoice {}

    /** The same, to be chosen once more. */
    record AskAnew() implements TargetChoice {}

    /** Nothing yet: it will be picked on the screen itself. */
    record PickOnScreen() implements TargetChoice {}
}
