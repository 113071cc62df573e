package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VideoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stretch of which every picture is all new fits its share of 10 MB for five minutes. The long
 * profile ({@code -Pcrash}) takes the whole five minutes.
 */
@Timeout(1800)
final class FullMotionIT {

    private static final int SECONDS = Integer.getInteger("lastframe.motion.seconds", 6);
    private static final long MOST_BYTES = 10_000_000L * SECONDS / 300;

    @TempDir private Path home;

    @Test
    void fullMotionFitsTenMegabytesForFiveMinutes() throws IOException {
        Path video = fullMotion();
        Path made = home.resolve("made.mp4");

        Launcher.Run run =
                new Launcher(home, null)
                        .run(
                                "export",
                                video.toString(),
                                "--to",
                                "mp4",
                                "--fit",
                                Long.toString(MOST_BYTES),
                                "--output",
                                made.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.size(made)).isBetween(MOST_BYTES / 2, MOST_BYTES);
        Ffmpeg.requireUndamaged(made);
        VideoInfo info = Ffmpeg.probe(made);
        System.out.printf(
                "%d s of full motion in %d of %d bytes: %dx%d, %d pictures%n",
                SECONDS, Files.size(made), MOST_BYTES, info.width(), info.height(), info.frames());
    }

    /** As the recorder writes it: 1920x1080, 30 a second, 8 Mbit/s. */
    private Path fullMotion() {
        Path video = home.resolve("motion.ts");
        String picture = "testsrc2=s=1920x1080:r=30:d=" + SECONDS;
        List<String> command = new ArrayList<>(List.of("-f", "lavfi", "-i"));
        command.add(picture + ",scroll=horizontal=0.004:vertical=0.002");
        command.addAll(List.of("-c:v", "libopenh264", "-b:v", "8M", "-allow_skip_frames", "0"));
        command.addAll(List.of("-slices", "2", "-g", "60", "-muxdelay", "0", "-muxpreload", "0"));
        command.add(video.toString());
        Ffmpeg.output(command);
        return video;
    }
}
