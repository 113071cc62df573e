package dev.lastframe.core.encode;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YuvPictureTest {

    private static final int WIDTH = 66;
    private static final int HEIGHT = 34;

    private final Random random = new Random(20);

    @Test
    void everyPixelIsTheFormulaOfBt709InLimitedRange() {
        FrameFormat format = new FrameFormat(WIDTH, HEIGHT, 4 * WIDTH + 32);
        try (Arena arena = Arena.ofConfined();
                YuvPicture picture = new YuvPicture(WIDTH, HEIGHT)) {
            MemorySegment source = noise(arena, format);

            picture.convert(source, format, List.of(format.whole()));

            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    assertThat(luma(picture, x, y))
                            .as("luma at %d,%d", x, y)
                            .isEqualTo((int) Math.round(expectedLuma(source, format, x, y)));
                }
            }
            for (int y = 0; y < HEIGHT; y += 2) {
                for (int x = 0; x < WIDTH; x += 2) {
                    assertThat((double) chroma(picture, 0, x, y))
                            .isCloseTo(expectedU(source, format, x, y), Offset.offset(0.51));
                    assertThat((double) chroma(picture, 1, x, y))
                            .isCloseTo(expectedV(source, format, x, y), Offset.offset(0.51));
                }
            }
        }
    }

    @Test
    void bandsGiveTheSamePictureAsTheWhole() {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        try (Arena arena = Arena.ofConfined();
                YuvPicture whole = new YuvPicture(WIDTH, HEIGHT);
                YuvPicture banded = new YuvPicture(WIDTH, HEIGHT)) {
            MemorySegment source = noise(arena, format);

            whole.convert(source, format, List.of(format.whole()));
            banded.convert(
                    source,
                    format,
                    List.of(new Rect(0, 0, WIDTH, 16), new Rect(0, 16, WIDTH, HEIGHT - 16)));

            assertThat(whole.planes().mismatch(banded.planes())).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 8, 10, 14, 18, 30, 62})
    void aNarrowerPictureIsTheLeftOfAWiderOne(int width) {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        FrameFormat left = new FrameFormat(width, HEIGHT, format.strideBytes());
        try (Arena arena = Arena.ofConfined();
                YuvPicture whole = new YuvPicture(WIDTH, HEIGHT);
                YuvPicture narrow = new YuvPicture(width, HEIGHT)) {
            MemorySegment source = noise(arena, format);

            whole.convert(source, format, List.of(format.whole()));
            narrow.convert(source, left, List.of(left.whole()));

            ByteBuffer planes = narrow.buffer();
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < width; x++) {
                    assertThat(planes.get(y * width + x) & 0xff)
                            .as("luma at %d,%d", x, y)
                            .isEqualTo(luma(whole, x, y));
                    int place = (y / 2) * (width / 2) + x / 2;
                    int plane = width * HEIGHT;
                    assertThat(planes.get(plane + place) & 0xff).isEqualTo(chroma(whole, 0, x, y));
                    assertThat(planes.get(plane + plane / 4 + place) & 0xff)
                            .isEqualTo(chroma(whole, 1, x, y));
                }
            }
        }
    }

    @Test
    void rowsThatRepeatAreTheSameAsOnTheirOwn() {
        FrameFormat format = new FrameFormat(WIDTH, HEIGHT, 4 * WIDTH + 32);
        try (Arena arena = Arena.ofConfined();
                YuvPicture picture = new YuvPicture(WIDTH, HEIGHT);
                YuvPicture alone = new YuvPicture(WIDTH, HEIGHT);
                YuvPicture compared = new YuvPicture(WIDTH, HEIGHT)) {
            MemorySegment source = noise(arena, format);
            repeat(source, format, 4, 6);
            repeat(source, format, 5, 7);
            repeat(source, format, 6, 8);
            repeat(source, format, 7, 9);
            // The upper of two rows alone, then the lower alone.
            repeat(source, format, 12, 14);
            repeat(source, format, 19, 21);
            // All but the last pixel.
            repeat(source, format, 24, 26);
            repeat(source, format, 25, 27);
            lighten(source, 27L * format.strideBytes() / 4 + WIDTH - 1);

            picture.convert(source, format, List.of(format.whole()));
            compared.compare(source, format, List.of(format.whole()));
            for (int row = 0; row < HEIGHT; row += 2) {
                alone.convert(source, format, List.of(new Rect(0, row, WIDTH, 2)));
            }

            assertThat(picture.planes().mismatch(alone.planes())).isEqualTo(-1);
            assertThat(compared.planes().mismatch(alone.planes())).isEqualTo(-1);
        }
    }

    @Test
    void whatChangedIsSaidOfRowsThatRepeatToo() {
        FrameFormat format = FrameFormat.packed(WIDTH, 200);
        List<Rect> all = List.of(format.whole());
        try (Arena arena = Arena.ofConfined();
                YuvPicture picture = new YuvPicture(WIDTH, 200)) {
            MemorySegment source = noise(arena, format);
            picture.compare(source, format, all);

            repeat(source, format, 98, 100);
            repeat(source, format, 99, 101);
            assertThat(picture.compare(source, format, all))
                    .containsExactly(new Rect(0, 100, WIDTH, 2));
            assertThat(picture.compare(source, format, all)).isEmpty();
        }
    }

    @Test
    void whatChangedIsSaid() {
        FrameFormat format = FrameFormat.packed(WIDTH, 200);
        List<Rect> all = List.of(format.whole());
        try (Arena arena = Arena.ofConfined();
                YuvPicture picture = new YuvPicture(WIDTH, 200)) {
            MemorySegment source = noise(arena, format);

            assertThat(picture.compare(source, format, all)).isEqualTo(all);
            assertThat(picture.compare(source, format, all)).isEmpty();

            // Rows 11 and 40 are near to each other, row 151 is not.
            lighten(source, 11 * WIDTH + 5);
            lighten(source, 40 * WIDTH + 65);
            lighten(source, 151 * WIDTH);
            assertThat(picture.compare(source, format, all))
                    .containsExactly(new Rect(0, 10, WIDTH, 32), new Rect(0, 150, WIDTH, 2));
            assertThat(picture.compare(source, format, all)).isEmpty();
        }
    }

    @Test
    void whereMuchChangedTheRestIsTakenForChanged() {
        FrameFormat format = FrameFormat.packed(WIDTH, 200);
        List<Rect> all = List.of(format.whole());
        try (Arena arena = Arena.ofConfined();
                YuvPicture picture = new YuvPicture(WIDTH, 200)) {
            MemorySegment source = noise(arena, format);
            picture.compare(source, format, all);

            lighten(source, 11 * WIDTH + 5);
            assertThat(picture.compare(source, format, all, 4))
                    .containsExactly(new Rect(0, 10, WIDTH, 2));
            assertThat(picture.changedRows()).isEqualTo(2);

            lighten(source, 11 * WIDTH + 5);
            lighten(source, 101 * WIDTH + 5);
            assertThat(picture.compare(source, format, all, 4))
                    .containsExactly(new Rect(0, 10, WIDTH, 2), new Rect(0, 100, WIDTH, 100));
            assertThat(picture.changedRows()).isEqualTo(102);
            assertThat(picture.compare(source, format, all, 4)).isEmpty();
            assertThat(picture.changedRows()).isZero();
        }
    }

    private static void repeat(MemorySegment source, FrameFormat format, int from, int to) {
        MemorySegment.copy(
                source,
                (long) from * format.strideBytes(),
                source,
                (long) to * format.strideBytes(),
                4L * format.width());
    }

    /** As little as every channel up or down by ten. */
    private static void lighten(MemorySegment source, long pixel) {
        int was = source.getAtIndex(JAVA_INT, pixel);
        source.setAtIndex(JAVA_INT, pixel, (was & 0x808080) == 0 ? was + 0x0a0a0a : was ^ 0x808080);
    }

    private MemorySegment noise(Arena arena, FrameFormat format) {
        MemorySegment source = arena.allocate(format.sizeBytes(), 8);
        for (long i = 0; i < format.sizeBytes() / 4; i++) {
            source.setAtIndex(JAVA_INT, i, random.nextInt());
        }
        return source;
    }

    private static int luma(YuvPicture picture, int x, int y) {
        return picture.planes().get(JAVA_BYTE, (long) y * WIDTH + x) & 0xff;
    }

    private static int chroma(YuvPicture picture, int plane, int x, int y) {
        long start = (long) WIDTH * HEIGHT + (long) plane * WIDTH * HEIGHT / 4;
        return picture.planes().get(JAVA_BYTE, start + (long) (y / 2) * (WIDTH / 2) + x / 2) & 0xff;
    }

    private static int[] rgb(MemorySegment source, FrameFormat format, int x, int y) {
        int p = source.get(JAVA_INT, (long) y * format.strideBytes() + 4L * x);
        return new int[] {p >> 16 & 0xff, p >> 8 & 0xff, p & 0xff};
    }

    private static double expectedLuma(MemorySegment source, FrameFormat format, int x, int y) {
        int[] c = rgb(source, format, x, y);
        // the same weights as the standard's, rounded to 16 fractional bits
        return Math.floor(16.5 + (11966.0 * c[0] + 40254.0 * c[1] + 4064.0 * c[2]) / 65536.0);
    }

    private static double[] mean(MemorySegment source, FrameFormat format, int x, int y) {
        double[] sum = new double[3];
        for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
                int[] c = rgb(source, format, x + dx, y + dy);
                for (int i = 0; i < 3; i++) {
                    sum[i] += c[i] / 4.0;
                }
            }
        }
        return sum;
    }

    private static double expectedU(MemorySegment source, FrameFormat format, int x, int y) {
        double[] c = mean(source, format, x, y);
        double luma = 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
        return 128 + 224.0 / 255 * (c[2] - luma) / (2 * (1 - 0.0722));
    }

    private static double expectedV(MemorySegment source, FrameFormat format, int x, int y) {
        double[] c = mean(source, format, x, y);
        double luma = 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
        return 128 + 224.0 / 255 * (c[0] - luma) / (2 * (1 - 0.2126));
    }
}
