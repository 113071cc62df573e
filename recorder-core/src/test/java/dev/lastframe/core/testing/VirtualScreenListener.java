package dev.lastframe.core.testing;

import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gives a test run its own {@link VirtualScreen} of 1920×1080 before any test class is loaded, and
 * so before JavaFX, Xlib or JNativeHook look for a display: {@code DISPLAY} is set in this very
 * process, where native code and child processes see it ({@code System.getenv} does not). What
 * names a Wayland session is unset.
 *
 * <p>Registered for every run by {@code META-INF/services}, but does nothing unless the system
 * property {@value #PROPERTY} is {@code true}: only failsafe's runs need a display. Called by the
 * launcher's thread.
 */
public final class VirtualScreenListener implements LauncherSessionListener {

    /** The system property that asks for the screen. */
    public static final String PROPERTY = "lastframe.virtualScreen";

    private static volatile @Nullable VirtualScreen screen;

    /** Made by the service loader. */
    public VirtualScreenListener() {}

    /** The run's display, such as {@code ":7"}; see {@link #screen()}. */
    public static String display() {
        return screen().display();
    }

    /**
     * The run's screen. A test that resizes or closes a screen starts its own instead.
     *
     * @throws IllegalStateException if the run has none
     */
    public static VirtualScreen screen() {
        VirtualScreen current = screen;
        if (current == null) {
            throw new IllegalStateException(
                    "This test needs a virtual screen: run it with -D" + PROPERTY + "=true");
        }
        return current;
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (Boolean.getBoolean(PROPERTY) && screen == null) {
            VirtualScreen started = VirtualScreen.start(1920, 1080);
            NativeEnvironment.set("DISPLAY", started.display());
            NativeEnvironment.unset("WAYLAND_DISPLAY");
            NativeEnvironment.unset("XDG_SESSION_TYPE");
            screen = started;
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        VirtualScreen current = screen;
        screen = null;
        if (current != null) {
            current.close();
        }
    }
}
