package dev.lastframe.app.recording;

import dev.lastframe.core.capture.ScreenInfo;

/** What the person can choose under "What". */
sealed interface TargetChoice {

    /** A whole monitor. */
    record OneScreen(ScreenInfo screen) implements TargetChoice {}

    /** A rectangle that is typed. */
    record TypedRegion() implements TargetChoice {}
}
