package dev.lastframe.core.capture.x11;

import dev.lastframe.core.capture.x11.Keymap.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fixed list of keys that are ever told, and the rule by which a press is one of them. What is
 * not in it has no name, so that nothing of a typed text can be told: not a key, not how many, not
 * when.
 *
 * <p>The rule. A press is told when the modifiers that the server itself says are in force (held,
 * latched or locked) are among Shift, Control, Alt, Super, Caps Lock and Num Lock, and
 *
 * <ul>
 *   <li>without Control, Alt and Super the key is Esc, Enter, Tab, Backspace, Delete, an arrow or
 *       F1 to F24, and on none of its levels anything that could be a character;
 *   <li>with one of them its unshifted symbol is one of those, another key for moving, or a Latin
 *       letter, a digit or a sign of ASCII.
 * </ul>
 *
 * <p>Never told: anything while a modifier chooses characters (AltGr, Mode_switch, a fifth level)
 * or is of unknown use; anything on a key of the keypad but Enter, as Alt with digits types
 * characters there; Control and Alt together on a key with a third level, as some keyboards and
 * remote desktops send AltGr so; Control+Shift+U, which begins the number of a character, and
 * whatever is pressed until Control and Shift are up, and Control+Shift with anything until that
 * entry was surely ended. Dead keys, Compose and what an input method makes of letters are keys
 * without Control, Alt or Super, and so never in the list.
 *
 * <p>Used by one thread.
 */
final class KeyNames {

    private static final int ESCAPE = 0xff1b;
    private static final int ENTER = 0xff0d;
    private static final int KEYPAD_ENTER = 0xff8d;
    private static final int TAB = 0xff09;
    private static final int SPACE = 0x20;
    private static final int FIRST_F = 0xffbe;
    private static final int LAST_F = 0xffd5;

    private static final Map<Integer, String> ALONE = alone();
    private static final Map<Integer, String> IN_CHORDS =
            Map.of(
                    0xff50,
                    "Home",
                    0xff57,
                    "End",
                    0xff55,
                    "PageUp",
                    0xff56,
                    "PageDown",
                    0xff63,
                    "Insert",
                    SPACE,
                    "Space");

    /** No symbol, Shift+Tab, and the switches of the console: further levels of harmless keys. */
    private static final int LEFT_TAB = 0xfe20;

    private static final int FIRST_CONSOLE = 0x1008fe01;
    private static final int LAST_CONSOLE = 0x1008fe0c;
    private static final int FIRST_KEYPAD = 0xff80;
    private static final int LAST_KEYPAD = 0xffbd;
    private static final int THIRD_LEVEL = 2;

    private static final Set<Integer> ENDS_ENTRY = Set.of(ESCAPE, ENTER, KEYPAD_ENTER, TAB, SPACE);

    /** The number of a character is perhaps being entered. */
    private boolean entry;

    /** Control or Shift has been held ever since that began. */
    private boolean heldSince;

    private static Map<Integer, String> alone() {
        Map<Integer, String> names = new HashMap<>();
        names.put(ESCAPE, "Esc");
        names.put(ENTER, "Enter");
        names.put(KEYPAD_ENTER, "Enter");
        names.put(TAB, "Tab");
        names.put(0xff08, "Backspace");
        names.put(0xffff, "Delete");
        names.put(0xff51, "Left");
        names.put(0xff52, "Up");
        names.put(0xff53, "Right");
        names.put(0xff54, "Down");
        for (int symbol = FIRST_F; symbol <= LAST_F; symbol++) {
            names.put(symbol, "F" + (symbol - FIRST_F + 1));
        }
        return Map.copyOf(names);
    }

    /** The modifiers in force are now these. */
    void modifiers(Keymap keymap, int modifiers) {
        if (!has(keymap, modifiers, Role.CONTROL) && !has(keymap, modifiers, Role.SHIFT)) {
            heldSince = false;
        }
    }

    /** A click ends the entry of a character's number. */
    void clicked() {
        entry = false;
    }

    /**
     * The name of a press.
     *
     * @param modifiers that were in force, as the server says
     * @return null for what is never told
     */
    @Nullable String name(Keymap keymap, int keycode, int modifiers, int group) {
        int[] levels = keymap.levels(keycode, group);
        int symbol = levels.length == 0 ? 0 : levels[0];
        if (symbol == 0) {
            return null;
        }
        boolean shift = has(keymap, modifiers, Role.SHIFT);
        boolean control = has(keymap, modifiers, Role.CONTROL);
        boolean alt = has(keymap, modifiers, Role.ALT);
        boolean meta = has(keymap, modifiers, Role.SUPER);
        boolean quiet = quiet(symbol, control, shift);
        if (quiet || has(keymap, modifiers, Role.TYPES) || isOfKeypad(levels)) {
            return null;
        }
        boolean chord = control || alt || meta;
        if (control && alt && hasThirdLevel(levels)) {
            return null;
        }
        String key = ALONE.get(symbol);
        if (!chord && (key == null || mayType(levels))) {
            return null;
        }
        if (key == null) {
            key = chordKey(symbol);
        }
        return key == null
                ? null
                : (control ? "Ctrl+" : "")
                        + (alt ? "Alt+" : "")
                        + (shift ? "Shift+" : "")
                        + (meta ? "Super+" : "")
                        + key;
    }

    private static @Nullable String chordKey(int symbol) {
        if (symbol >= 'a' && symbol <= 'z') {
            return String.valueOf((char) (symbol - 'a' + 'A'));
        }
        if (symbol > SPACE && symbol < 0x7f) {
            return String.valueOf((char) symbol);
        }
        return IN_CHORDS.get(symbol);
    }

    /** Whether the press is perhaps part of the entry of a character by its number. */
    private boolean quiet(int symbol, boolean control, boolean shift) {
        if (control && shift && (symbol == 'u' || symbol == 'U')) {
            entry = true;
            heldSince = true;
        }
        if (!entry) {
            return false;
        }
        boolean part = heldSince || (control && shift);
        if (!heldSince && ENDS_ENTRY.contains(symbol)) {
            entry = false;
        }
        return part;
    }

    private static boolean isOfKeypad(int[] levels) {
        for (int symbol : levels) {
            if (symbol >= FIRST_KEYPAD && symbol <= LAST_KEYPAD && symbol != KEYPAD_ENTER) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasThirdLevel(int[] levels) {
        for (int level = THIRD_LEVEL; level < levels.length; level++) {
            if (!isHarmless(levels[level])) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayType(int[] levels) {
        for (int symbol : levels) {
            if (!isHarmless(symbol)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHarmless(int symbol) {
        return symbol == 0
                || symbol == LEFT_TAB
                || (symbol >= FIRST_CONSOLE && symbol <= LAST_CONSOLE)
                || ALONE.containsKey(symbol)
                || (symbol != SPACE && IN_CHORDS.containsKey(symbol))
                || isControlOfServer(symbol);
    }

    /** Ends the server, or a grab: on further levels of Backspace and others. */
    private static boolean isControlOfServer(int symbol) {
        return symbol == 0xfed5 || (symbol >= 0x1008fe20 && symbol <= 0x1008fe23);
    }

    private static boolean has(Keymap keymap, int modifiers, Role role) {
        for (int bit = 0; bit < Keymap.MODIFIERS; bit++) {
            if ((modifiers & 1 << bit) != 0 && keymap.roles().get(bit) == role) {
                return true;
            }
        }
        return false;
    }
}
