package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.Chord.Modifier;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.GlobalKeys.Answer;
import dev.lastframe.core.keys.GlobalKeys.Choice;
import dev.lastframe.core.keys.KeysException;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real X server, real key presses, and a real terminal that has the focus. */
@Tag("beside")
@Timeout(120)
final class X11GlobalKeysIT {

    private static final Chord RECORD = Chord.of("F9", Modifier.SUPER);
    private static final Chord MARK = Chord.of("F8", Modifier.SUPER);
    private static final Chord LETTER = Chord.of("Z", Modifier.SUPER);

    private static final int FAKE_INPUT = 2;
    private static final int LATCH_LOCK_STATE = 5;
    private static final int GET_STATE = 4;
    private static final int KEY_PRESS = 2;
    private static final int KEY_RELEASE = 3;

    /** Of any PC's keyboard: left Super, F9, and Z of an American one. */
    private static final int SUPER_KEY = 133;

    private static final int F9_KEY = 75;
    private static final int Z_KEY = 52;

    @TempDir private Path home;

    private ListeningScreen screen;
    private Keys keys;

    @BeforeEach
    void open() throws Exception {
        screen = new ListeningScreen(home);
        keys = new Keys(screen.screen().display());
    }

    @AfterEach
    void close() {
        keys.source.close();
        screen.close();
    }

    @Test
    void theFocusedWindowGetsAllButTheChordWhateverLockIsOn() throws Exception {
        screen.terminal("80x20+20+20");
        assertThat(keys.take(RECORD)).isEqualTo(Answer.TAKEN);
        assertThat(keys.take(MARK)).isEqualTo(Answer.TAKEN);

        screen.keys("a", "super+F9", "b");
        screen.keys("Num_Lock", "c", "super+F9", "d");
        screen.keys("Caps_Lock", "e", "super+F9", "super+F8");
        screen.keys("Num_Lock", "f", "super+F9", "Caps_Lock", "g");
        // neither with less nor with more
        screen.keys("F9", "ctrl+super+F9", "super+F10", "h");
        keys.awaitPresses(5);
        screen.awaitTyped("the last letter", typed -> typed.endsWith("h"));
        screen.settle();

        assertThat(keys.pressed()).containsExactly(RECORD, RECORD, RECORD, MARK, RECORD);
        String typed = screen.typed();
        assertThat(typed).startsWith("abcdEFg").endsWith("h");
        assertThat(typed.substring(7, typed.length() - 1))
                .as("F9 without and with Control, and F10, which are not taken")
                .matches("(\\e\\[[0-9;]+~)+");
    }

    @Test
    void aChordThatIsHeldDownIsOnePressAndItsMomentIsTheServers() throws Exception {
        assertThat(keys.take(RECORD)).isEqualTo(Answer.TAKEN);
        screen.screen().run("xset", "r", "rate", "200", "30");
        long before = System.nanoTime();
        screen.xdotool("keydown", "super", "keydown", "F9");
        long after = System.nanoTime();
        screen.settle();
        screen.xdotool("keyup", "F9", "keyup", "super");
        screen.keys("super+F9");
        keys.awaitPresses(2);
        screen.settle();

        assertThat(keys.pressed()).containsExactly(RECORD, RECORD);
        // of whole milliseconds
        assertThat(keys.nanos.getFirst()).isBetween(before - 1_000_000, after);
    }

    @Test
    void aChordOfAnotherProgramIsAClashAndIsNotWaitedFor() throws Exception {
        try (GlobalKeys other = X11GlobalKeys.open(screen.screen().display(), NanoClock.system())) {
            Keys others = new Keys(other);
            assertThat(others.take(RECORD)).isEqualTo(Answer.TAKEN);
            assertThat(keys.take(RECORD)).isEqualTo(Answer.CLASH);
            assertThat(keys.take(MARK)).isEqualTo(Answer.TAKEN);

            screen.keys("super+F9", "super+F8");
            keys.awaitPresses(1);
            others.awaitPresses(1);
            screen.settle();
            assertThat(keys.pressed()).containsExactly(MARK);
            assertThat(others.pressed()).containsExactly(RECORD);

            await(other.release(RECORD));
            assertThat(keys.take(RECORD)).isEqualTo(Answer.TAKEN);
            assertThat(others.take(MARK)).isEqualTo(Answer.CLASH);
            keys.source.close();
            Waits.eventually(
                    ListeningScreen.LIMIT,
                    "what was closed gives it back",
                    () -> other.take(MARK).join() == Answer.TAKEN);
        }
    }

