package dev.lastframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.testing.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program makes real files; how often it made the whole is counted. */
final class SizeFitTest {

    private static final int SECONDS = 24;

    @TempDir private static Path shared;
    private static Path moving;

    @TempDir private Path folder;

    private final List<Double> told = new ArrayList<>();

    private record Made(Setting setting, long bytes, int tries) {}

    /** Grain, which loses more than others where it is made smaller, beside what moves. */
    @BeforeAll
    static void record() {
        moving =
                record(
                        "moving.ts",
                        "testsrc2=s=320x240:r=25:d=" + SECONDS + ",noise=alls=40:allf=t:all_seed=3",
                        30);
    }

    private static Path record(String name, String source, int quantiser) {
        String q = Integer.toString(quantiser);
        Path file = shared.resolve(name);
        List<String> command = new ArrayList<>(List.of("-f", "lavfi", "-i", source));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-c:v", "libopenh264", "-g", "50"));
        command.addAll(List.of("-rc_mode", "quality", "-qmin", q, "-qmax", q));
        command.addAll(List.of("-muxdelay", "0", "-muxpreload", "0", file.toString()));
        Ffmpeg.output(command);
        return file;
    }

    @Test
    void whatMovesAllTheTimeIsMadeOnce() throws Exception {
        for (int part : List.of(3, 6, 12)) {
            long most = Files.size(moving) / part;

            Made made = make(moving, SECONDS, most);

            assertThat(made.tries()).as("1/%d of it", part).isEqualTo(1);
            assertThat(made.bytes()).as("1/%d of it", part).isBetween(most * 60 / 100, most);
        }
    }

    /**
     * Nothing but grain: how much is lost where it is made smaller is told by no sample of another
     * size.
     */
    @Test
    void whatIsSampledIsMadeRatherThanWhatIsOnlyGuessedFromIt() throws Exception {
        Path grain =
                record("grain.ts", "nullsrc=s=320x240:r=20:d=30,geq=random(1)*255:128:128", 28);
        long most = Files.size(grain) / 12;

        Made made = make(grain, 30, most);

        assertThat(made.tries()).isEqualTo(1);
        assertThat(made.bytes()).isBetween(most * 60 / 100, most);
    }

    /** Who is told how long it still takes is told by this. */
    @Test
    void theOneTryHasMostOfTheProgress() throws Exception {
        make(moving, SECONDS, Files.size(moving) / 6);

        assertThat(told).isSorted();
        assertThat(told.getLast()).isBetween(0.8, 0.9);
    }

    /** Their samples would take as long as they do. */
    @Test
    void fewPicturesAreMadeWithoutSamples() throws Exception {
        make(moving, 6, Files.size(moving) / SECONDS * 2);

        assertThat(told).isNotEmpty();
        assertThat(told.getFirst()).isLessThan(0.01);
    }

    private Made make(Path recorded, int seconds, long most) throws Exception {
        Path target = folder.resolve(most + ".mp4");
        FfmpegProgram program = FfmpegProgram.find();
        try (Stretch stretch =
                        Stretch.of(List.of(recorded), Duration.ZERO, Duration.ofSeconds(seconds));
                NewFile file = Mp4Work.newFile(target)) {
            Mp4Work work = new Mp4Work(program, target, Map.of());
            PictureSize size = CopiedSets.of(stretch.units().at(0)).size();
            Anew anew = new Anew(work, stretch, size, VideoEncoder.of(program), List.of());
            SizeFit fit = new SizeFit(stretch, anew, told::add);
            Setting setting = fit.make(file, most, 0);
            return new Made(setting, Files.size(file.path()), fit.tries());
        }
    }
}
