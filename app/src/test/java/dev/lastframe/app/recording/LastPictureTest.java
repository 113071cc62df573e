package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.settings.LastRecording;
import dev.lastframe.core.testing.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small picture of the last recording, made of real files; everything runs in the caller. */
final class LastPictureTest {

    @TempDir private Path home;
    private Fakes fakes;

    @BeforeEach
    void make() {
        fakes = new Fakes(home);
    }

    @Test
    void aRecordingOfLastTimeHasAPictureAtTheStart() throws IOException {
        RecordingViewModel model = opens(video("a.ts"));
        LastPicture.Look look = model.made().picture().look().get();
        assertThat(look.empty()).isFalse();
        assertThat(look.missing()).isFalse();
    }

    @Test
    void aMissingFileIsSaidAndWhatIsNoVideoHasNoPicture() throws IOException {
        LastPicture.Look gone = opens(home.resolve("gone.ts")).made().picture().look().get();
        assertThat(gone.empty()).isTrue();
        assertThat(gone.missing()).isTrue();
        Path garbage = Files.writeString(home.resolve("b.ts"), "no video");
        assertThat(opens(garbage).made().picture().look().get())
                .isEqualTo(LastPicture.Look.NOTHING);
    }

    @Test
    void aPictureGoesWithItsRecordingAndComesBackWithIt() throws IOException {
        RecordingViewModel model = opens(video("a.ts"));
        model.deleteLast();
        assertThat(model.made().last().get()).isEqualTo(Optional.empty());
        assertThat(model.made().picture().look().get()).isEqualTo(LastPicture.Look.NOTHING);
        model.undoDelete();
        assertThat(model.made().picture().look().get().empty()).isFalse();
    }

    @Test
    void whereTheProgramEndsAlreadyThereIsNoneAndNoFault() throws IOException {
        Path video = video("a.ts");
        fakes.background =
                task -> {
                    throw new RejectedExecutionException();
                };
        LastRecording last = new LastRecording(video, Duration.ofSeconds(1));
        LastPicture picture =
                new LastPicture(fakes.services(), new ReadOnlyObjectWrapper<>(Optional.of(last)));
        picture.begin(new ReadOnlyObjectWrapper<>(Phase.IDLE));
        assertThat(picture.look().get()).isEqualTo(LastPicture.Look.NOTHING);
    }

    private RecordingViewModel opens(Path last) {
        fakes.settings = fakes.settings.withLast(new LastRecording(last, Duration.ofSeconds(1)));
        return fakes.window();
    }

    private Path video(String name) {
        Path video = home.resolve(name);
        Ffmpeg.output(
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "color=red:s=64x48:r=10:d=1",
                        "-c:v",
                        "libopenh264",
                        "file:" + video));
        return video;
    }
}
