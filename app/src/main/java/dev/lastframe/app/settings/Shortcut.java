package dev.lastframe.app.settings;

import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.Chord.Modifier;

/** What can be done by a chord whatever window has the focus. */
public enum Shortcut {
    /** Record, or stop. */
    RECORD("record", "F9"),
    /** Pause, or continue. */
    PAUSE("pause", "F10"),
    /** Mark this moment. */
    MARK("mark", "F8"),
    /** A bug report. */
    REPORT("report", "F12");

    private final String id;
    private final String windowKey;

    Shortcut(String id, String windowKey) {
        this.id = id;
        this.windowKey = windowKey;
    }

    /** As in the settings file. */
    public String id() {
        return id;
    }

    /** The key that does the same in the window. */
    public String windowKey() {
        return windowKey;
    }

    /** The chord until somebody chooses otherwise. */
    public Chord usual() {
        return Chord.of(windowKey, Modifier.SUPER);
    }
}
