package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.x11.X11GlobalKeys;
import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.Chord.Modifier;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A person at the list of shortcuts, on a screen where another program may have some. */
@Timeout(120)
@ExtendWith(Fx.class)
final class ShortcutsCardIT {

    private static final Chord RECORD = Chord.of("F9", Modifier.SUPER);

    @TempDir private Path home;
    private Person person;
    private Desktop desktop;
    private GlobalKeys other;

    @BeforeEach
    void settle() throws Exception {
        person = new Person(home);
        desktop = new Desktop(VirtualScreenListener.screen());
        other = X11GlobalKeys.open(VirtualScreenListener.display(), NanoClock.system());
        other.begin(new Deaf());
    }

    @AfterEach
    void closeTheWindow() {
        person.close();
        other.close();
    }

    @Test
    void aChordIsChangedByPressingOtherKeysAndIsKept() throws Exception {
        person.opensTheWindow();
        awaitKeys("Super+F9");
        person.presses(KeyCode.CONTROL, KeyCode.COMMA);
        person.awaits("the card is open", () -> person.sees("#shortcuts"));
        take(Chord.of("F6", Modifier.CTRL));

        person.goesTo("#shortcut-record");
        person.presses(KeyCode.ENTER);
        awaitChoice();
        desktop.key("ctrl+F6");
        awaitText("#shortcut-note-record", "Another program has Ctrl+F6. Super+F9 stays.");
        awaitChosen("Super+F9");
        person.presses(KeyCode.ENTER);
        awaitChoice();
        desktop.key("Escape");
        awaitChosen("Super+F9");
        assertThat(person.sees("#shortcuts")).as("that Esc was for the choice").isTrue();
        person.presses(KeyCode.ENTER);
        awaitChoice();
        desktop.key("super+shift+F7");
        awaitChosen("Shift+Super+F7");

        awaitKeys("Shift+Super+F7");
        desktop.key("super+F9");
        desktop.key("super+shift+F7");
        person.awaitsTitle("● .*");
        assertThat(person.textsIn(".header")).contains("Recording Screen 1. Shift+Super+F7 stops.");
        // presses that follow each other at once are one
        Waits.pause(Duration.ofMillis(400));
        desktop.key("super+shift+F7");
        person.awaitsTitle("Lastframe");
        person.close();
        assertThat(settings()).contains("\"record\" : \"Shift+Super+F7\"");
    }

    @Test
    void whatAnotherProgramHasIsSaidAndTheNextFreeOneTakenByAButton() throws Exception {
        take(RECORD);
        person.opensTheWindow();
        person.awaits("it says so", () -> person.sees("#banner"));
        assertThat(person.textsIn("#banner"))
                .contains("Another program has Super+F9. Free: Shift+Super+F9.");
        assertThat(person.text("#keys")).isEqualTo("F9");

        person.clicks("#banner-action");

        awaitKeys("Shift+Super+F9");
        person.awaits("the banner is gone", () -> !person.sees("#banner"));
        desktop.key("super+F9");
        desktop.key("super+shift+F9");
        person.awaitsTitle("● .*");
    }

    @Test
    void theLinesForTheDesktopsOwnKeysAreCopied() {
        person.opensTheWindow();
        person.clicks("#keys");
        person.awaits("the card is open", () -> person.sees("#shortcuts"));

        person.goesTo("#copy-report");
        person.presses(KeyCode.ENTER);

        person.awaits(
                "the line is in the clipboard",
                () ->
                        String.valueOf(Clipboard.getSystemClipboard().getString())
                                .endsWith(" report --last 30s"));
        person.presses(KeyCode.ESCAPE);
        person.awaits("the card is closed", () -> !person.sees("#shortcuts"));
    }

    private void take(Chord chord) throws Exception {
        assertThat(other.take(chord).get(20, TimeUnit.SECONDS)).isEqualTo(GlobalKeys.Answer.TAKEN);
    }

    private void awaitKeys(String chord) {
        awaitText("#keys", chord);
    }

    /** Until then the keys would be the window's: it loses the keyboard while all are taken. */
    private void awaitChoice() {
        awaitText("#shortcut-record", "Press the keys… (Esc cancels)");
        person.awaits("all keys are taken", () -> !person.stage().isFocused());
    }

    private void awaitChosen(String chord) {
        awaitText("#shortcut-record", chord);
        person.awaits("the keys are given back", () -> person.stage().isFocused());
    }

    private void awaitText(String id, String text) {
        person.awaits(id + " says " + text, () -> person.text(id).equals(text));
    }

    private String settings() throws IOException {
        return Files.readString(home.resolve("config/lastframe/settings.json"));
    }

    /** A program that has chords, and nothing to do for them. */
    private static final class Deaf implements GlobalKeys.Listener {

        @Override
        public void pressed(Chord chord, long nanos) {
            // nothing to do
        }

        @Override
        public void changed(Chord chord, GlobalKeys.Answer answer) {
            // nothing to do
        }

        @Override
        public void ended() {
            // nothing to do
        }
    }
}
