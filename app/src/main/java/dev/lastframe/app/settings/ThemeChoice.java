package dev.lastframe.app.settings;

import java.util.Locale;

/** Which colours the window has. */
public enum ThemeChoice {
    /** As the system. */
    AUTO,
    LIGHT,
    DARK;

    /** The name in the settings file. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
