package dev.lastframe.app.fx;

import javafx.animation.FadeTransition;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.util.Duration;

/** The one movement there is: a change of state is a short fade. Called by the FX thread. */
public final class Motion {

    private static final Duration SHORT = Duration.millis(150);

    private Motion() {}

    /** Fades the node in, unless the system asks for less motion. */
    public static void fade(Node node) {
        if (Platform.getPreferences().isReducedMotion()) {
            return;
        }
        FadeTransition fade = new FadeTransition(SHORT, node);
        fade.setFromValue(0);
        fade.setToValue(1);
        fade.play();
    }
}
