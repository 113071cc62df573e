package dev.lastframe.app.picker;

import dev.lastframe.core.capture.WindowInfo;
import java.util.List;

/**
 * The desktop as it was at one moment.
 *
 * @param screens at least one
 * @param windows the uppermost first; empty where single windows cannot be recorded
 */
public record DesktopPicture(List<ScreenPicture> screens, List<WindowInfo> windows) {

    public DesktopPicture {
        screens = List.copyOf(screens);
        windows = List.copyOf(windows);
    }
}
