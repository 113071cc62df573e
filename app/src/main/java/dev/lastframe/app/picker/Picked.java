package dev.lastframe.app.picker;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.WindowInfo;

/** What a person chose on the screen. */
public sealed interface Picked {

    /** A rectangle of the desktop. */
    record OfRegion(CaptureTarget.Region region) implements Picked {}

    /** A window, which is followed. */
    record OfWindow(WindowInfo window) implements Picked {}
}
