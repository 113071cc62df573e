package dev.lastframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VideoInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small pictures of real files, made by the real program and read again. */
final class ThumbnailTest {

    private static final Rgb RED = new Rgb(255, 0, 0);
    private static final Rgb BLUE = new Rgb(0, 0, 255);

    @TempDir private Path folder;

    @Test
    void itIsThePictureOfTheMomentElseTheFirst() throws Exception {
        for (String ending : List.of(".ts", ".mp4")) {
            Path video = redThenBlue("640x360", ending);
            assertThat(colour(video, Duration.ofSeconds(3))).satisfies(near(BLUE));
            assertThat(colour(video, Duration.ofMillis(500))).satisfies(near(RED));
            assertThat(colour(video, Duration.ofHours(1))).isNotNull();
        }
    }

    @Test
    void itKeepsItsShapeWithinTheRoom() throws Exception {
        VideoInfo wide = Ffmpeg.probe(png(redThenBlue("640x360", ".ts"), Duration.ZERO));
        assertThat(wide.height()).isEqualTo(60);
        assertThat(wide.width()).isBetween(106, 108);
        VideoInfo high = Ffmpeg.probe(png(redThenBlue("100x400", ".ts"), Duration.ZERO));
        assertThat(List.of(high.width(), high.height())).containsExactly(15, 60);
    }

    @Test
    void whatIsNoRecordingIsRefusedAndNothingIsLeft() throws Exception {
        Path garbage = folder.resolve("garbage.ts");
        Files.writeString(garbage, "no recording\n".repeat(1000));
        Path gone = folder.resolve("gone.ts");
        for (Path file : List.of(garbage, gone)) {
            ExportException refused =
                    catchThrowableOfType(
                            ExportException.class,
                            () -> Thumbnail.png(file, Duration.ZERO, 108, 60, folder));
            assertThat(refused.kind()).isEqualTo(ExportException.Kind.UNREADABLE);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(garbage);
        }
    }

    private Rgb colour(Path video, Duration at) throws Exception {
        return Ffmpeg.rgbAt(png(video, at), 0, 20, 10);
    }

    private Path png(Path video, Duration at) throws Exception {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        byte[] made = Thumbnail.png(video, at, 108, 60, scratch);
        assertThat(scratch).isEmptyDirectory();
        return Files.write(folder.resolve("made.png"), made);
    }

    private static Consumer<Rgb> near(Rgb wanted) {
        return rgb -> assertThat(rgb.near(wanted, 12)).as("%s", rgb).isTrue();
    }

    /** Two seconds of each, with a key frame each second. */
    private Path redThenBlue(String size, String ending) {
        Path video = folder.resolve("two colours: -x" + ending);
        Ffmpeg.output(
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "color=red:s=" + size + ":r=10:d=2",
                        "-f",
                        "lavfi",
                        "-i",
                        "color=blue:s=" + size + ":r=10:d=2",
                        "-filter_complex",
                        "[0][1]concat",
                        "-c:v",
                        "libopenh264",
                        "-g",
                        "10",
                        "-y",
                        "file:" + video));
        return video;
    }
}
