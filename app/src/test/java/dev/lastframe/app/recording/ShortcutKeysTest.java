package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.settings.Shortcut;
import dev.lastframe.app.settings.Shortcuts;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.Chord.Modifier;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.GlobalKeys.Answer;
import dev.lastframe.core.keys.GlobalKeys.Choice;
import dev.lastframe.core.session.SessionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShortcutKeysTest {

    private static final Chord RECORD = Shortcut.RECORD.usual();
    private static final Chord PAUSE = Shortcut.PAUSE.usual();
    private static final Chord MARK = Shortcut.MARK.usual();
    private static final Chord REPORT = Shortcut.REPORT.usual();
    private static final Chord NEXT = Chord.of("F9", Modifier.SHIFT, Modifier.SUPER);
    private static final Chord OTHER = Chord.of("R", Modifier.CTRL, Modifier.ALT);

    @TempDir private Path home;
    private Fakes fakes;

    @BeforeEach
    void setUp() {
        fakes = new Fakes(home);
        fakes.keys.trouble = Optional.empty();
        fakes.nowNanos = 5_000_000_000L;
    }

    @Test
    void aChordStartsMarksPausesAndStops() {
        RecordingViewModel model = fakes.window();
        assertThat(fakes.keys.taken).containsExactlyInAnyOrder(RECORD, PAUSE, MARK, REPORT);
        assertThat(model.header().get().detail())
                .isEqualTo("Press Super+F9 in any window, or the button.");

        fakes.keys.press(RECORD, fakes.nowNanos);
        fakes.recording().to(SessionState.RECORDING);
        assertThat(model.header().get().detail()).isEqualTo("Recording Screen 1. Super+F9 stops.");
        fakes.passes(Duration.ofSeconds(2));
        long pressed = fakes.nowNanos - 40_000_000;
        fakes.keys.press(MARK, pressed);
        assertThat(fakes.recording().markNanos).containsExactly(pressed);
        fakes.keys.press(PAUSE, fakes.nowNanos);
        assertThat(model.phase().get()).isEqualTo(Phase.PAUSED);
        fakes.keys.press(RECORD, fakes.nowNanos);
        assertThat(fakes.recording().stops).isEqualTo(1);
    }

    @Test
    void twoQuickPressesAreOneByTheTimesAtWhichTheyWereMade() {
        RecordingViewModel model = fakes.window();

        fakes.keys.press(RECORD, fakes.nowNanos);
        fakes.keys.press(RECORD, fakes.nowNanos + 250_000_000);
        assertThat(model.phase().get()).isEqualTo(Phase.STARTING);
        fakes.keys.press(RECORD, fakes.nowNanos + 600_000_000);
        assertThat(model.phase().get()).isEqualTo(Phase.STOPPING);
        fakes.keys.press(RECORD, fakes.nowNanos + 1_000_000_000);
        assertThat(model.startsAgain()).isTrue();
    }

    @Test
    void whereNobodyChoseItRecordsTheScreenWithThePointerAndSavesNoChoice() {
        fakes.screenWithPointer = OptionalInt.of(2);
        fakes.window();

        fakes.keys.press(RECORD, fakes.nowNanos);

        assertThat(fakes.recording().request.target()).isEqualTo(new CaptureTarget.Screen(2));
        assertThat(fakes.saved).allSatisfy(it -> assertThat(it.target()).isEmpty());
    }

    @Test
    void theLastChoiceCountsMoreThanThePointer() {
        fakes.screenWithPointer = OptionalInt.of(2);
        fakes.settings = Settings.DEFAULTS.withTarget(new CaptureTarget.Screen(1));
        fakes.window();

        fakes.keys.press(RECORD, fakes.nowNanos);

        assertThat(fakes.recording().request.target()).isEqualTo(new CaptureTarget.Screen(1));
    }

    @Test
    void aScreenThatIsGoneIsNoChoice() {
        fakes.screenWithPointer = OptionalInt.of(2);
        fakes.settings = Settings.DEFAULTS.withTarget(new CaptureTarget.Screen(3));
        fakes.window();

        fakes.keys.press(RECORD, fakes.nowNanos);

        assertThat(fakes.recording().request.target()).isEqualTo(new CaptureTarget.Screen(2));
    }

    @Test
    void whatAnotherProgramHasIsSaidAtTheStartAndTheNextFreeOneIsOffered() {
        fakes.keys.ofOthers.addAll(List.of(RECORD, NEXT, MARK));
        RecordingViewModel model = fakes.window();

        Banner banner = model.banner().get().orElseThrow();
        assertThat(banner.sentence())
                .isEqualTo(
                        "Another program has Super+F9, Super+F8."
                                + " Free: Ctrl+Super+F9, Shift+Super+F8.");
        assertThat(banner.action()).isEqualTo(Banner.Action.TAKE_KEYS);
        assertThat(fakes.keys.taken)
                .as("looking takes nothing")
                .containsExactlyInAnyOrder(PAUSE, REPORT);
        assertThat(line(model, Shortcut.RECORD).works()).isFalse();
        assertThat(model.header().get().detail()).isEqualTo("Press F9 or the button.");

        model.takeOfferedKeys();

        assertThat(model.banner().get()).isEmpty();
        assertThat(line(model, Shortcut.RECORD))
                .isEqualTo(new ShortcutReport.Line(Shortcut.RECORD, "Ctrl+Super+F9", true, ""));
        assertThat(saved().chord(Shortcut.MARK))
                .contains(Chord.of("F8", Modifier.SHIFT, Modifier.SUPER));
        assertThat(model.header().get().detail())
                .isEqualTo("Press Ctrl+Super+F9 in any window, or the button.");
    }

    @Test
    void whereNothingIsFreeItSaysSo() {
        fakes.keys.ofOthers.add(RECORD);
        fakes.keys.ofOthers.addAll(FreeChords.near(RECORD));
        RecordingViewModel model = fakes.window();

        Banner banner = model.banner().get().orElseThrow();
        assertThat(banner.sentence()).startsWith("Another program has Super+F9.");
        assertThat(banner.action()).isEqualTo(Banner.Action.CHOOSE_KEYS);
    }

    @Test
    void aChordIsChangedByPressingIt() {
        RecordingViewModel model = fakes.window();
        model.shortcuts().choose(Shortcut.RECORD);
        assertThat(model.shortcuts().report().get().choosing()).contains(Shortcut.RECORD);

        fakes.keys.chooses(new Choice.Pressed(OTHER));

        assertThat(model.shortcuts().report().get().choosing()).isEmpty();
        assertThat(line(model, Shortcut.RECORD).chord()).isEqualTo("Ctrl+Alt+R");
        assertThat(fakes.keys.taken).containsExactlyInAnyOrder(OTHER, PAUSE, MARK, REPORT);
        assertThat(saved().chord(Shortcut.RECORD)).contains(OTHER);
        fakes.keys.press(OTHER, fakes.nowNanos);
        assertThat(model.phase().get()).isEqualTo(Phase.STARTING);
    }

    @Test
    void aClashIsSaidAtOnceAndTheOldOneStays() {
        fakes.keys.ofOthers.add(OTHER);
        RecordingViewModel model = fakes.window();

        assertThat(afterPressing(model, new Choice.Pressed(OTHER)))
                .isEqualTo("Another program has Ctrl+Alt+R. Super+F9 stays.");
        assertThat(afterPressing(model, new Choice.Pressed(PAUSE)))
                .isEqualTo("Super+F10 is already for: Pause, continue.");
        assertThat(afterPressing(model, new Choice.Pressed(Chord.of("R", Modifier.SHIFT))))
                .startsWith("Shift+R is needed elsewhere");
        assertThat(afterPressing(model, new Choice.Unknown())).startsWith("This key cannot");
        assertThat(afterPressing(model, new Choice.Refused()))
                .startsWith("Another program has all");
        assertThat(afterPressing(model, new Choice.Cancelled())).isEmpty();
        assertThat(afterPressing(model, new Choice.Pressed(RECORD))).isEmpty();

        assertThat(line(model, Shortcut.RECORD).works()).isTrue();
        assertThat(fakes.keys.taken).containsExactlyInAnyOrder(RECORD, PAUSE, MARK, REPORT);
        assertThat(fakes.saved).isEmpty();
    }

    @Test
    void whereThereAreNoneItSaysWhyAndTheWindowsKeyStays() {
        fakes.keys.trouble = Optional.of("This is a Wayland session.");
        RecordingViewModel model = fakes.window();

        assertThat(model.shortcuts().report().get().trouble())
                .isEqualTo("This is a Wayland session.");
        assertThat(model.header().get().detail()).isEqualTo("Press F9 or the button.");
        model.shortcuts().choose(Shortcut.RECORD);
        assertThat(model.shortcuts().report().get().choosing()).isEmpty();
    }

    @Test
    void aDesktopThatKeepsTheKeysItselfIsAskedForAllAndWhatItGaveIsShown() {
        fakes.keys.written.put(RECORD, "Meta+F9");
        fakes.keys.denied.add(MARK);
        RecordingViewModel model = fakes.window();

        assertThat(fakes.keys.wishes)
                .contains(
                        new GlobalKeys.Wish("record", "Record, stop", RECORD),
                        new GlobalKeys.Wish("report", "Report a bug", REPORT))
                .hasSize(4);
        assertThat(line(model, Shortcut.RECORD).chord()).isEqualTo("Meta+F9");
        assertThat(model.header().get().detail()).startsWith("Press Meta+F9 in any window");
        assertThat(line(model, Shortcut.MARK).works()).isFalse();
        assertThat(line(model, Shortcut.MARK).note()).startsWith("The desktop did not give");
        assertThat(afterPressing(model, new Choice.Elsewhere()))
                .isEqualTo("Your desktop has these keys: change them in its keyboard settings.");
    }

    @Test
    void theWayToTheDesktopsOwnKeysIsSaidWhereItIsKnown() {
        assertThat(KeyboardPage.of("ubuntu:GNOME")).contains(KeyboardPage.GNOME);
        assertThat(KeyboardPage.of("X-Cinnamon")).contains(KeyboardPage.CINNAMON);
        assertThat(KeyboardPage.of("KDE")).contains(KeyboardPage.KDE);
        assertThat(KeyboardPage.of("something")).isEmpty();
        assertThat(KeyboardPage.of(null)).isEmpty();
        Words words = fakes.window().words();
        assertThat(KeyboardPage.values())
                .allSatisfy(page ->
                        assertThat(words.text(page.key()))
                                .isNotEqualTo(page.key())
                                .matches(".*[A-Za-z].*"));
    }

    @Test
    void aLayoutWithoutTheKeyIsSaidUntilOneHasIt() {
        RecordingViewModel model = fakes.window();

        fakes.keys.layoutChanges(MARK, Answer.NO_KEY);
        assertThat(line(model, Shortcut.MARK))
                .isEqualTo(
                        new ShortcutReport.Line(
                                Shortcut.MARK,
                                "Super+F8",
                                false,
                                "This keyboard has no Super+F8."));
        fakes.keys.layoutChanges(MARK, Answer.TAKEN);
        assertThat(line(model, Shortcut.MARK).works()).isTrue();

        fakes.keys.displayIsLost();
        assertThat(line(model, Shortcut.MARK).works()).isFalse();
        assertThat(model.shortcuts().report().get().trouble()).isNotEmpty();
    }

    @Test
    void noChordDoesTwoThings() {
        Shortcuts twice = Shortcuts.DEFAULTS.with(Shortcut.MARK, PAUSE);

        assertThat(twice.distinct()).isEqualTo(Shortcuts.DEFAULTS.without(Shortcut.MARK));
        Shortcuts swapped =
                Shortcuts.DEFAULTS.with(Shortcut.RECORD, PAUSE).with(Shortcut.PAUSE, RECORD);
        assertThat(swapped.distinct()).isEqualTo(swapped);
    }

    @Test
    void oneThatIsSwitchedOffIsNotTaken() {
        fakes.settings = Settings.DEFAULTS.withShortcuts(Shortcuts.DEFAULTS.without(Shortcut.MARK));
        RecordingViewModel model = fakes.window();

        assertThat(fakes.keys.taken).containsExactlyInAnyOrder(RECORD, PAUSE, REPORT);
        assertThat(line(model, Shortcut.MARK).chord()).isEmpty();
    }

    @Test
    void theyAreGivenBackWithTheWindow() {
        RecordingViewModel model = fakes.window();
        model.shortcuts().close();

        assertThat(fakes.keys.closed).isTrue();
        assertThat(fakes.keys.taken).isEmpty();
    }

    private String afterPressing(RecordingViewModel model, Choice choice) {
        model.shortcuts().choose(Shortcut.RECORD);
        fakes.keys.chooses(choice);
        return line(model, Shortcut.RECORD).note();
    }

    private Shortcuts saved() {
        return fakes.saved.getLast().shortcuts();
    }

    private static ShortcutReport.Line line(RecordingViewModel model, Shortcut shortcut) {
        return model.shortcuts().report().get().lines().stream()
                .filter(it -> it.shortcut() == shortcut)
                .findFirst()
                .orElseThrow();
    }
}
