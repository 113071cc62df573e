package dev.lastframe.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.lastframe.app.settings.ThemeChoice;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.util.Subscription;

/**
 * AtlantaFX's Primer in the colours that the system has at the moment, with our own sheets over it.
 * Called by the FX thread.
 */
public final class Theme {

    /** Set on the root while the colours are dark. */
    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

    private static final List<String> SHEETS =
            List.of(
                    "colours",
                    "controls",
                    "header",
                    "options",
                    "status",
                    "card",
                    "pill",
                    "report",
                    "picker");

    private final ThemeChoice choice;

    public Theme(ThemeChoice choice) {
        this.choice = choice;
    }

    /**
     * Dresses the scene, and follows the system from then on.
     *
     * @return ends the following
     */
    public Subscription dress(Scene scene) {
        for (String sheet : SHEETS) {
            URL found = Theme.class.getResource(sheet + ".css");
            scene.getStylesheets().add(Objects.requireNonNull(found, sheet).toExternalForm());
        }
        return Platform.getPreferences()
                .colorSchemeProperty()
                .subscribe(system -> colour(scene, dark(system)));
    }

    private boolean dark(ColorScheme system) {
        return switch (choice) {
            case AUTO -> system == ColorScheme.DARK;
            case LIGHT -> false;
            case DARK -> true;
        };
    }

    private static void colour(Scene scene, boolean dark) {
        // the compiled sheet is read in a fraction of the time of the text
        Application.setUserAgentStylesheet(
                dark
                        ? new PrimerDark().getUserAgentStylesheetBSS()
                        : new PrimerLight().getUserAgentStylesheetBSS());
        scene.getRoot().pseudoClassStateChanged(DARK, dark);
    }
}
