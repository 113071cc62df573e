package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Ffmpeg;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class H264StreamTest {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int[] BRIGHTNESS = {40, 200, 90, 160};

    @TempDir Path folder;

    @BeforeAll
    static void load() {
        FfmpegLibrary.load();
    }

    /** The encoders of this build whose settings are our own. */
    static Stream<String> encoders() {
        return Stream.of(EncoderChoice.OPENH264, EncoderChoice.X264)
                .filter(name -> avcodec.avcodec_find_encoder_by_name(name) != null);
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void pictureIsReadInPlaceAndIsTheCallersAgainOnReturn(String encoder) throws Exception {
        ByteBuffer planes = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3 / 2);
        Path video = folder.resolve("video.ts");
        try (H264Stream stream =
                H264Stream.openFfmpegs(encoder, Preset.INSTANT, WIDTH, HEIGHT, 30, false)) {
            RecorderEncoder opened = (RecorderEncoder) stream.encoder();
            assertThat(opened.isInPlace()).isTrue();
            for (int i = 0; i < BRIGHTNESS.length; i++) {
                fill(planes, BRIGHTNESS[i]);
                stream.encode(planes, i * 33L, false);
                assertThat(opened.holdsPlanes()).isFalse();
                fill(planes, 16);
            }
            stream.finish();
            Files.write(video, stream.output().take());
        }

        for (int i = 0; i < BRIGHTNESS.length; i++) {
            int shown = Math.round((BRIGHTNESS[i] - 16) * 255f / 219);
            byte middle = Ffmpeg.greys(video, i)[HEIGHT / 2 * WIDTH + WIDTH / 2];
            assertThat(middle & 0xff).isBetween(shown - 6, shown + 6);
        }
    }

    private static void fill(ByteBuffer planes, int luma) {
        for (int i = 0; i < planes.capacity(); i++) {
            planes.put(i, (byte) (i < WIDTH * HEIGHT ? luma : 128));
        }
    }
}
