package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.settings.SoundSettings;
import dev.lastframe.core.session.HealthEvent;
import dev.lastframe.core.session.SessionState;
import dev.lastframe.core.sound.SoundChoice;
import dev.lastframe.core.sound.SoundDevice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import dev.lastframe.core.sound.SoundNews;
import dev.lastframe.core.sound.SoundPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoundModelTest {

    private static final SoundDevice SPEAKERS =
            new SoundDevice("speakers.monitor", "Speakers", SoundKind.SYSTEM, true);
    private static final SoundDevice HEADSET =
            new SoundDevice("mic", "Headset", SoundKind.MICROPHONE, true);
    private static final SoundDevice CAMERA =
            new SoundDevice("cam", "Camera", SoundKind.MICROPHONE, false);
    private static final String NO_SERVER = "There is no sound server.";

    @TempDir private Path home;
    private Fakes fakes;
    private RecordingViewModel window;
    private SoundModel sound;

    @BeforeEach
    void setUp() {
        fakes = new Fakes(home);
        window = fakes.window();
        sound = window.sound();
    }

    @Test
    void whatIsOnIsOpenWhileTheWindowIsSeenAndNothingIsRecorded() {
        assertThat(fakes.sound.open).isEmpty();

        sound.visible(true);
        assertThat(fakes.sound.open).contains(List.of(new SoundChoice(SoundKind.SYSTEM)));
        tells(SPEAKERS, HEADSET);
        sound.press(SoundKind.MICROPHONE);
        assertThat(fakes.sound.open)
                .contains(
                        List.of(
                                new SoundChoice(SoundKind.SYSTEM),
                                new SoundChoice(SoundKind.MICROPHONE)));

        sound.visible(false);
        assertThat(fakes.sound.open).isEmpty();
        sound.visible(true);
        records();
        assertThat(fakes.sound.open).isEmpty();
        fakes.recording().saved();
        assertThat(fakes.sound.open).isPresent();
    }

    @Test
    void whatIsChosenIsSavedAndRecorded() {
        sound.visible(true);
        tells(SPEAKERS, HEADSET, CAMERA);
        sound.press(SoundKind.SYSTEM);
        sound.press(SoundKind.MICROPHONE);
        sound.device(SoundKind.MICROPHONE, Optional.of(SoundSettings.Device.of(CAMERA)));
        sound.percent(SoundKind.MICROPHONE, 200);

        SoundPlan plan =
                new SoundPlan(
                        List.of(
                                new SoundPlan.Source(
                                        new SoundChoice(SoundKind.MICROPHONE, Optional.of("cam")),
                                        2,
                                        false)));
        assertThat(fakes.saved.getLast().sound().plan()).isEqualTo(plan);
        assertThat(fakes.sound.open).contains(List.of(plan.sources().getFirst().choice()));
        records();
        assertThat(fakes.recording().request.sound()).isEqualTo(plan);
    }

    @Test
    void aSwitchIsGreyUntilItIsKnownWhatThereIs() {
        sound.visible(true);
        assertThat(sound.line(SoundKind.SYSTEM).get().possible()).isFalse();

        tells(SPEAKERS);
        assertThat(sound.line(SoundKind.SYSTEM).get().possible()).isTrue();
        assertThat(sound.line(SoundKind.MICROPHONE).get().possible()).isFalse();
        assertThat(sound.line(SoundKind.MICROPHONE).get().tip())
                .isEqualTo("There is no microphone.");
        assertThat(sound.note().get()).isEqualTo(SoundNote.NONE);

        fakes.sound.told.accept(new SoundNews(List.of(), Optional.of(NO_SERVER), Map.of()));
        assertThat(sound.line(SoundKind.SYSTEM).get().possible()).isFalse();
        assertThat(sound.note().get()).isEqualTo(new SoundNote(NO_SERVER, false));
    }

    @Test
    void whatCanNeverBeHadIsGreyAndSaysWhy() {
        String why = "Windows gives no program what the computer plays.";
        sound.visible(true);
        fakes.sound.told.accept(
                new SoundNews(
                        List.of(HEADSET),
                        Optional.empty(),
                        Map.of(),
                        Map.of(SoundKind.SYSTEM, why)));

        assertThat(sound.line(SoundKind.SYSTEM).get().possible()).isFalse();
        assertThat(sound.line(SoundKind.SYSTEM).get().tip()).isEqualTo(why);
        assertThat(sound.line(SoundKind.MICROPHONE).get().possible()).isTrue();
        assertThat(sound.note().get()).isEqualTo(new SoundNote(why, false));
    }

    @Test
    void aSilentMicrophoneIsSaid() {
        sound.visible(true);
        fakes.sound.told.accept(
                new SoundNews(
                        List.of(SPEAKERS, HEADSET),
                        Optional.empty(),
                        Map.of(
                                SoundKind.SYSTEM, level(SPEAKERS, 7, true),
                                SoundKind.MICROPHONE, level(HEADSET, 0, true))));

        assertThat(sound.line(SoundKind.SYSTEM).get().level()).isEqualTo(7);
        assertThat(sound.note().get().trouble()).isTrue();
        assertThat(sound.note().get().text()).contains("microphone");
    }

    @Test
    void aChosenDeviceThatIsNotThereStaysChosenAndIsSaid() {
        sound.visible(true);
        sound.press(SoundKind.MICROPHONE);
        sound.device(SoundKind.MICROPHONE, Optional.of(SoundSettings.Device.of(CAMERA)));
        tells(SPEAKERS, HEADSET);

        assertThat(sound.note().get().text())
                .isEqualTo("Camera is not plugged in: the default is used.");
        assertThat(sound.devices(SoundKind.MICROPHONE))
                .extracting(SoundDeviceChoice::text)
                .containsExactly("Default · Headset", "Headset", "Camera (not plugged in)");
    }

    @Test
    void whileItIsRecordedAPressMutes() {
        sound.visible(true);
        tells(SPEAKERS, HEADSET);
        records();
        fakes.recording().soundLevels = Map.of(SoundKind.SYSTEM, level(SPEAKERS, 9, false));
        sound.look();
        assertThat(sound.line(SoundKind.MICROPHONE).get().possible()).isFalse();

        sound.press(SoundKind.SYSTEM);
        assertThat(sound.line(SoundKind.SYSTEM).get().on()).isFalse();
        sound.press(SoundKind.SYSTEM);
        sound.percent(SoundKind.SYSTEM, 50);

        assertThat(fakes.recording().loudness)
                .containsExactly("system muted", "system 1.0", "system 0.5");
        assertThat(sound.line(SoundKind.SYSTEM).get().level()).isEqualTo(9);
    }

    @Test
    void aSourceThatIsGoneIsSaidUntilItIsBack() {
        sound.visible(true);
        tells(SPEAKERS, HEADSET);
        records();
        fakes.recording().soundLevels = Map.of(SoundKind.SYSTEM, level(SPEAKERS, 9, false));
        happens(HealthEvent.Kind.SOUND_GONE, "System sound is silence.");
        assertThat(sound.note().get()).isEqualTo(new SoundNote("System sound is silence.", true));

        happens(HealthEvent.Kind.SOUND_BACK, "It is recorded again.");
        assertThat(sound.note().get()).isEqualTo(SoundNote.NONE);
    }

    @Test
    void whatIsSwitchedOffWhileItStartsIsNotHeard() {
        sound.visible(true);
        tells(SPEAKERS, HEADSET);
        sound.press(SoundKind.MICROPHONE);
        window.press();
        sound.press(SoundKind.MICROPHONE);
        fakes.recording().soundLevels = Map.of(SoundKind.MICROPHONE, level(HEADSET, 9, false));
        fakes.recording().to(SessionState.RECORDING);

        assertThat(fakes.recording().loudness).containsExactly("microphone muted");
        assertThat(sound.line(SoundKind.MICROPHONE).get().on()).isFalse();
    }

    @Test
    void anotherOfTheSameHearsNoMicrophoneThatWasSwitchedOffSince() {
        sound.visible(true);
        tells(SPEAKERS, HEADSET);
        sound.press(SoundKind.MICROPHONE);
        records();
        assertThat(fakes.recording().request.sound().sources()).hasSize(2);
        fakes.recording().saved();
        sound.press(SoundKind.MICROPHONE);
        fakes.passes(Duration.ofSeconds(2));
        window.recordAgain();

        assertThat(fakes.recordings).hasSize(2);
        assertThat(fakes.recording().request.sound().sources()).hasSize(1);
    }

    @Test
    void whereBothAreGoneOneThatIsBackLeavesTheOthersTrouble() {
        sound.visible(true);
        tells(SPEAKERS, HEADSET);
        records();
        happens(HealthEvent.Kind.SOUND_GONE, "The microphone is silence.");
        SoundLevel gone = new SoundLevel(Optional.empty(), 0, false, Optional.of("No speakers."));
        fakes.recording().soundLevels =
                Map.of(SoundKind.SYSTEM, gone, SoundKind.MICROPHONE, level(HEADSET, 9, false));
        happens(HealthEvent.Kind.SOUND_BACK, "It is recorded again.");

        assertThat(sound.note().get()).isEqualTo(new SoundNote("No speakers.", true));
    }

    private void happens(HealthEvent.Kind kind, String sentence) {
        fakes.recording().listener.health(new HealthEvent(0, kind, sentence));
    }

    private void records() {
        window.press();
        fakes.recording().to(SessionState.RECORDING);
    }

    private void tells(SoundDevice... devices) {
        fakes.sound.told.accept(new SoundNews(List.of(devices), Optional.empty(), Map.of()));
    }

    private static SoundLevel level(SoundDevice device, int level, boolean silent) {
        return new SoundLevel(Optional.of(device), level, silent, Optional.empty());
    }
}
