package dev.lastframe.core.capture.x11;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of a keyboard mean: for each key the symbols of its levels, group by group, and
 * what the eight modifiers do.
 *
 * @param symbols by keycode and group; a key or group without symbols is missing
 * @param roles of the modifiers Shift, Lock, Control, Mod1 to Mod5, in this order
 */
record Keymap(Map<Integer, List<int[]>> symbols, List<Role> roles) {

    /** What a modifier does while it is in force; of several, the last in this order counts. */
    enum Role {
        /** It changes at most the case of letters, and the keypad. */
        HARMLESS,
        SHIFT,
        CONTROL,
        SUPER,
        ALT,
        /** It chooses other characters, or nobody knows what it does. */
        TYPES
    }

    static final int MODIFIERS = 8;
    private static final int LOCK = 1;
    private static final int CONTROL = 2;
    private static final int FIRST_OF_GROUPS = 0xfe06;
    private static final int LAST_OF_GROUPS = 0xfe0f;

    Keymap {
        symbols = Map.copyOf(symbols);
        roles = List.copyOf(roles);
    }

    /**
     * Finds out what the modifiers do by the symbols of the keys that carry them.
     *
     * @param modifiers by keycode, the bits of the modifiers that a key carries
     */
    static Keymap of(Map<Integer, List<int[]>> symbols, Map<Integer, Integer> modifiers) {
        @Nullable Role[] roles = new Role[MODIFIERS];
        modifiers.forEach((keycode, bits) -> {
            for (int bit = 0; bit < MODIFIERS; bit++) {
                if ((bits & 1 << bit) != 0) {
                    for (int[] group : symbols.getOrDefault(keycode, List.of())) {
                        for (int symbol : group) {
                            roles[bit] = stricter(roles[bit], roleOf(symbol));
                        }
                    }
                }
            }
        });
        List<Role> known = new ArrayList<>();
        for (int bit = 0; bit < MODIFIERS; bit++) {
            Role role = roles[bit];
            if (role == null) {
                known.add(bit == LOCK ? Role.HARMLESS : Role.TYPES);
            } else {
                known.add(fits(bit, role) ? role : Role.TYPES);
            }
        }
        return new Keymap(symbols, known);
    }

    /** A key of another kind that carries Shift or Control, or the reverse, is of unknown use. */
    private static boolean fits(int bit, Role role) {
        return switch (bit) {
            case 0 -> role == Role.SHIFT;
            case CONTROL -> role == Role.CONTROL;
            default -> role != Role.SHIFT && role != Role.CONTROL;
        };
    }

    private static @Nullable Role stricter(@Nullable Role known, @Nullable Role other) {
        if (known == null || other == null) {
            return known == null ? other : known;
        }
        return known.compareTo(other) >= 0 ? known : other;
    }

    /** Null for no symbol, and for those that choose a group, which the server tells anyway. */
    private static @Nullable Role roleOf(int symbol) {
        if (symbol >= FIRST_OF_GROUPS && symbol <= LAST_OF_GROUPS) {
            return null;
        }
        return switch (symbol) {
            case 0 -> null;
            case 0xffe1, 0xffe2 -> Role.SHIFT;
            case 0xffe3, 0xffe4 -> Role.CONTROL;
            case 0xffe7, 0xffe8, 0xffe9, 0xffea -> Role.ALT;
            case 0xffeb, 0xffec, 0xffed, 0xffee -> Role.SUPER;
            case 0xffe5, 0xffe6, 0xff7f, 0xff14 -> Role.HARMLESS;
            default -> Role.TYPES;
        };
    }

    /** Whether a key means the same here and there. */
    boolean hasSameKey(Keymap other, int keycode) {
        List<int[]> mine = symbols.getOrDefault(keycode, List.of());
        List<int[]> theirs = other.symbols.getOrDefault(keycode, List.of());
        if (mine.size() != theirs.size() || !roles.equals(other.roles)) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!Arrays.equals(mine.get(i), theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The symbols of a key in the chosen group. A key with one group has it whatever is chosen; of
     * one that lacks the chosen group nobody knows here what it means.
     */
    int[] levels(int keycode, int group) {
        List<int[]> groups = symbols.getOrDefault(keycode, List.of());
        if (groups.size() == 1) {
            return groups.getFirst();
        }
        return group < groups.size() ? groups.get(group) : new int[0];
    }
}
