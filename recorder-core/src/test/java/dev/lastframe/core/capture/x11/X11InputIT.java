package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lastframe.core.events.InputEvent;
import dev.lastframe.core.events.InputException;
import dev.lastframe.core.events.InputWatch;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real X server, real key presses and a real terminal that says what it was typed. */
@Tag("beside")
@Timeout(600)
final class X11InputIT {

    private static final Rect ALL = new Rect(0, 0, 1000, 700);

    @TempDir private Path home;

    @Test
    void theListedKeysAreToldOnceEachAndNoOther() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            screen.terminal("80x20+20+20");
            screen.listen(ALL, false);
            awaitFocus(screen);

            screen.keys(
                    "a", "ctrl+s", "B", "F5", "Return", "Up", "1", "Escape", "alt+f", "super+d");
            screen.keys(
                    "ctrl+shift+p", "shift+Tab", "F12", "KP_Enter", "ctrl+Home", "Home", "space");
            screen.settleAfterKeys(12);
            screen.awaitTyped("the last key", typed -> typed.endsWith(" "));

            assertThat(screen.keyNames())
                    .containsExactly(
                            "Ctrl+S",
                            "F5",
                            "Enter",
                            "Up",
                            "Esc",
                            "Alt+F",
                            "Super+D",
                            "Ctrl+Shift+P",
                            "Shift+Tab",
                            "F12",
                            "Enter",
                            "Ctrl+Home");
            assertThat(screen.typed()).contains("a", "B", "1").endsWith(" ");
        }
    }

    @Test
    void aTypedSentenceLeavesNoTrace() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            screen.screen().run("setxkbmap", "de");
            screen.terminal("80x20+20+20");
            screen.listen(ALL, false);
            awaitFocus(screen);
            screen.keys("F5");
            screen.awaitEvent("F5", event -> event instanceof InputEvent.Key);
            List<String> before = screen.lines();

            screen.type("My Password is: Tr0ub4dor&3 {[]}\\~ zwölf äöüß @ €");
            screen.keys("dead_acute", "e", "dead_circumflex", "o");
            screen.keys("ISO_Level3_Shift+q", "ISO_Level3_Shift+e", "shift+a");
            screen.keys(
                    "KP_1", "KP_2", "KP_Add", "alt+KP_1", "alt+KP_6", "alt+KP_End", "ctrl+KP_3");
            screen.keys("ctrl+alt+q", "ctrl+alt+e");
            screen.keys("ctrl+shift+u", "2", "0", "a", "c");
            screen.xdotool(
                    "keydown", "ctrl", "keydown", "shift", "key", "u", "key", "2", "key", "0",
                    "key", "a", "key", "c", "keyup", "shift", "key", "d", "keyup", "ctrl");
            screen.keys("Multi_key", "o", "c");
            screen.awaitTyped("the accent", typed -> typed.contains("é"));
            screen.settle();

            assertThat(screen.lines()).isEqualTo(before);
            assertThat(screen.keyNames()).containsExactly("F5");
            assertThat(screen.typed()).contains("Tr0ub4dor&3 {[]}\\~ zwölf äöüß @ €").contains("é");
        }
    }

    @Test
    void correctionsInATextAreOneLine() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            screen.terminal("80x20+20+20");
            screen.listen(ALL, false);
            awaitFocus(screen);

            screen.keys("a", "BackSpace", "b", "c", "BackSpace", "BackSpace", "d");
            Waits.pause(Duration.ofMillis(1200));
            screen.keys("e", "BackSpace", "F5", "F5", "F5", "Delete", "x", "Delete");
            screen.settleAfterLines("key", 3);

            assertThat(screen.lines("key"))
                    .containsExactly(key("Backspace"), key("F5"), key("Delete"));
        }
    }

    /**
     * Right Control latches Control for one key, as sticky keys do, and right Alt the third level.
     */
    private static final String LATCHES =
            """
            xkb_keymap {
                xkb_keycodes { include "evdev+aliases(qwerty)" };
                xkb_types { include "complete" };
                xkb_compat { include "complete" };
                xkb_symbols {
                    include "pc+us+inet(evdev)"
                    key <RCTL> {
                        type= "ONE_LEVEL",
                        symbols[Group1]= [ Control_R ],
                        actions[Group1]= [ LatchMods(modifiers=Control) ]
                    };
                    key <RALT> { type= "ONE_LEVEL", symbols[Group1]= [ ISO_Level3_Latch ] };
                };
            };
            """;

    @Test
    void latchedModifiersAreThoseOfTheServer() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            Path keymap = Files.writeString(home.resolve("latches.xkb"), LATCHES);
            screen.screen().run("xkbcomp", "-w", "0", keymap.toString(), screen.screen().display());
            screen.terminal("80x20+20+20");
            screen.listen(ALL, false);
            awaitFocus(screen);

            screen.keys("Control_R", "x", "x", "ISO_Level3_Latch", "F5", "F6");
            screen.settleAfterKeys(2);
            screen.awaitTyped("two keys", typed -> typed.length() >= 2);

            assertThat(screen.keyNames()).containsExactly("Ctrl+X", "F6");
            assertThat(screen.typed()).startsWith("\u0018x");
        }
    }

    @Test
    void theKeysOfAnotherLayoutAreJudgedByWhatTheyMeanThere() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            screen.terminal("80x20+20+20");
            screen.listen(ALL, false);
            awaitFocus(screen);

            screen.screen().run("setxkbmap", "fr");
            screen.keys("ctrl+a", "Return");
            screen.settleAfterKeys(2);
            screen.screen().run("setxkbmap", "ru");
            screen.keys("ctrl+Cyrillic_es", "Return");
            screen.settleAfterKeys(3);

            // Return was lost neither here nor there; a Cyrillic letter is not in the list
            assertThat(screen.keyNames()).containsExactly("Ctrl+A", "Enter", "Enter");
        }
    }

    @Test
    void clicksScrollsAndFocusAreToldWhereTheyAre() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            screen.terminal("80x20+20+20");
            screen.listen(new Rect(10, 10, 800, 600), false);
            awaitFocus(screen);

            screen.xdotool("mousemove", "110", "210", "click", "1");
            screen.settleAfterLines("click", 2);
            int places = screen.lines("pointer").size();
            screen.xdotool("mousemove_relative", "190", "100");
            screen.settleAfterLines("pointer", places + 1);
            screen.xdotool("mousedown", "3");
            screen.settleAfterLines("click", 3);
            screen.xdotool("mousemove", "320", "310", "mouseup", "3");
            screen.settleAfterLines("click", 4);
            screen.xdotool("click", "--repeat", "3", "--delay", "20", "5");
            screen.settleAfterLines("scroll", 1);
            screen.xdotool("mousemove", "900", "650", "click", "1", "click", "4");
            screen.settle();

            assertThat(screen.lines("click"))
                    .containsExactly(
                            "{\"type\":\"click\",\"x\":100,\"y\":200,\"button\":\"left\",\"state\":\"down\",\"application\":\"Typewriter\"}",
                            "{\"type\":\"click\",\"x\":100,\"y\":200,\"button\":\"left\",\"state\":\"up\"}",
                            "{\"type\":\"click\",\"x\":290,\"y\":300,\"button\":\"right\",\"state\":\"down\"}",
                            "{\"type\":\"click\",\"x\":310,\"y\":300,\"button\":\"right\",\"state\":\"up\"}");
            assertScrolledDown(screen.lines("scroll"), 3);
            assertThat(screen.lines("pointer"))
                    .contains("{\"type\":\"pointer\",\"x\":290,\"y\":300}")
                    .noneMatch(line -> line.contains("890"));
            assertThat(screen.lines("focus"))
                    .containsExactly("{\"type\":\"focus\",\"application\":\"Typewriter\"}");
            assertThat(String.join("\n", screen.lines())).doesNotContain("secret");
        }
    }

    @Test
    void keysOfAWindowOutsideAreNotTold() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            screen.terminal("40x10+20+20");
            screen.listen(new Rect(500, 300, 400, 300), true);
            screen.settle();
            screen.keys("ctrl+s", "F5", "Return");
            screen.settleAfterKeys(3);

            assertThat(screen.keyNames()).as("seen by the source").hasSize(3);
            assertThat(screen.lines("key")).as("in what is recorded").isEmpty();
            assertThat(screen.lines("focus")).isEmpty();
        }
    }

    @Test
    void titlesAreToldOnlyWhenWanted() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            screen.terminal("80x20+20+20");
            screen.listen(ALL, true);
            awaitFocus(screen);
            assertThat(screen.lines("focus"))
                    .containsExactly(
                            "{\"type\":\"focus\",\"application\":\"Typewriter\",\"title\":\"secret title\"}");
        }
    }

    @Test
    void itEndsWithItsThreadAndSelectsNothingAnyMore() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            InputWatch unused =
                    new X11InputSource(screen.screen().display(), NanoClock.system()).open(false);
            assertThat(unused.listens()).isFalse();
            unused.close();
            InputWatch watch = screen.listen(ALL, false);
            watch.close();
            assertThat(watch.listens()).isFalse();
            Waits.eventually(
                    ListeningScreen.LIMIT,
                    "its thread ends",
                    () ->
                            Thread.getAllStackTraces().keySet().stream()
                                    .noneMatch(it -> it.getName().equals("lastframe-input")));
            watch.close();
        }
    }

    @Test
    void aLostDisplayEndsItQuietly() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            screen.listen(ALL, false);
            screen.screen().crash();
            Waits.eventually(
                    ListeningScreen.LIMIT,
                    "its thread ends",
                    () ->
                            Thread.getAllStackTraces().keySet().stream()
                                    .noneMatch(it -> it.getName().equals("lastframe-input")));
            assertThat(screen.told()).isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        X11InputSource nowhere = new X11InputSource(":3999", NanoClock.system());
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> nowhere.open(false))
                .withMessageContaining("no further connection");
    }

    @Test
    void aFastMouseIsToldThirtyTimesASecond() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            screen.listen(ALL, false);
            screen.settle();
            List<String> script = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                script.addAll(
                        List.of("mousemove_relative", "--", i / 100 % 2 == 0 ? "2" : "-2", "0"));
                script.addAll(List.of("sleep", "0.001"));
            }
            long began = NanoClock.system().nanoTime();
            screen.xdotool(script.toArray(String[]::new));
            screen.settle();
            double seconds = (NanoClock.system().nanoTime() - began) / 1e9;

            List<Long> times = screen.pointerNanos();
            assertThat(times).hasSizeGreaterThan(20);
            assertThat((double) times.size()).isLessThanOrEqualTo(30 * seconds + 1);
            for (int i = 30; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - 30)).isGreaterThanOrEqualTo(1_000_000_000L);
            }
        }
    }

    @Test
    void whatIsPressedWhileTheKeysMeaningChangesIsNotGuessed() throws Exception {
        try (ListeningScreen screen = new ListeningScreen(home)) {
            screen.terminal("80x20+20+20");
            screen.listen(ALL, false);
            awaitFocus(screen);

            // Each of these has no key: xdotool gives a spare one this meaning, and takes it back.
            for (int i = 0; i < 10; i++) {
                screen.xdotool(
                        "type", "--delay", "2", "\u4e16\u754c\u3053\u3093\u306b\u3061\u306f");
                screen.keys("ctrl+Shift_L");
            }
            screen.settle();

            assertThat(screen.keyNames()).isEmpty();
            screen.awaitTyped("something", typed -> !typed.isEmpty());
            // The terminal too may read a key's meaning late, and then shows another of them.
            assertThat(screen.typed())
                    .containsPattern("[\u4e16\u754c\u3053\u3093\u306b\u3061\u306f]");
        }
    }

    private static void awaitFocus(ListeningScreen screen) {
        Waits.eventually(
                ListeningScreen.LIMIT,
                "the terminal's focus is known",
                () -> !screen.lines("focus").isEmpty());
    }

    /** In one line, or in several where the computer took its time between two steps. */
    private static void assertScrolledDown(List<String> lines, int steps) {
        String before =
                "{\"type\":\"scroll\",\"x\":310,\"y\":300,\"direction\":\"down\",\"steps\":";
        assertThat(lines).isNotEmpty().allMatch(line -> line.startsWith(before));
        assertThat(
                        lines.stream()
                                .map(line -> line.substring(before.length(), line.length() - 1))
                                .mapToInt(Integer::parseInt)
                                .sum())
                .isEqualTo(steps);
    }

    private static String key(String name) {
        return "{\"type\":\"key\",\"key\":\"" + name + "\"}";
    }
}
