package dev.lastframe.app.picker;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.WindowInfo;
import dev.lastframe.core.frame.Rect;
import java.util.Optional;

/**
 * What is chosen at the moment.
 *
 * @param area in device pixels of the desktop; of a region, even sizes
 * @param window the window that is chosen; empty for a region
 */
record Selection(Rect area, Optional<WindowInfo> window) {

    static Selection of(WindowInfo window) {
        return new Selection(window.area(), Optional.of(window));
    }

    static Selection of(Rect region) {
        return new Selection(region, Optional.empty());
    }

    Picked picked() {
        return window.<Picked>map(Picked.OfWindow::new)
                .orElseGet(() ->
                        new Picked.OfRegion(
                                new CaptureTarget.Region(
                                        area.x(), area.y(), area.width(), area.height())));
    }
}
