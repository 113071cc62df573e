package dev.lastframe.core.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lastframe.core.keys.Chord.Modifier;
import org.junit.jupiter.api.Test;

final class ChordTest {

    @Test
    void itIsWrittenInOneOrderAndReadInAny() {
        Chord chord = Chord.of("F9", Modifier.SUPER, Modifier.CTRL);

        assertThat(chord).hasToString("Ctrl+Super+F9");
        assertThat(Chord.parse("super + ctrl+f9")).contains(chord);
        assertThat(Chord.parse("r")).contains(Chord.of("R"));
        for (String key : Chord.KEYS) {
            Chord each = Chord.of(key, Modifier.SHIFT, Modifier.ALT);
            assertThat(Chord.parse(each.toString())).contains(each);
        }
    }

    @Test
    void whatIsNoChordIsNotRead() {
        assertThat(
                        java.util.stream.Stream.of(
                                "",
                                "+",
                                "Super+",
                                "+F9",
                                "Hyper+F9",
                                "F25",
                                "Super",
                                "é",
                                "F9+F10"))
                .allSatisfy(text -> assertThat(Chord.parse(text)).as(text).isEmpty());
        assertThatIllegalArgumentException().isThrownBy(() -> Chord.of("F25"));
    }

    @Test
    void whatTextIsTypedWithIsNotTakenFromOtherPrograms() {
        assertThat(Chord.of("F9").isUsable()).isTrue();
        assertThat(Chord.of("Print").isUsable()).isTrue();
        assertThat(Chord.of("R", Modifier.SUPER).isUsable()).isTrue();
        assertThat(Chord.of("R", Modifier.CTRL, Modifier.ALT).isUsable()).isTrue();
        assertThat(Chord.of("R").isUsable()).isFalse();
        assertThat(Chord.of("R", Modifier.SHIFT).isUsable()).isFalse();
        assertThat(Chord.of("C", Modifier.CTRL).isUsable()).isFalse();
        assertThat(Chord.of("Tab", Modifier.ALT).isUsable()).isFalse();
        assertThat(Chord.of("Enter").isUsable()).isFalse();
    }
}
