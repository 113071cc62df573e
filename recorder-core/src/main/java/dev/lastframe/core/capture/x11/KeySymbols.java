package dev.lastframe.core.capture.x11;

import dev.lastframe.core.keys.Chord;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The symbols by which an X server knows the keys of chords. */
final class KeySymbols {

    static final int ESCAPE = 0xff1b;
    private static final int FIRST_F = 0xffbe;
    private static final int FIRST_MODIFIER = 0xffe1;
    private static final int LAST_MODIFIER = 0xffee;
    private static final int FIRST_LOCK = 0xfe01;
    private static final int LAST_LOCK = 0xfe13;
    private static final int NUM_LOCK = 0xff7f;
    private static final int SCROLL_LOCK = 0xff14;
    private static final int MODE_SWITCH = 0xff7e;

    private static final Map<String, Integer> BY_NAME = byName();
    private static final Map<Integer, String> BY_SYMBOL =
            BY_NAME.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private KeySymbols() {}

    private static Map<String, Integer> byName() {
        Map<String, Integer> symbols = new HashMap<>();
        for (String key : Chord.KEYS) {
            char first = key.charAt(0);
            if (key.length() == 1) {
                // a letter's symbol is that of its first level, as with a digit
                symbols.put(key, (int) Character.toLowerCase(first));
            } else if (first == 'F') {
                symbols.put(key, FIRST_F + Integer.parseInt(key.substring(1)) - 1);
            } else {
                symbols.put(key, named(key));
            }
        }
        return Map.copyOf(symbols);
    }

    private static int named(String key) {
        return switch (key) {
            case "Print" -> 0xff61;
            case "Pause" -> 0xff13;
            case "Insert" -> 0xff63;
            case "Delete" -> 0xffff;
            case "Home" -> 0xff50;
            case "End" -> 0xff57;
            case "PageUp" -> 0xff55;
            case "PageDown" -> 0xff56;
            case "Left" -> 0xff51;
            case "Up" -> 0xff52;
            case "Right" -> 0xff53;
            case "Down" -> 0xff54;
            case "Space" -> 0x20;
            case "Tab" -> 0xff09;
            case "Enter" -> 0xff0d;
            case "Backspace" -> 0xff08;
            default -> throw new IllegalStateException("no symbol for " + key);
        };
    }

    /** Of a key of {@link Chord#KEYS}. */
    static int of(String key) {
        return BY_NAME.getOrDefault(key, 0);
    }

    /** Null for a symbol that no chord can have. */
    static @Nullable String name(int symbol) {
        return BY_SYMBOL.get(symbol);
    }

    /** Whether the key is only held or locked, with others. */
    static boolean isModifier(int symbol) {
        return (symbol >= FIRST_MODIFIER && symbol <= LAST_MODIFIER)
                || (symbol >= FIRST_LOCK && symbol <= LAST_LOCK)
                || symbol == NUM_LOCK
                || symbol == SCROLL_LOCK
                || symbol == MODE_SWITCH;
    }
}
