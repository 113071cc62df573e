package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.settings.Keep;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.recovery.RecoveryResult;
import dev.lastframe.core.session.SessionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Mp4NewsTest {

    @TempDir private Path home;

    private Fakes fakes;
    private RecordingViewModel model;

    @BeforeEach
    void open() {
        fakes = new Fakes(home);
        fakes.settings = Settings.DEFAULTS.withKeep(Keep.MP4);
        model = fakes.window();
    }

    @Test
    void whatARunBeforeLeftIsTakenUpAfterTheRecovery() {
        assertThat(fakes.conversions.asked).isEmpty();

        fakes.recovered.complete(new RecoveryResult(List.of(), 0, List.of(), false));

        assertThat(fakes.conversions.asked).containsExactly(List.of());
        assertThat(fakes.conversions.keeps).containsExactly(Keep.MP4);
    }

    @Test
    void eachRecordingThatIsSavedIsConvertedAndSaidToBeReady() {
        Path file = record();
        String saved = model.header().get().detail();

        assertThat(fakes.conversions.asked).containsExactly(List.of(file));
        fakes.conversions.listener.made(file, mp4(file), true);

        assertThat(model.header().get().detail()).isEqualTo(saved + " MP4 ready.");
        assertThat(model.made().last().get().orElseThrow().file()).isEqualTo(file);
    }

    @Test
    void theMp4OfAnOlderOneIsNotSaidToBeTheLastOnes() {
        Path file = record();
        String saved = model.header().get().detail();
        Path older = file.resolveSibling("older.ts");

        fakes.conversions.listener.made(older, mp4(older), true);

        assertThat(model.header().get().detail()).isEqualTo(saved);
    }

    @Test
    void progressShowsOnlyWhereItTakesLong() {
        Path file = record();
        String saved = model.header().get().detail();

        fakes.conversions.listener.progress(file, 0.1);
        fakes.passes(Duration.ofSeconds(1));
        fakes.conversions.listener.progress(file, 0.3);
        assertThat(model.header().get().detail()).isEqualTo(saved);
        fakes.passes(Duration.ofSeconds(1));
        fakes.conversions.listener.progress(file, 0.42);

        assertThat(model.header().get().detail()).isEqualTo(saved + " Making the MP4: 42 %.");
    }

    @Test
    void whileTheNextOneIsRecordedNothingIsRepainted() {
        Path first = record();
        press();
        fakes.recording().to(SessionState.RECORDING);
        Header before = model.header().get();

        fakes.conversions.listener.made(first, mp4(first), true);

        assertThat(model.header().get()).isSameAs(before);
    }

    @Test
    void whereTheMp4TakesTheRecordingsPlaceTheLastRowShowsIt() {
        Path file = record();

        fakes.conversions.listener.made(file, mp4(file), false);
        model.made().open();

        assertThat(fakes.opened).containsExactly(mp4(file));
        assertThat(fakes.saved.getLast().last().orElseThrow().file()).isEqualTo(mp4(file));
    }

    @Test
    void oneThatCannotBeMadeIsOneSentenceInTheWindow() {
        Path file = record();

        fakes.conversions.listener.failed(file, "There is no room.");

        assertThat(model.banner().get().orElseThrow().sentence()).isEqualTo("There is no room.");
    }

    private Path record() {
        press();
        fakes.recording().to(SessionState.RECORDING);
        press();
        fakes.recording().saved();
        return fakes.recording().request.folder().resolve(fakes.recording().request.name() + ".ts");
    }

    private void press() {
        fakes.passes(Duration.ofSeconds(1));
        model.press();
    }

    private static Path mp4(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - 3) + ".mp4");
    }
}
