package dev.lastframe.app.planted;

import java.util.List;

/** What goes wrong in the demonstration, by what a person does there. */
enum PlantedBug {
    /** Its window stands still. */
    FREEZE("", 2, "0:\\d\\d the application did not repaint for \\d", "`.*saving`"),

    /** Nothing happens; its log says why. */
    EXCEPTION("", 0, "`.*IllegalStateException: the cart has no owner`"),

    /** A button does what another one should. */
    WRONG_TARGET("", 0, "`.*item 7 deleted`"),

    /** A part of the window flickers. */
    FLICKER("", 2, "the screen changed \\d+ times a second for \\d.* without a click, a shortcut"),

    /** The answer comes late, though the window lives. */
    SLOW_REPAINT("", 1, "0:\\d\\d the application did not repaint for \\d", "`.*search began`"),

    /** A key is not heard. */
    DEAD_KEY("F5", 3, "0:\\d\\d the application did not repaint for \\d", "`.*refresh ignored`"),

    /** One click does the same twice. */
    DOUBLE_ORDER("", 0, "`.*order 1 sent`", "`.*order 2 sent`"),

    /** What was typed is lost. */
    EMPTY_FORM("Return", 0, "`.*form sent: name=.*empty`"),

    /** A wrong number is shown, and logged nowhere: nothing but the picture tells it. */
    WRONG_VALUE("", 1),

    /** It ends by itself. */
    CRASH("", 0, "`.*FATAL out of paper in Printer.print`");

    private final String key;
    private final int seconds;

    /** Made by {@code List.of}. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> named;

    /**
     * @param key what brings it about, as xdotool calls it; empty for a click on its place
     * @param seconds how many further seconds of it have to be recorded
     * @param named what the description says of the cause; nothing where it cannot know it
     */
    PlantedBug(String key, int seconds, String... named) {
        this.key = key;
        this.seconds = seconds;
        this.named = List.of(named);
    }

    String key() {
        return key;
    }

    int seconds() {
        return seconds;
    }

    /** Regular expressions, each for a line of the description. */
    List<String> named() {
        return named;
    }
}
