package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.x11.Keymap.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has a name, and that nothing else has. */
final class KeyNamesTest {

    private static final int SHIFT = 1;
    private static final int LOCK = 2;
    private static final int CONTROL = 4;
    private static final int ALT = 8;
    private static final int NUM = 16;
    private static final int UNUSED = 32;
    private static final int SUPER = 64;
    private static final int LEVEL3 = 128;

    private static final int KEY_Q = 24;
    private static final int KEY_U = 30;
    private static final int KEY_2 = 11;
    private static final int RETURN = 36;
    private static final int KEYPAD_7 = 79;
    private static final int F5 = 71;
    private static final int ODD_F6 = 72;
    private static final int CYRILLIC = 40;
    private static final int DEAD = 48;

    /** As a German keyboard has them. */
    private static final Keymap GERMAN =
            Keymap.of(
                    symbols(),
                    Map.of(
                            50, SHIFT, 66, LOCK, 37, CONTROL, 64, ALT, 77, NUM, 133, SUPER, 92,
                            LEVEL3));

    private final KeyNames names = new KeyNames();

    private static Map<Integer, List<int[]>> symbols() {
        Map<Integer, List<int[]>> all = new HashMap<>();
        all.put(KEY_Q, group('q', 'Q', '@', 0x7d9));
        all.put(KEY_U, group('u', 'U'));
        all.put(KEY_2, group('2', '"'));
        all.put(RETURN, group(0xff0d));
        all.put(KEYPAD_7, group(0xff95, 0xffb7));
        all.put(F5, group(0xffc2, 0xffc2, 0x1008fe05));
        all.put(ODD_F6, group(0xffc3, '6'));
        all.put(CYRILLIC, List.of(new int[] {'c', 'C'}, new int[] {0x6d3, 0x6f3}));
        all.put(DEAD, group(0xfe51, 0xfe50));
        all.put(50, group(0xffe1));
        all.put(66, group(0xffe5));
        all.put(37, group(0xffe3));
        all.put(64, group(0xffe9, 0xffe7));
        all.put(77, group(0xff7f));
        all.put(133, group(0xffeb));
        all.put(92, group(0xfe03));
        return all;
    }

    private static List<int[]> group(int... symbols) {
        return List.of(symbols);
    }

    private @Nullable String name(int key, int modifiers) {
        return names.name(GERMAN, key, modifiers, 0);
    }

    @Test
    void modifiersAreKnownByTheKeysThatCarryThem() {
        assertThat(GERMAN.roles())
                .containsExactly(
                        Role.SHIFT,
                        Role.HARMLESS,
                        Role.CONTROL,
                        Role.ALT,
                        Role.HARMLESS,
                        Role.TYPES,
                        Role.SUPER,
                        Role.TYPES);
    }

    @Test
    void chordsAndTheFixedListHaveNames() {
        assertThat(name(KEY_Q, CONTROL)).isEqualTo("Ctrl+Q");
        assertThat(name(KEY_Q, CONTROL | SHIFT | LOCK | NUM)).isEqualTo("Ctrl+Shift+Q");
        assertThat(name(KEY_2, ALT)).isEqualTo("Alt+2");
        assertThat(name(KEY_U, SUPER | ALT)).isEqualTo("Alt+Super+U");
        assertThat(name(RETURN, 0)).isEqualTo("Enter");
        assertThat(name(RETURN, SHIFT)).isEqualTo("Shift+Enter");
        assertThat(name(F5, NUM)).isEqualTo("F5");
        assertThat(name(KEY_U, CONTROL | ALT)).isEqualTo("Ctrl+Alt+U");
        assertThat(names.name(GERMAN, CYRILLIC, CONTROL, 0)).isEqualTo("Ctrl+C");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SHIFT, LOCK, NUM, LEVEL3, LEVEL3 | SHIFT, UNUSED})
    void whatTypesHasNone(int modifiers) {
        for (int key : List.of(KEY_Q, KEY_U, KEY_2, CYRILLIC, DEAD, KEYPAD_7, 50, 37, 92, 255)) {
            assertThat(name(key, modifiers)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CONTROL, ALT, SUPER, CONTROL | ALT, SHIFT})
    void nothingHasOneWhileAModifierChoosesCharacters(int modifiers) {
        for (int key : List.of(KEY_Q, KEY_2, RETURN, F5)) {
            assertThat(name(key, modifiers | LEVEL3)).isNull();
            assertThat(name(key, modifiers | UNUSED)).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"79, 8", "79, 4", "24, 12", "24, 13", "48, 4", "255, 4", "50, 4"})
    void chordsThatTypeHaveNone(int key, int modifiers) {
        assertThat(name(key, modifiers)).isNull();
    }

    @Test
    void aKeyOfAnotherGroupIsWhatItIsThere() {
        assertThat(names.name(GERMAN, CYRILLIC, CONTROL, 1)).isNull();
        assertThat(names.name(GERMAN, CYRILLIC, CONTROL, 2)).isNull();
        assertThat(names.name(GERMAN, RETURN, 0, 1)).isEqualTo("Enter");
    }

    @Test
    void aFunctionKeyThatAlsoTypesHasOneInChordsOnly() {
        assertThat(name(ODD_F6, 0)).isNull();
        assertThat(name(ODD_F6, SHIFT)).isNull();
        assertThat(name(ODD_F6, CONTROL)).isEqualTo("Ctrl+F6");
    }

    @Test
    void theNumberOfACharacterHasNone() {
        assertThat(name(KEY_U, CONTROL | SHIFT)).isNull();
        assertThat(name(KEY_2, CONTROL | SHIFT)).isNull();
        names.modifiers(GERMAN, CONTROL);
        assertThat(name(KEY_2, CONTROL)).as("Shift was let go first").isNull();
        names.modifiers(GERMAN, 0);
        assertThat(name(KEY_2, CONTROL | SHIFT)).as("latched again").isNull();
        assertThat(name(KEY_2, CONTROL)).isEqualTo("Ctrl+2");
        assertThat(name(RETURN, 0)).isEqualTo("Enter");
        assertThat(name(KEY_2, CONTROL | SHIFT))
                .as("the entry was ended")
                .isEqualTo("Ctrl+Shift+2");
        assertThat(name(KEY_U, CONTROL | SHIFT)).isNull();
        names.modifiers(GERMAN, 0);
        names.clicked();
        assertThat(name(KEY_2, CONTROL | SHIFT)).isEqualTo("Ctrl+Shift+2");
    }

    @Test
    void aKeyThatSwitchesLayoutsStaysTheModifierItIs() {
        Map<Integer, List<int[]>> all = symbols();
        all.put(64, group(0xffe9, 0xfe08));
        Keymap keymap = Keymap.of(all, Map.of(64, ALT, 50, SHIFT, 37, CONTROL));
        assertThat(keymap.roles().get(3)).isEqualTo(Role.ALT);
        all.put(64, group(0xffe9, 0xff7e));
        assertThat(Keymap.of(all, Map.of(64, ALT)).roles().get(3)).isEqualTo(Role.TYPES);
    }
}
