package dev.lastframe.app.recording;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a desktop's own keys are bound to commands. */
enum KeyboardPage {
    GNOME("shortcuts.way.gnome", "gnome unity budgie"),
    KDE("shortcuts.way.kde", "kde"),
    XFCE("shortcuts.way.xfce", "xfce"),
    CINNAMON("shortcuts.way.cinnamon", "x-cinnamon cinnamon"),
    MATE("shortcuts.way.mate", "mate"),
    SWAY("shortcuts.way.sway", "sway"),
    HYPRLAND("shortcuts.way.hyprland", "hyprland");

    private final String key;

    /** With a space between them. */
    private final String names;

    KeyboardPage(String key, String names) {
        this.key = key;
        this.names = names;
    }

    /** The text that says the way. */
    String key() {
        return key;
    }

    /**
     * Of the desktop that the session says it is; empty where the way is not known.
     *
     * @param desktop its names as {@code XDG_CURRENT_DESKTOP} lists them, the best first
     */
    static Optional<KeyboardPage> of(@Nullable String desktop) {
        if (desktop == null) {
            return Optional.empty();
        }
        for (String name : desktop.toLowerCase(Locale.ROOT).split(":", -1)) {
            for (KeyboardPage page : values()) {
                if (List.of(page.names.split(" ", -1)).contains(name.strip())) {
                    return Optional.of(page);
                }
            }
        }
        return Optional.empty();
    }
}