    @Test
    void anotherLayoutTakesTheChordWithItsKey() throws Exception {
        screen.terminal("80x20+20+20");
        assertThat(keys.take(RECORD)).isEqualTo(Answer.TAKEN);
        assertThat(keys.take(LETTER)).isEqualTo(Answer.TAKEN);

        for (String layout : List.of("de", "fr", "us")) {
            screen.screen().run("setxkbmap", layout);
            screen.settle();
            screen.keys("super+F9", "super+z", "y");
        }
        keys.awaitPresses(6);
        screen.awaitTyped("the last letter", typed -> typed.length() >= 3);
        screen.settle();
        assertThat(keys.pressed()).containsExactly(RECORD, LETTER, RECORD, LETTER, RECORD, LETTER);
        assertThat(screen.typed()).isEqualTo("yyy");

        screen.screen().run("setxkbmap", "ru");
        Waits.eventually(
                ListeningScreen.LIMIT,
                "there is no such letter",
                () -> keys.changes.equals(List.of("Super+Z NO_KEY")));
        screen.screen().run("setxkbmap", "us,ru");
        Waits.eventually(
                ListeningScreen.LIMIT, "there is one again", () -> keys.changes.size() == 2);
        try (XcbConnection hands = XcbConnection.open(screen.screen().display())) {
            lockTheSecondGroup(hands);
            pressWithSuper(hands, F9_KEY);
            pressWithSuper(hands, Z_KEY);
            keys.awaitPresses(8);
            screen.settle();
        }
        assertThat(keys.pressed()).hasSize(8).endsWith(RECORD, LETTER);
    }

    /** Not by xdotool, which presses everything in the group that has the symbol. */
    private static void pressWithSuper(XcbConnection hands, int keycode) {
        int[] numbers = hands.extension("XTEST");
        assertThat(numbers).isNotNull();
        for (int[] event :
                List.of(
                        new int[] {KEY_PRESS, SUPER_KEY},
                        new int[] {KEY_PRESS, keycode},
                        new int[] {KEY_RELEASE, keycode},
                        new int[] {KEY_RELEASE, SUPER_KEY})) {
            ByteBuffer request = hands.request(numbers[0], FAKE_INPUT);
            request.put((byte) event[0]).put((byte) event[1]).put(new byte[30]);
            assertThat(hands.doNow(request)).isTrue();
        }
    }

    private static void lockTheSecondGroup(XcbConnection hands) {
        int[] numbers = hands.extension("XKEYBOARD");
        assertThat(numbers).isNotNull();
        assertThat(XkbKeyboard.use(hands, numbers[0])).isTrue();
        ByteBuffer lock = hands.request(numbers[0], LATCH_LOCK_STATE);
        lock.putShort((short) 0x100).putShort((short) 0);
        lock.put((byte) 1).put((byte) 1).put(new byte[6]);
        assertThat(hands.doNow(lock)).isTrue();
        ByteBuffer question = hands.request(numbers[0], GET_STATE);
        ByteBuffer state = hands.ask(question.putShort((short) 0x100).putShort((short) 0));
        assertThat(state).isNotNull();
        assertThat(state.get(12)).as("the group in force").isEqualTo((byte) 1);
    }

