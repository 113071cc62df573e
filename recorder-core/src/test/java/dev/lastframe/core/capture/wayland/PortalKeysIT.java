package dev.lastframe.core.capture.wayland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.Chord.Modifier;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.GlobalKeys.Answer;
import dev.lastframe.core.keys.GlobalKeys.Wish;
import dev.lastframe.core.keys.KeysException;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys by the real portal, which asks a desktop of the tests' own. */
@Tag("beside")
@Timeout(600)
final class PortalKeysIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Chord RECORD = Chord.of("F9", Modifier.SUPER);
    private static final Chord MARK = Chord.of("M", Modifier.CTRL, Modifier.ALT);
    private static final List<Wish> WISHES =
            List.of(
                    new Wish("record", "Record, stop", RECORD),
                    new Wish("mark", "Mark this moment", MARK));

    @TempDir private static Path folder;

    private static WaylandDesktop desktop;

    @BeforeAll
    static void start() {
        desktop = WaylandDesktop.start(folder);
    }

    @AfterAll
    static void end() {
        if (desktop != null) {
            desktop.close();
        }
    }

    @BeforeEach
    void settle() {
        desktop.keyboard().gives(true);
    }

    @Test
    void allAreAskedForAtOnceAndEachPressIsToldOnce() throws Exception {
        Told told = new Told();
        try (PortalKeys keys = open()) {
            keys.begin(told);
            assertThat(answer(keys, RECORD)).isEqualTo(Answer.TAKEN);
            assertThat(answer(keys, MARK)).isEqualTo(Answer.TAKEN);
            assertThat(desktop.keyboard().wished())
                    .isEqualTo(Map.of("record", "LOGO+F9", "mark", "CTRL+ALT+m"));
            assertThat(keys.written(RECORD)).isEqualTo("LOGO+F9");
            assertThat(answer(keys, Chord.of("F7"))).isEqualTo(Answer.DENIED);

            desktop.keyboard().press("mark");
            desktop.keyboard().press("record");
            Waits.eventually(LIMIT, "both are told", () -> told.words.size() >= 2);
            assertThat(told.words).containsExactly(MARK + " pressed", RECORD + " pressed");
            assertThat(keys.choose().get()).isEqualTo(new GlobalKeys.Choice.Elsewhere());
        }
        assertThat(told.words).hasSize(2);
    }

    @Test
    void whatThePersonChangesOrTakesBackIsSeen() throws Exception {
        Told told = new Told();
        try (PortalKeys keys = open()) {
            keys.begin(told);
            assertThat(answer(keys, RECORD)).isEqualTo(Answer.TAKEN);

            desktop.keyboard().change("record", "Press Ctrl+R");
            Waits.eventually(LIMIT, "it is told", () -> told.words.size() >= 2);
            assertThat(told.words)
                    .containsExactly(RECORD + " changed TAKEN", MARK + " changed TAKEN");
            assertThat(keys.written(RECORD)).isEqualTo("Ctrl+R");
            desktop.keyboard().change("record", "");
            Waits.eventually(LIMIT, "it is told too", () -> told.words.size() >= 4);
            assertThat(told.words.get(2)).isEqualTo(RECORD + " changed DENIED");
            assertThat(keys.written(RECORD)).isEqualTo("Super+F9");

            desktop.keyboard().end();
            Waits.eventually(LIMIT, "the end is told", () -> told.words.contains("ended"));
            assertThat(answer(keys, RECORD)).isEqualTo(Answer.ENDED);
        }
    }

    @Test
    void whatIsRefusedIsDeniedAndADesktopWithoutKeysIsASentence() throws Exception {
        desktop.keyboard().gives(false);
        try (PortalKeys keys = open()) {
            keys.begin(new Told());
            assertThat(answer(keys, RECORD)).isEqualTo(Answer.DENIED);
            assertThat(keys.written(RECORD)).isEqualTo("Super+F9");
        }
        assertThatExceptionOfType(KeysException.class)
                .isThrownBy(() ->
                        PortalKeys.open(
                                Optional.of("unix:path=" + folder.resolve("no-bus")),
                                WISHES,
                                NanoClock.system()))
                .withMessageContaining("Wayland");
        assertThatExceptionOfType(KeysException.class)
                .isThrownBy(() -> PortalKeys.open(Optional.empty(), WISHES, NanoClock.system()));
    }

    private static PortalKeys open() throws KeysException {
        return PortalKeys.open(Optional.of(desktop.address()), WISHES, NanoClock.system());
    }

    private static Answer answer(GlobalKeys keys, Chord chord) throws Exception {
        return keys.take(chord).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Writes down what is told. */
    private static final class Told implements GlobalKeys.Listener {

        private final List<String> words = new CopyOnWriteArrayList<>();

        @Override
        public void pressed(Chord chord, long nanos) {
            words.add(chord + " pressed");
        }

        @Override
        public void changed(Chord chord, Answer answer) {
            words.add(chord + " changed " + answer);
        }

        @Override
        public void ended() {
            words.add("ended");
        }
    }
}
