package dev.lastframe.app.fx;

import com.sun.glass.ui.Window;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a JavaFX window in the window system. Called by the FX thread. */
public final class NativeWindow {

    private static final Logger LOG = LoggerFactory.getLogger(NativeWindow.class);

    private NativeWindow() {}

    /**
     * The number of the window of that title; empty where JavaFX does not tell.
     *
     * @param title as it is set now
     */
    public static OptionalLong titled(String title) {
        try {
            return Window.getWindows().stream()
                    .filter(window -> title.equals(window.getTitle()))
                    .mapToLong(Window::getNativeWindow)
                    .findFirst();
        } catch (RuntimeException | LinkageError otherJavaFx) {
            LOG.warn("the window's number is not known", otherJavaFx);
            return OptionalLong.empty();
        }
    }
}
