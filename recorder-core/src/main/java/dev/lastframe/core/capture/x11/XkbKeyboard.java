package dev.lastframe.core.capture.x11;

import dev.lastframe.core.events.InputException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keyboard as the server has it: what its keys mean, and which modifiers and group are in
 * force. Used by one thread.
 */
final class XkbKeyboard {

    private static final int USE_EXTENSION = 0;
    private static final int SELECT_EVENTS = 1;
    private static final int GET_STATE = 4;
    private static final int GET_MAP = 8;

    private static final short CORE_KEYBOARD = 0x100;
    private static final int NEW_KEYBOARD_NOTIFY = 0;
    private static final int MAP_NOTIFY = 1;
    private static final int STATE_NOTIFY = 2;
    private static final int KEY_SYMBOLS = 2;
    private static final int MODIFIER_MAP = 4;
    private static final int HEAD_BYTES = 40;
    private static final int GROUPS_MASK = 0xf;

    private final XcbConnection connection;
    private final int opcode;
    private final int firstEvent;
    private final KeyNames names = new KeyNames();
    private Keymap keymap;

    /** What the keys meant before; not null while presses are handled that came around a change. */
    private @Nullable Keymap before;

    private int device;
    private int modifiers;
    private int group;

    private XkbKeyboard(XcbConnection connection, int opcode, int firstEvent)
            throws InputException {
        this.connection = connection;
        this.opcode = opcode;
        this.firstEvent = firstEvent;
        Keymap first = use(connection, opcode) ? fetchMap(connection, opcode) : null;
        if (first == null) {
            throw lacking();
        }
        this.keymap = first;
    }

    /**
     * Asks for the keyboard.
     *
     * @throws InputException where the server does not tell of one
     */
    static XkbKeyboard open(XcbConnection connection) throws InputException {
        int[] numbers = connection.extension("XKEYBOARD");
        if (numbers == null) {
            throw lacking();
        }
        return new XkbKeyboard(connection, numbers[0], numbers[1]);
    }

    /** Says hello; whether the server has the extension in a version that is understood. */
    static boolean use(XcbConnection connection, int opcode) {
        ByteBuffer version = connection.request(opcode, USE_EXTENSION);
        version.putShort((short) 1).putShort((short) 0);
        ByteBuffer supported = connection.ask(version);
        return supported != null && supported.get(1) != 0;
    }

    private static InputException lacking() {
        return new InputException(
                "The X server does not tell what keys mean: it lacks the keyboard extension.");
    }

    /** From now on the server tells of other modifiers and meanings; asks for those in force. */
    boolean begin() {
        ByteBuffer request = connection.request(opcode, SELECT_EVENTS);
        int all = 1 << NEW_KEYBOARD_NOTIFY | 1 << STATE_NOTIFY;
        request.putShort(CORE_KEYBOARD)
                .putShort((short) (all | 1 << MAP_NOTIFY))
                .putShort((short) 0)
                .putShort((short) all)
                .putShort((short) 0xff)
                .putShort((short) 0xff);
        if (!connection.doNow(request)) {
            return false;
        }
        ByteBuffer question = connection.request(opcode, GET_STATE);
        question.putShort(CORE_KEYBOARD).putShort((short) 0);
        ByteBuffer state = connection.ask(question);
        if (state == null) {
            return false;
        }
        device = state.get(1) & 0xff;
        inForce(state.get(8) & 0xff, state.get(12) & 0xff);
        return true;
    }

    /** The device whose keys these are; another keyboard's modifiers are not known. */
    int device() {
        return device;
    }

    /**
     * Takes note of a change.
     *
     * @return whether the event was one
     */
    boolean takes(ByteBuffer event) {
        if ((event.get(0) & 0x7f) != firstEvent) {
            return false;
        }
        switch (event.get(1)) {
            case STATE_NOTIFY -> {
                if ((event.get(8) & 0xff) == device) {
                    inForce(event.get(9) & 0xff, event.get(13) & 0xff);
                }
            }
            case NEW_KEYBOARD_NOTIFY, MAP_NOTIFY -> {
                Keymap old = before == null ? keymap : before;
                // What is in force is not asked for: the answer would be ahead of the presses that
                // came before it, and would make chords of typed letters.
                Keymap now = fetchMap(connection, opcode);
                keymap = now == null ? new Keymap(Map.of(), keymap.roles()) : now;
                before = old;
            }
            default -> {
                // nothing else was asked for
            }
        }
        return true;
    }

    /** No presses are at hand any more that came before the keys' present meaning was known. */
    void isSure() {
        before = null;
    }

    void clicked() {
        names.clicked();
    }

    /** See {@link KeyNames#name}. */
    @Nullable String press(int keycode) {
        String name = names.name(keymap, keycode, modifiers, group);
        Keymap old = before;
        return old == null || old.hasSameKey(keymap, keycode) ? name : null;
    }

    private void inForce(int nowModifiers, int nowGroup) {
        modifiers = nowModifiers;
        group = nowGroup;
        names.modifiers(keymap, nowModifiers);
    }

    /** What the keys mean now; null where the server does not say. */
    static @Nullable Keymap fetchMap(XcbConnection connection, int opcode) {
        ByteBuffer request = connection.request(opcode, GET_MAP);
        request.putShort(CORE_KEYBOARD).putShort((short) (KEY_SYMBOLS | MODIFIER_MAP));
        request.put(new byte[20]);
        ByteBuffer reply = connection.ask(request);
        return reply == null ? null : read(reply);
    }

    /** The symbols of all keys, then the modifiers of some. */
    static Keymap read(ByteBuffer reply) {
        int present = reply.getShort(12);
        int firstKey = reply.get(17) & 0xff;
        int keys = reply.get(20) & 0xff;
        Map<Integer, List<int[]>> symbols = new HashMap<>();
        reply.position(HEAD_BYTES);
        for (int i = 0; i < keys && (present & KEY_SYMBOLS) != 0; i++) {
            reply.position(reply.position() + 4);
            int groups = reply.get() & GROUPS_MASK;
            int width = reply.get() & 0xff;
            int[] all = new int[reply.getShort() & 0xffff];
            for (int s = 0; s < all.length; s++) {
                all[s] = reply.getInt();
            }
            List<int[]> byGroup = new ArrayList<>();
            for (int g = 0; g < groups && (g + 1) * width <= all.length; g++) {
                byGroup.add(Arrays.copyOfRange(all, g * width, (g + 1) * width));
            }
            symbols.put(firstKey + i, List.copyOf(byGroup));
        }
        Map<Integer, Integer> modifiers = new HashMap<>();
        int count = (present & MODIFIER_MAP) == 0 ? 0 : reply.get(33) & 0xff;
        for (int i = 0; i < count; i++) {
            modifiers.put(reply.get() & 0xff, reply.get() & 0xff);
        }
        return Keymap.of(symbols, modifiers);
    }
}
