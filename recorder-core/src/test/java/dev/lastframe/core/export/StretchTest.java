package dev.lastframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Ffmpeg;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StretchTest {

    /** Between two pictures of thirty a second. */
    private static final long TICKS = Ticks.SECOND / 30;

    @TempDir private Path folder;

    /** A thirtieth of a second is no whole number of microseconds, in which moments are chosen. */
    @Test
    void aPictureThatComesATickAfterTheBeginningIsTheFirst() throws Exception {
        Path video = folder.resolve("thirty.ts");
        Ffmpeg.output(
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc=s=64x64:r=30:d=1",
                        "-c:v",
                        "libopenh264",
                        "-g",
                        "10",
                        "-muxdelay",
                        "0",
                        "-muxpreload",
                        "0",
                        "-f",
                        "mpegts",
                        video.toString()));
        for (int picture = 1; picture < 30; picture++) {
            Duration told =
                    Duration.of(picture * TICKS * 1_000_000 / Ticks.SECOND, ChronoUnit.MICROS);

            try (Stretch stretch = Stretch.of(List.of(video), told, told.plusMillis(1))) {
                assertThat(stretch.first()).isEqualTo(stretch.size() - stretch.shown());
                assertThat(stretch.firstSince())
                        .as("picture %d", picture)
                        .isEqualTo(picture * TICKS);
                assertThat(stretch.time(stretch.first())).isZero();
            }
        }
    }
}