    @Test
    void aChordIsChosenByPressingItWhoeverHasIt() throws Exception {
        screen.terminal("80x20+20+20");
        try (GlobalKeys other = X11GlobalKeys.open(screen.screen().display(), NanoClock.system())) {
            Keys others = new Keys(other);
            assertThat(others.take(RECORD)).isEqualTo(Answer.TAKEN);

            assertThat(chosenBy("Num_Lock", "super+F9")).isEqualTo(new Choice.Pressed(RECORD));
            assertThat(others.pressed()).isEmpty();
            assertThat(chosenBy("ctrl+alt+shift+r"))
                    .isEqualTo(
                            new Choice.Pressed(
                                    Chord.of("R", Modifier.CTRL, Modifier.ALT, Modifier.SHIFT)));
            assertThat(chosenBy("Escape")).isEqualTo(new Choice.Cancelled());
            assertThat(chosenBy("semicolon")).isEqualTo(new Choice.Unknown());

            CompletableFuture<Choice> left = keys.source.choose();
            keys.source.cancelChoice();
            assertThat(await(left)).isEqualTo(new Choice.Cancelled());
        }
        screen.keys("x");
        screen.awaitTyped("a letter", typed -> !typed.isEmpty());
        screen.settle();
        assertThat(screen.typed()).as("all keys were given back").isEqualTo("x");
    }

    @Test
    void aLostDisplayEndsItQuietly() throws Exception {
        assertThat(keys.take(RECORD)).isEqualTo(Answer.TAKEN);
        CompletableFuture<Choice> choice = keys.source.choose();
        screen.screen().crash();

        assertThat(await(choice)).isEqualTo(new Choice.Refused());
        Waits.eventually(ListeningScreen.LIMIT, "it is told", () -> keys.ends == 1);
        assertThat(keys.take(MARK)).isEqualTo(Answer.ENDED);
        awaitNoThread();
    }

    @Test
    void itEndsWithItsThreadAndWithoutAWord() throws Exception {
        assertThat(keys.take(RECORD)).isEqualTo(Answer.TAKEN);
        keys.source.close();
        awaitNoThread();
        assertThat(keys.take(RECORD)).isEqualTo(Answer.ENDED);
        keys.source.close();
        assertThat(keys.ends).isZero();

        GlobalKeys unused = X11GlobalKeys.open(screen.screen().display(), NanoClock.system());
        CompletableFuture<Answer> asked = unused.take(RECORD);
        unused.close();
        assertThat(await(asked)).isEqualTo(Answer.ENDED);
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        assertThatExceptionOfType(KeysException.class)
                .isThrownBy(() -> X11GlobalKeys.open(":3999", NanoClock.system()))
                .withMessageContaining("no further connection");
    }

    private Choice chosenBy(String... pressed) throws Exception {
        CompletableFuture<Choice> choice = keys.source.choose();
        // what is asked for afterwards is answered afterwards
        await(keys.source.release(MARK));
        screen.keys(pressed);
        return await(choice);
    }

    private static void awaitNoThread() {
        Waits.eventually(
                ListeningScreen.LIMIT,
                "its thread ends",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(it -> it.getName().equals("lastframe-shortcuts")));
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(ListeningScreen.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** What a source told. */
    private static final class Keys implements GlobalKeys.Listener {

        final GlobalKeys source;
        final List<Long> nanos = new CopyOnWriteArrayList<>();
        final List<String> changes = new CopyOnWriteArrayList<>();
        volatile int ends;
        private final List<Chord> chords = new CopyOnWriteArrayList<>();

        Keys(String display) throws KeysException {
            this(X11GlobalKeys.open(display, NanoClock.system()));
        }

        Keys(GlobalKeys source) {
            this.source = source;
            source.begin(this);
        }

        Answer take(Chord chord) throws Exception {
            return await(source.take(chord));
        }

        /** So many, and no more that come at once if the screen settles afterwards. */
        void awaitPresses(int count) {
            Waits.eventually(
                    ListeningScreen.LIMIT, count + " presses", () -> chords.size() >= count);
        }

        List<Chord> pressed() {
            return new ArrayList<>(chords);
        }

        @Override
        public void pressed(Chord chord, long moment) {
            nanos.add(moment);
            chords.add(chord);
        }

        @Override
        public void changed(Chord chord, Answer answer) {
            changes.add(chord + " " + answer);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
        public void ended() {
            ends++;
        }
    }
}
