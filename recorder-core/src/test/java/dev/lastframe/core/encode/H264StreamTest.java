package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.Ffmpeg;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class H264StreamTest {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int DARK = 60;
    private static final int LIGHT = 200;

    /** The type of the NAL unit that says what a decoder needs. */
    private static final int SEQUENCE_PARAMETERS = 7;

    /** The type of the NAL unit that is a part of a key frame. */
    private static final int KEY_SLICE = 5;

    /** Takes half of the time that there is for a picture of 30 a second. */
    private static final X264Pace QUICK = new X264Pace(0.5e9 / 30 / (WIDTH * HEIGHT));

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
                H264Stream.openFfmpegs(
                        encoder, Preset.INSTANT, WIDTH, HEIGHT, 30, false, X264Pace.UNKNOWN)) {
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
            byte middle = Ffmpeg.greys(video, i)[HEIGHT / 2 * WIDTH + WIDTH / 2];
            assertShown(middle, BRIGHTNESS[i]);
        }
    }

    /** It is told a lie: who believes it keeps what was there before. */
    @ParameterizedTest
    @MethodSource("encoders")
    void onlyLibx264LeavesOutWhatIsSaidNotToHaveChanged(String encoder) throws Exception {
        ByteBuffer planes = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3 / 2);
        Path video = folder.resolve("video.ts");
        try (H264Stream stream =
                H264Stream.openFfmpegs(
                        encoder, Preset.INSTANT, WIDTH, HEIGHT, 30, false, X264Pace.UNKNOWN)) {
            fill(planes, DARK);
            Random random = new Random(7);
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                planes.put(i, (byte) (DARK + random.nextInt(20) - 10));
            }
            stream.encode(planes, 0, true);
            Rect told = new Rect(64, 32, 32, 32);
            lighten(planes, told);
            lighten(planes, new Rect(64, 96, 32, 32));
            stream.encode(planes, 33, false, List.of(told));
            stream.finish();
            Files.write(video, stream.output().take());
        }

        byte[] seen = Ffmpeg.greys(video, 1);
        assertShown(seen[48 * WIDTH + 80], LIGHT);
        boolean believes = encoder.equals(EncoderChoice.X264);
        assertThat((seen[112 * WIDTH + 80] & 0xff) < 100).isEqualTo(believes);
    }

    /**
     * A page that goes up by some lines of pixels each time, and to the side: who does not find
     * where it went to encodes all of it anew.
     */
    @ParameterizedTest
    @MethodSource("encoders")
    void whatMovedIsLookedForWhereItWentTo(String encoder) throws Exception {
        int width = 640;
        int height = 352;
        ByteBuffer planes = ByteBuffer.allocateDirect(width * height * 3 / 2);
        int keyBytes;
        int movedBytes = 0;
        try (H264Stream stream =
                H264Stream.openFfmpegs(
                        encoder, Preset.INSTANT, width, height, 30, false, X264Pace.UNKNOWN)) {
            byte[][] page = softGrain(width + 100, height + 200);
            show(planes, page, width, height, 0, 0);
            stream.encode(planes, 0, true);
            byte[] first = stream.output().take();
            keyBytes = first.length;
            assertThat(level(first)).as("what a decoder must be able to do").isBetween(10, 31);
            for (int i = 1; i <= 8; i++) {
                show(planes, page, width, height, i * 11, i * 22);
                stream.encode(planes, i * 33L, false);
                movedBytes = Math.max(movedBytes, stream.output().take().length);
            }
        }

        // libopenh264 keeps to a rate, which says little of a few pictures
        assertThat(movedBytes)
                .isLessThan(encoder.equals(EncoderChoice.X264) ? keyBytes / 5 : keyBytes);
    }

    /** libopenh264 has its own rule. */
    @ParameterizedTest
    @MethodSource("encoders")
    void aQuickComputerEncodesWholePicturesInOneThreadWithLibx264(String encoder)
            throws EncoderException {
        boolean obeys = encoder.equals(EncoderChoice.X264);
        int several = EncoderSettings.slices();

        assertThat(slices(encoder, 30, QUICK)).isEqualTo(obeys ? 1 : several);
        assertThat(slices(encoder, 30, X264Pace.UNKNOWN)).isGreaterThanOrEqualTo(several);
        // not quick enough for so many pictures
        assertThat(slices(encoder, 60, QUICK)).isGreaterThanOrEqualTo(several);
    }

    /** In how many parts a picture is encoded. */
    private static int slices(String encoder, int fps, X264Pace pace) throws EncoderException {
        ByteBuffer planes = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3 / 2);
        try (H264Stream stream =
                H264Stream.openFfmpegs(encoder, Preset.INSTANT, WIDTH, HEIGHT, fps, false, pace)) {
            stream.encode(planes, 0, true);
            byte[] unit = stream.output().take();
            int slices = 0;
            for (int i = 0; i + 3 < unit.length; i++) {
                boolean begins = unit[i] == 0 && unit[i + 1] == 0 && unit[i + 2] == 1;
                slices += begins && (unit[i + 3] & 0x1f) == KEY_SLICE ? 1 : 0;
            }
            return slices;
        }
    }

    /** Ten times the level of H.264 that the stream says it needs. */
    private static int level(byte[] stream) {
        for (int i = 0; i + 7 < stream.length; i++) {
            boolean begins = stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1;
            if (begins && (stream[i + 3] & 0x1f) == SEQUENCE_PARAMETERS) {
                return stream[i + 6];
            }
        }
        throw new AssertionError("no sequence parameters");
    }

    /** Grain of some pixels' size, which can be found again by going to where it is more alike. */
    private static byte[][] softGrain(int width, int height) {
        Random random = new Random(11);
        int coarse = 8;
        int[][] dots = new int[height / coarse + 2][width / coarse + 2];
        for (int[] row : dots) {
            for (int x = 0; x < row.length; x++) {
                row[x] = 40 + random.nextInt(170);
            }
        }
        byte[][] page = new byte[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int[] upper = dots[y / coarse];
                int[] lower = dots[y / coarse + 1];
                int right = x % coarse;
                int down = y % coarse;
                int above = upper[x / coarse] * (coarse - right) + upper[x / coarse + 1] * right;
                int below = lower[x / coarse] * (coarse - right) + lower[x / coarse + 1] * right;
                page[y][x] = (byte) ((above * (coarse - down) + below * down) / coarse / coarse);
            }
        }
        return page;
    }

    private static void show(
            ByteBuffer planes, byte[][] page, int width, int height, int left, int top) {
        for (int y = 0; y < height; y++) {
            planes.put(y * width, page[top + y], left, width);
        }
        for (int i = width * height; i < planes.capacity(); i++) {
            planes.put(i, (byte) 128);
        }
    }

    private static void lighten(ByteBuffer planes, Rect rectangle) {
        for (int y = rectangle.y(); y < rectangle.y() + rectangle.height(); y++) {
            for (int x = rectangle.x(); x < rectangle.x() + rectangle.width(); x++) {
                planes.put(y * WIDTH + x, (byte) LIGHT);
            }
        }
    }

    private static void assertShown(byte grey, int luma) {
        int shown = Math.round((luma - 16) * 255f / 219);
        assertThat(grey & 0xff).isBetween(shown - 6, shown + 6);
    }

    private static void fill(ByteBuffer planes, int luma) {
        for (int i = 0; i < planes.capacity(); i++) {
            planes.put(i, (byte) (i < WIDTH * HEIGHT ? luma : 128));
        }
    }
}
