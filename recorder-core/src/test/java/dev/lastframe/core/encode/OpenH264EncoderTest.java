package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Ffmpeg;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int PICTURES = 60;
    private static final int FPS = 30;
    private static final long STEP = 33;

    @TempDir private Path folder;

    private final byte[][] rows = page();

    private static byte[][] page() {
        Random random = new Random(1);
        byte[][] page = new byte[HEIGHT * 3][WIDTH];
        for (int y = 0; y < page.length; y++) {
            boolean line = y / 10 % 2 == 0;
            for (int x = 0; x < WIDTH; x++) {
                page[y][x] = (byte) (line && random.nextInt(3) == 0 ? 30 : 235);
            }
        }
        return page;
    }

    private H264Stream open(boolean systems) throws EncoderException {
        return systems
                ? H264Stream.open(EncoderChoice.OPENH264, Preset.INSTANT, WIDTH, HEIGHT, FPS)
                : H264Stream.openFfmpegs(
                        EncoderChoice.OPENH264, Preset.INSTANT, WIDTH, HEIGHT, FPS, false);
    }

    private void paint(ByteBuffer planes, int from) {
        planes.clear();
        for (int y = 0; y < HEIGHT; y++) {
            planes.put(rows[from + y]);
        }
        while (planes.hasRemaining()) {
            planes.put((byte) 128);
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
        assertThat(Ffmpeg.probe(file).width()).isEqualTo(WIDTH);
        assertThat(Ffmpeg.probe(file).height()).isEqualTo(HEIGHT);
        assertThat(Ffmpeg.packets(file)).hasSize(PICTURES);
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
}
