package dev.lastframe.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fixtures themselves, end to end: what FFmpeg's own recorder makes of barcodes is read back.
 */
@Tag("beside")
final class BarcodeContentIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path folder;

    @Test
    void numbersThatFfmpegRecordedAreReadBack() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            Path video = record(screen, 2);
            int shown = content.shown().size();
            DecodedVideo decoded = Ffmpeg.decode(video, content.layout());

            assertThat(content.geometry()).isEqualTo(new Geometry(640, 480, 0, 0));
            assertThat(decoded.pictures()).hasSize(60);
            assertThat(decoded.torn()).isZero();
            assertThat(decoded.unreadable()).isZero();
            assertThat(decoded.numbers()).isSorted();
            Set<Integer> numbers = new HashSet<>(decoded.numbers());
            assertThat(numbers).hasSizeGreaterThan(10);
            assertThat(shown).isGreaterThanOrEqualTo(numbers.size());
            VideoInfo info = Ffmpeg.probe(video);
            assertThat(info.codec()).isEqualTo("h264");
            assertThat(info.frames()).isEqualTo(60);
            assertThat(info.keyFrameMicros()).isNotEmpty();
        }
    }

    @Test
    void aNumberShownAgainHasTheSamePixels() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(640, 480)) {
            Path wanted = folder.resolve("wanted.png");
            Path again = folder.resolve("again.png");
            Path other = folder.resolve("other.png");
            shootNumber(screen, 37, wanted);
            shootNumber(screen, 38, other);
            shootNumber(screen, 37, again);

            assertThat(Files.mismatch(wanted, again)).isEqualTo(-1);
            assertThat(Files.mismatch(wanted, other)).isNotEqualTo(-1);
        }
    }

    private static void shootNumber(VirtualScreen screen, int number, Path png) throws IOException {
        try (BarcodeContent content =
                BarcodeContent.start(
                        screen.display(),
                        ContentMode.SCROLL,
                        0.001,
                        "--first",
                        Integer.toString(number))) {
            assertThat(content.shown()).extracting(Shown::number).containsExactly(number);
            Process shot =
                    new ProcessBuilder(
                                    Ffmpeg.ffmpeg().toString(),
                                    "-v",
                                    "error",
                                    "-nostdin",
                                    "-f",
                                    "x11grab",
                                    "-draw_mouse",
                                    "0",
                                    "-i",
                                    screen.display(),
                                    "-frames:v",
                                    "1",
                                    png.toString())
                            .inheritIO()
                            .start();
            assertThat(Waits.exitCode(shot, LIMIT, "a picture of the screen")).isZero();
        }
    }

    @Test
    void aWindowOfItsOwnPlaceIsReadInItsPlace() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(800, 600)) {
            screen.windowManager();
            try (BarcodeContent content =
                    BarcodeContent.start(
                            screen.display(),
                            ContentMode.STILL,
                            20,
                            "--geometry",
                            "401x303+77+51",
                            "--managed")) {
                Path video = record(screen, 1);
                DecodedVideo decoded = Ffmpeg.decode(video, content.layout());
                assertThat(content.shown()).hasSize(1);
                assertThat(decoded.numbers()).hasSize(30).containsOnly(1);
            }
        }
    }

    @Test
    void contentWithAnEndEndsAfterItsFrames() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(
                                screen.display(), ContentMode.SCROLL, 50, "--frames", "25")) {
            content.awaitEnd(LIMIT);
            List<Shown> shown = content.shown();
            assertThat(shown).hasSize(25);
            long spanNanos = shown.getLast().afterNanos() - shown.getFirst().beforeNanos();
            assertThat(Duration.ofNanos(spanNanos))
                    .isBetween(Duration.ofMillis(450), Duration.ofSeconds(20));
        }
    }

    @Test
    void aDamagedFileIsRefusedStrictlyAndDecodedLeniently() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            Path video = record(screen, 2);
            byte[] bytes = Files.readAllBytes(video);
            // At ten places: H.264 has no checksum, and one may decode to something.
            for (int place = 1; place <= 10; place++) {
                int packet = (int) ((long) bytes.length * place / 11) / 188 * 188;
                Arrays.fill(bytes, packet + 20, packet + 170, (byte) 0x55);
            }
            Path damaged = Files.write(folder.resolve("damaged.ts"), bytes);

            assertThatThrownBy(() -> Ffmpeg.decode(damaged, content.layout()))
                    .isInstanceOf(FfmpegException.class)
                    .hasMessageContaining("ended with");
            assertThatThrownBy(() -> Ffmpeg.requireUndamaged(damaged))
                    .isInstanceOf(FfmpegException.class);
            assertThat(Ffmpeg.decodeLeniently(damaged, content.layout()).pictures())
                    .hasSizeGreaterThan(50);
        }
    }

    @Test
    void aScreenChangesItsSizeWhileAClientIsConnected() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(1280, 720, 1920, 1080);
                BarcodeContent first =
                        BarcodeContent.start(screen.display(), ContentMode.STILL, 1)) {
            assertThat(first.geometry()).isEqualTo(new Geometry(1280, 720, 0, 0));
            screen.resize(1920, 1080);
            screen.resize(800, 601);
            try (BarcodeContent second =
                    BarcodeContent.start(screen.display(), ContentMode.SMALL, 20)) {
                assertThat(second.geometry()).isEqualTo(new Geometry(800, 601, 0, 0));
            }
            assertThatThrownBy(() -> screen.resize(1921, 1080))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void picturesOfAnIrregularRateAreAllDecodedAtTheirTimes() throws IOException {
        Path video = folder.resolve("pairs.ts");
        List<String> command = ffmpeg("-f", "lavfi", "-i", "testsrc2=s=640x480:r=1000:d=0.02");
        command.addAll(List.of("-vf", "setpts=(floor(N/2)+mod(N\\,2)*0.004)/TB"));
        command.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1:1000"));
        command.addAll(List.of("-muxdelay", "0", "-muxpreload", "0"));
        command.addAll(List.of("-c:v", "libopenh264", "-b:v", "1M", video.toString()));
        run(new ProcessBuilder(command));

        BarcodeLayout anywhere = BarcodeLayout.of(new Geometry(640, 480, 0, 0));
        DecodedVideo decoded = Ffmpeg.decode(video, anywhere);
        assertThat(decoded.unreadable()).isEqualTo(20);
        assertThat(decoded.pictures())
                .extracting(DecodedPicture::ptsMicros)
                .isEqualTo(Ffmpeg.packets(video).stream().map(VideoPacket::ptsMicros).toList())
                .startsWith(0L, 4_000L, 1_000_000L, 1_004_000L);
    }

    @Test
    void coloursAreReadAsTheFileStatesThem() throws IOException {
        Path video = folder.resolve("red.ts");
        List<String> command = ffmpeg("-f", "lavfi", "-i", "color=red:s=64x64:r=10:d=1");
        command.addAll(List.of("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"));
        command.addAll(List.of("-colorspace", "bt709", "-color_range", "tv"));
        command.addAll(List.of("-c:v", "libopenh264", "-b:v", "1M", video.toString()));
        run(new ProcessBuilder(command));

        assertThat(Ffmpeg.probe(video).colorSpace()).isEqualTo("bt709");
        assertThat(Ffmpeg.rgbAt(video, 5, 20, 20))
                .matches(rgb -> rgb.near(new Rgb(255, 0, 0), 4), "is red");
        Path png = folder.resolve("red.png");
        Ffmpeg.picture(video, 5, png);
        assertThat(png).isNotEmptyFile();
    }

    private Path record(VirtualScreen screen, int seconds) throws IOException {
        Path video = folder.resolve("x11grab.ts");
        List<String> command = ffmpeg("-f", "x11grab", "-framerate", "30");
        command.addAll(List.of("-i", screen.display(), "-frames:v", "" + 30 * seconds));
        command.addAll(List.of("-c:v", "libopenh264", "-b:v", "2M", "-g", "30", video.toString()));
        run(screen.command(command.toArray(String[]::new)));
        return video;
    }

    private static List<String> ffmpeg(String... options) {
        List<String> command = new ArrayList<>(List.of(Ffmpeg.ffmpeg().toString()));
        command.addAll(List.of("-v", "error", "-nostdin"));
        command.addAll(List.of(options));
        return command;
    }

    private static void run(ProcessBuilder builder) throws IOException {
        Process process = builder.inheritIO().start();
        assertThat(Waits.exitCode(process, LIMIT, "ffmpeg")).isZero();
    }
}
