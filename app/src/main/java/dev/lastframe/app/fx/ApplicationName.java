package dev.lastframe.app.fx;

import com.sun.glass.ui.Application;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the desktop, and a recording's events, call the program that the windows belong to. JavaFX
 * takes it from its application class, and says {@code java} where there is none.
 *
 * <p>It reaches into JavaFX, which the launcher opens for it. Where that fails only the name is
 * another one.
 */
final class ApplicationName {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationName.class);

    /** As in the desktop's entry. */
    private static final String NAME = "Lastframe";

    private ApplicationName() {}

    /** Called by the FX thread before the first window is made. */
    static void give() {
        try {
            Application.GetApplication().setName(NAME);
        } catch (RuntimeException | LinkageError otherJavaFx) {
            LOG.warn("the windows belong to a program without a name", otherJavaFx);
        }
    }
}
