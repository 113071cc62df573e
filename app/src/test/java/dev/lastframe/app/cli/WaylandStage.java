package dev.lastframe.app.cli;

import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.WaylandDesktop;
import java.nio.file.Path;

/**
 * A Wayland desktop, and the X server on which the program is a client there, as under XWayland.
 * Used by one thread.
 */
final class WaylandStage implements AutoCloseable {

    private final VirtualScreen display;
    private final WaylandDesktop desktop;

    private WaylandStage(VirtualScreen display, WaylandDesktop desktop) {
        this.display = display;
        this.desktop = desktop;
    }

    /**
     * Starts both; blocks until they answer.
     *
     * @param folder an own one of the desktop, with a short path
     */
    static WaylandStage start(Path folder) {
        VirtualScreen display = VirtualScreen.start(320, 240);
        try {
            return new WaylandStage(display, WaylandDesktop.start(folder));
        } catch (RuntimeException | Error failed) {
            display.close();
            throw failed;
        }
    }

    WaylandDesktop desktop() {
        return desktop;
    }

    /** The program on it. */
    Launcher launcher(Path home) {
        return new Launcher(home, display.display()).on(desktop);
    }

    @Override
    public void close() {
        try (display) {
            desktop.close();
        }
    }
}
