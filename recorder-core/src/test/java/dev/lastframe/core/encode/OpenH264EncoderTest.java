package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VideoInfo;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of text-like stripes that scroll, by the system's libopenh264 and by FFmpeg's. */
@Timeout(120)
final class OpenH264EncoderTest {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LARGE_WIDTH = 1920;
    private static final int LARGE_HEIGHT = 1080;
    private static final int PICTURES = 60;
    private static final int FPS = 30;
    private static final long STEP = 33;

    // What the paper and its ink are made of, and how the paper is seen by BT.709
    private static final int PAPER = 180;
    private static final int INK = 30;
    private static final int BLUE = 108;
    private static final int RED = 140;
    private static final Rgb SEEN = new Rgb(212, 189, 149);

    /** A row of paper alone. */
    private static final int BETWEEN_LINES = 15;

    @TempDir private Path folder;

    private final byte[][] rows = page();

    private static byte[][] page() {
        Random random = new Random(1);
        byte[][] page = new byte[HEIGHT * 3][WIDTH];
        for (int y = 0; y < page.length; y++) {
            boolean line = y / 10 % 2 == 0;
            for (int x = 0; x < WIDTH; x++) {
                page[y][x] = (byte) (line && random.nextInt(3) == 0 ? INK : PAPER);
            }
        }
        return page;
    }

    private H264Stream open(boolean systems) throws EncoderException {
        return systems
                ? H264Stream.open(EncoderChoice.OPENH264, Preset.INSTANT, WIDTH, HEIGHT, FPS)
                : H264Stream.openFfmpegs(
                        EncoderChoice.OPENH264,
                        Preset.INSTANT,
                        WIDTH,
                        HEIGHT,
                        FPS,
                        false,
                        X264Pace.UNKNOWN);
    }

    private void paint(ByteBuffer planes, int from) {
        planes.clear();
        for (int y = 0; y < HEIGHT; y++) {
            planes.put(rows[from + y]);
        }
        for (int chroma : new int[] {BLUE, RED}) {
            for (int i = 0; i < WIDTH * HEIGHT / 4; i++) {
                planes.put((byte) chroma);
            }
        }
        planes.clear();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachPictureIsOneUnitAndKeyFramesAreThoseThatWereAskedFor(boolean systems)
            throws Exception {
        Path file = folder.resolve("page.ts");
        ByteBuffer planes = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3 / 2);
        try (H264Stream stream = open(systems);
                OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < PICTURES; i++) {
                paint(planes, 0);
                stream.encode(planes, i * STEP, i % 20 == 0);
                assertThat(stream.output().units()).isEqualTo(1);
                assertThat(stream.output().lastIsKey()).as("picture %d", i).isEqualTo(i % 20 == 0);
                out.write(stream.output().take());
            }
            stream.finish();
            out.write(stream.output().take());
        }
        VideoInfo made = Ffmpeg.probe(file);
        assertThat(List.of(made.width(), made.height(), made.frames()))
                .containsExactly(WIDTH, HEIGHT, PICTURES);
        assertThat(List.of(made.colorSpace(), made.colorPrimaries(), made.colorTransfer()))
                .containsOnly("bt709");
        assertThat(made.colorRange()).isEqualTo("tv");
        for (int i : new int[] {0, 19, PICTURES - 1}) {
            assertShowsThePage(file, i);
        }
    }

    private void assertShowsThePage(Path file, int index) {
        byte[] greys = Ffmpeg.greys(file, index);
        long unlike = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int wanted = Math.round(((rows[y][x] & 0xff) - 16) * 255f / 219);
                unlike += Math.abs((greys[y * WIDTH + x] & 0xff) - wanted);
            }
        }
        assertThat((double) unlike / WIDTH / HEIGHT).as("picture %d", index).isLessThan(12);
        Rgb paper = Ffmpeg.rgbAt(file, index, WIDTH / 2, BETWEEN_LINES);
        assertThat(paper.near(SEEN, 6)).as("%s instead of %s", paper, SEEN).isTrue();
    }

    /** libopenh264 takes each page for another scene, and each is a key frame then. */
    @Test
    void aPageThatScrollsIsNoChangeOfScene() throws Exception {
        assertThat(OpenH264Library.find()).as("libopenh264 of the system").isNotNull();
        ByteBuffer planes = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3 / 2);
        int keys = 0;
        try (H264Stream stream = open(true)) {
            for (int i = 0; i < PICTURES; i++) {
                paint(planes, i * 7);
                stream.encode(planes, i * STEP, i == 0);
                keys += stream.output().lastIsKey() ? 1 : 0;
                stream.output().discard();
            }
        }
        assertThat(keys).isEqualTo(1);
    }

    /** Its bytes are gathered in memory that grows. */
    @Test
    void aPictureWithoutAnyOrderIsWholeToo() throws Exception {
        Path file = folder.resolve("noise.ts");
        ByteBuffer planes = ByteBuffer.allocateDirect(LARGE_WIDTH * LARGE_HEIGHT * 3 / 2);
        byte[] noise = new byte[planes.capacity()];
        new Random(2).nextBytes(noise);
        planes.put(noise).clear();
        try (H264Stream stream =
                H264Stream.open(
                        EncoderChoice.OPENH264, Preset.STUDIO, LARGE_WIDTH, LARGE_HEIGHT, FPS)) {
            stream.encode(planes, 0, true);
            stream.encode(planes, STEP, true);
            stream.finish();
            Files.write(file, stream.output().take());
        }

        assertThat(Ffmpeg.packets(file))
                .hasSize(2)
                .allSatisfy(packet -> assertThat(packet.sizeBytes()).isGreaterThan(256 * 1024));
        Ffmpeg.requireUndamaged(file);
    }
}
