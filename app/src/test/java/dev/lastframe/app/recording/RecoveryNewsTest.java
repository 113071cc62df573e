package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.recovery.Receipt;
import dev.lastframe.core.recovery.Receipt.Proven;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.recovery.RecoveryResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecoveryNewsTest {

    private static final Instant BEGAN = Instant.parse("2026-11-20T17:40:00Z");

    @TempDir private Path home;
    private Fakes fakes;

    @BeforeEach
    void setUp() {
        fakes = new Fakes(home);
    }

    @Test
    void theChosenTheUsualAndTheRescueFolderAreLookedThroughWhenTheWindowIsUp() {
        Path chosen = home.resolve("stick");
        fakes.settings = Settings.DEFAULTS.withFolder(chosen);
        fakes.window();

        assertThat(fakes.recoveryFolders)
                .containsExactly(
                        chosen,
                        home.resolve("Videos/Lastframe"),
                        home.resolve(".local/state/lastframe/rescued"));
    }

    @Test
    void whatWasSavedIsToldAndCanBePlayedAndShown() {
        RecordingViewModel model = fakes.window();
        assertThat(model.recovery().line().get()).isEmpty();

        tell("a.ts", State.CUT);

        RecoveryLine line = model.recovery().line().get().orElseThrow();
        assertThat(line.sentence()).isEqualTo("About a.ts.");
        assertThat(line.file()).contains(home.resolve("a.ts"));
        assertThat(line.playable()).isTrue();
        assertThat(line.next()).isEmpty();

        model.made().files().open(line.file().orElseThrow());
        assertThat(fakes.opened).containsExactly(home.resolve("a.ts"));
    }

    @Test
    void whatWasKeptIsShownInItsFolderAndNotPlayed() {
        RecordingViewModel model = fakes.window();
        tell("a.recording.ts", State.KEPT);

        RecoveryLine line = model.recovery().line().get().orElseThrow();
        assertThat(line.playable()).isFalse();
        assertThat(line.file()).isPresent();
    }

    @Test
    void whatWasRemovedHasNoFile() {
        RecordingViewModel model = fakes.window();
        tell("a.recording.ts", State.EMPTY);

        assertThat(model.recovery().line().get().orElseThrow().file()).isEmpty();
    }

    @Test
    void severalAreToldOneAfterTheOther() {
        RecordingViewModel model = fakes.window();
        tell("a.ts", State.SAVED);
        tell("b.ts", State.SAVED);

        assertThat(line(model).sentence()).isEqualTo("About a.ts.");
        assertThat(line(model).next()).isEqualTo("1 of 2 · Next");
        model.recovery().next();
        assertThat(line(model).sentence()).isEqualTo("About b.ts.");
        assertThat(line(model).next()).isEqualTo("2 of 2 · Next");
        model.recovery().next();
        assertThat(line(model).sentence()).isEqualTo("About a.ts.");
    }

    @Test
    void howFarItIsIsToldOnlyWhenItTakesLongAndNotTwiceASecond() {
        RecordingViewModel model = fakes.window();
        fakes.recoveryListener.progress(1, 500);
        assertThat(model.recovery().line().get()).isEmpty();

        fakes.passes(Duration.ofSeconds(1));
        fakes.recoveryListener.progress(2, 500);
        assertThat(line(model).sentence()).isEqualTo("Looking at unfinished recordings: 2 of 500.");
        fakes.passes(Duration.ofMillis(999));
        fakes.recoveryListener.progress(3, 500);
        assertThat(line(model).sentence()).isEqualTo("Looking at unfinished recordings: 2 of 500.");

        fakes.recovered.complete(new RecoveryResult(List.of(), 0, List.of(), false));
        assertThat(model.recovery().line().get()).isEmpty();
    }

    @Test
    void aLongOneThatWasDecodedWhollyReplacesItsReceipt() {
        RecordingViewModel model = fakes.window();
        tell("a.ts", State.SAVED);
        fakes.recoveryListener.proven(receipt("a.ts", State.SAVED, "Damaged inside."));

        assertThat(line(model).sentence()).isEqualTo("Damaged inside.");
        assertThat(line(model).next()).isEmpty();
    }

    @Test
    void whatWasReadIsClosedAndALaterOneIsShownAgain() {
        RecordingViewModel model = fakes.window();
        tell("a.ts", State.SAVED);
        model.recovery().dismiss();
        assertThat(model.recovery().line().get()).isEmpty();

        tell("b.ts", State.SAVED);
        assertThat(line(model).sentence()).isEqualTo("About b.ts.");
        assertThat(line(model).next()).isEmpty();
    }

    @Test
    void aFaultOfTheLookingDisturbsNobody() {
        RecordingViewModel model = fakes.window();
        fakes.recovered.completeExceptionally(new IllegalStateException("broken"));

        assertThat(model.recovery().line().get()).isEmpty();
        assertThat(model.banner().get()).isEmpty();
    }

    private static RecoveryLine line(RecordingViewModel model) {
        return model.recovery().line().get().orElseThrow();
    }

    private void tell(String name, State state) {
        fakes.recoveryListener.receipt(receipt(name, state, "About " + name + "."));
    }

    private Receipt receipt(String name, State state, String sentence) {
        return new Receipt(
                home.resolve(name),
                state,
                2000,
                60,
                0,
                0,
                Optional.empty(),
                BEGAN,
                BEGAN,
                Proven.ALL,
                Optional.empty(),
                sentence);
    }
}
