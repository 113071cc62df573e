package dev.lastframe.core.capture.x11;

import dev.lastframe.core.capture.x11.Keymap.Role;
import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.Chord.Modifier;
import dev.lastframe.core.keys.KeysException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys and modifiers of the keyboard make a chord, as its layout is now. The server tells of
 * a change of the layout, and of nothing else. Used by one thread.
 */
final class KeyMeanings {

    private static final int SELECT_EVENTS = 1;
    private static final int PER_CLIENT_FLAGS = 21;
    private static final short CORE_KEYBOARD = 0x100;
    private static final int NEW_KEYBOARD_NOTIFY = 0;
    private static final int MAP_NOTIFY = 1;
    private static final int DETECTABLE_REPEAT = 1;
    private static final int SHIFT = 1;
    private static final int CONTROL = 4;
    private static final int GROUP_SHIFT = 13;
    private static final int GROUPS = 4;

    private final XcbConnection connection;
    private final int opcode;
    private final int firstEvent;
    private Keymap keymap;

    private KeyMeanings(XcbConnection connection, int opcode, int firstEvent, Keymap keymap) {
        this.connection = connection;
        this.opcode = opcode;
        this.firstEvent = firstEvent;
        this.keymap = keymap;
    }

    /**
     * Asks for the layout.
     *
     * @throws KeysException where the server does not tell of one
     */
    static KeyMeanings open(XcbConnection connection) throws KeysException {
        int[] numbers = connection.extension("XKEYBOARD");
        Keymap first =
                numbers == null || !XkbKeyboard.use(connection, numbers[0])
                        ? null
                        : XkbKeyboard.fetchMap(connection, numbers[0]);
        if (numbers == null || first == null) {
            throw new KeysException(
                    "The X server does not tell what keys mean: it lacks the keyboard extension.");
        }
        KeyMeanings meanings = new KeyMeanings(connection, numbers[0], numbers[1], first);
        meanings.begin();
        return meanings;
    }

    private void begin() {
        ByteBuffer select = connection.request(opcode, SELECT_EVENTS);
        select.putShort(CORE_KEYBOARD)
                .putShort((short) (1 << NEW_KEYBOARD_NOTIFY | 1 << MAP_NOTIFY))
                .putShort((short) 0)
                .putShort((short) (1 << NEW_KEYBOARD_NOTIFY))
                .putShort((short) 0xff)
                .putShort((short) 0xff);
        connection.doSoon(select);
        // a key that is held down repeats its press alone, without releases that nobody made
        ByteBuffer flags = connection.request(opcode, PER_CLIENT_FLAGS);
        flags.putShort(CORE_KEYBOARD).putShort((short) 0);
        flags.putInt(DETECTABLE_REPEAT).putInt(DETECTABLE_REPEAT);
        flags.putInt(0).putInt(0).putInt(0);
        var _ = connection.ask(flags);
    }

    /** Whether the event says that the layout changed; {@link #refresh} is due then. */
    boolean isChange(ByteBuffer event) {
        int kind = event.get(1);
        return (event.get(0) & 0x7f) == firstEvent
                && (kind == NEW_KEYBOARD_NOTIFY || kind == MAP_NOTIFY);
    }

    /** Takes the layout that there is now. */
    void refresh() {
        Keymap now = XkbKeyboard.fetchMap(connection, opcode);
        if (now != null) {
            keymap = now;
        }
    }

    /** The keys that have the chord's symbol: in the first group, else in any. */
    List<Integer> codes(Chord chord) {
        int symbol = KeySymbols.of(chord.key());
        List<Integer> found = new ArrayList<>();
        for (int group = 0; group < GROUPS && found.isEmpty(); group++) {
            for (Map.Entry<Integer, List<int[]>> key : keymap.symbols().entrySet()) {
                if (symbol(key.getValue(), group) == symbol) {
                    found.add(key.getKey());
                }
            }
        }
        return found.stream().sorted().toList();
    }

    /** The bits of the chord's modifiers; -1 where the keyboard lacks one. */
    int modifiers(Chord chord) {
        int bits = 0;
        for (Modifier held : chord.modifiers()) {
            int bit = bit(held);
            if (bit == 0) {
                return -1;
            }
            bits |= bit;
        }
        return bits;
    }

    private int bit(Modifier held) {
        return switch (held) {
            case SHIFT -> SHIFT;
            case CTRL -> CONTROL;
            case ALT -> first(Role.ALT);
            case SUPER -> first(Role.SUPER);
        };
    }

    private int first(Role role) {
        int index = keymap.roles().indexOf(role);
        return index < 0 ? 0 : 1 << index;
    }

    /** The bits of Caps Lock, Num Lock and Scroll Lock, and of whatever else changes no chord. */
    int locks() {
        int bits = 0;
        for (int bit = 0; bit < Keymap.MODIFIERS; bit++) {
            if (keymap.roles().get(bit) == Role.HARMLESS) {
                bits |= 1 << bit;
            }
        }
        return bits;
    }

    /** Whether the key is one that is only held or locked, with others. */
    boolean isModifier(int keycode) {
        return keymap.symbols().getOrDefault(keycode, List.of()).stream()
                .anyMatch(group -> group.length > 0 && KeySymbols.isModifier(group[0]));
    }

    /** Whether a press is Esc alone. */
    boolean isEscape(int keycode, int state) {
        return symbol(keymap.symbols().getOrDefault(keycode, List.of()), 0) == KeySymbols.ESCAPE
                && (state & 0xff & ~locks()) == 0;
    }

    /**
     * The chord that a press is.
     *
     * @param state of the event: modifiers, and the group in force
     * @return null for what no chord can have
     */
    @Nullable Chord chord(int keycode, int state) {
        List<int[]> groups = keymap.symbols().getOrDefault(keycode, List.of());
        String key = KeySymbols.name(symbol(groups, state >> GROUP_SHIFT & GROUPS - 1));
        for (int group = 0; group < groups.size() && key == null; group++) {
            key = KeySymbols.name(symbol(groups, group));
        }
        Set<Modifier> held = EnumSet.noneOf(Modifier.class);
        int left = state & 0xff & ~locks();
        for (Modifier one : Modifier.values()) {
            int bit = bit(one);
            if ((left & bit) != 0) {
                held.add(one);
                left &= ~bit;
            }
        }
        // what is left chooses characters, or is of unknown use
        return key == null || left != 0 ? null : new Chord(held, key);
    }

    private static int symbol(List<int[]> groups, int group) {
        int[] levels = groups.size() == 1 ? groups.getFirst() : group(groups, group);
        return levels.length == 0 ? 0 : levels[0];
    }

    private static int[] group(List<int[]> groups, int group) {
        return group < groups.size() ? groups.get(group) : new int[0];
    }
}
