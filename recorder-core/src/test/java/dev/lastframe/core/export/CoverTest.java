package dev.lastframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.BarcodeRecording;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VideoPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real recordings are painted over; every packet of what was made is decoded and looked at. */
final class CoverTest {

    /** At few bits a block of 16 pixels at the border shows a little of what is beside it. */
    private static final int COARSE = 16;

    private static final int WIDTH = 640;
    private static final int HEIGHT = 240;

    /** Odd borders, over barcode and background. */
    private static final Rect AREA = new Rect(33, 21, 301, 117);

    /** The same moved outward to even pixels. */
    private static final int LEFT = 32;

    private static final int TOP = 20;
    private static final int RIGHT = 334;
    private static final int BOTTOM = 138;

    /** Encoding again changes a pixel by less. */
    private static final int NEAR = 24;

    private static BarcodeRecording.Recorded recorded;
    private static List<Long> micros;

    @TempDir private Path folder;

    /** In motion for 3 s, still for 2 s, in motion for 2 s. */
    @BeforeAll
    static void record() {
        micros = new ArrayList<>();
        for (long at = 0; at < 3_000_000; at += 33_333) {
            micros.add(at);
        }
        for (long at = 5_000_000; at < 7_000_000; at += 33_333) {
            micros.add(at);
        }
        recorded = BarcodeRecording.of(WIDTH, HEIGHT, micros, 0, false);
    }

    /** A copy of its packets would hold what is covered, wherever a key frame is. */
    @Test
    void eachPictureThatIsShownMeanwhileIsPaintedAndNoOther() throws Exception {
        Path source = Files.write(folder.resolve("clip.ts"), recorded.bytes());
        long[][] times = {{1_000, 1_500}, {2_033, 2_033}, {3_500, 4_000}, {4_000, 5_000}};
        for (long[] time : times) {
            Path target = folder.resolve("covered " + time[0] + " " + time[1] + ".mp4");

            StretchResult made =
                    make(source, cover(AREA, time[0], time[1]), OptionalLong.empty(), target);

            assertThat(made.copied()).isZero();
            List<Boolean> painted = assertPaintedOrLikeTheSource(target, source);
            assertThat(painted).isEqualTo(expected(target, time[0], time[1]));
            assertThat(painted).contains(true).contains(false);
        }
    }

    @Test
    void whatIsLeftAwayToFitDoesNotOpenTheCover() throws Exception {
        Path source = Files.write(folder.resolve("clip.ts"), recorded.bytes());
        Path target = folder.resolve("small.mp4");

        StretchResult made =
                make(source, cover(AREA, 1_000, 1_500), OptionalLong.of(70_000), target);

        assertThat(made.bytes()).isLessThanOrEqualTo(70_000);
        assertThat(made.lowered().frames()).isTrue();
        assertThat(made.width()).isEqualTo(WIDTH);
        List<Boolean> painted = new ArrayList<>();
        for (byte[] picture : pictures(target)) {
            painted.add(isPainted(picture, COARSE));
        }
        assertThat(painted).isEqualTo(expected(target, 1_000, 1_500));
        assertThat(painted).contains(true).contains(false);
    }

    @Test
    void aCoverOutsideOfTheStretchOrThePictureChangesNothing() throws Exception {
        Path source = Files.write(folder.resolve("clip.ts"), recorded.bytes());
        Path plain = folder.resolve("plain.mp4");
        StretchVideo.make(order(source, List.of(), OptionalLong.empty()), plain, Progress.NONE);
        List<Cover> outside =
                List.of(
                        cover(AREA, 0, 400),
                        cover(AREA, 6_600, 6_900),
                        cover(new Rect(-50, 10, 50, 50), 0, 6_900));
        for (Cover cover : outside) {
            Path target = folder.resolve("other " + outside.indexOf(cover) + ".mp4");

            StretchResult made = make(source, cover, OptionalLong.empty(), target);

            assertThat(made.copied()).isPositive();
            assertThat(target).hasSameBinaryContentAs(plain);
        }
    }

    @Test
    void aPlaceThatReachesOverTheBorderIsPaintedAsFarAsThePictureGoes() throws Exception {
        Path source = Files.write(folder.resolve("clip.ts"), recorded.bytes());
        Path target = folder.resolve("border.mp4");

        make(
                source,
                cover(new Rect(-20, -20, 5_000, 5_000), 0, 7_000),
                OptionalLong.empty(),
                target);

        for (byte[] picture : pictures(target)) {
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                assertThat(picture[i] & 0xff).isLessThan(20);
            }
        }
    }

    @Test
    void aStillPictureIsPaintedInItsTimeOnly() throws Exception {
        Path source = Files.write(folder.resolve("clip.ts"), recorded.bytes());
        List<Cover> covers = List.of(cover(AREA, 3_500, 4_000));
        // The last picture before the stillness is there at all three.
        Path inside = folder.resolve("inside.png");
        Path after = folder.resolve("after.png");
        Path before = folder.resolve("before.png");

        StillPicture.png(List.of(source), Duration.ofMillis(3_600), covers, inside);
        StillPicture.png(List.of(source), Duration.ofMillis(4_500), covers, after);
        StillPicture.png(List.of(source), Duration.ofMillis(3_000 - 100), covers, before);

        assertThat(isPainted(pictures(inside).getFirst())).isTrue();
        assertThat(isPainted(pictures(after).getFirst())).isTrue();
        assertThat(isPainted(pictures(before).getFirst())).isFalse();
        assertThat(PngFile.area(inside)).isEqualTo(new Rect(0, 0, WIDTH, HEIGHT));
    }

    @Test
    void aCoverThatBeginsWithTheEndIsOnTheLastPicture() throws Exception {
        Path source = Files.write(folder.resolve("clip.ts"), recorded.bytes());
        Path target = folder.resolve("end.mp4");
        Path still = folder.resolve("end.png");

        make(source, cover(AREA, 6_500, 6_500), OptionalLong.empty(), target);
        // long after the last picture, which is still there
        StillPicture.png(
                List.of(source), Duration.ofSeconds(9), List.of(cover(AREA, 8_000, 9_000)), still);

        List<byte[]> pictures = pictures(target);
        assertThat(isPainted(pictures.getLast())).isTrue();
        assertThat(isPainted(pictures.get(pictures.size() - 2))).isFalse();
        assertThat(isPainted(pictures(still).getFirst())).isTrue();
    }

    private static StretchResult make(Path source, Cover cover, OptionalLong fit, Path target)
            throws ExportException, InterruptedException {
        return StretchVideo.make(order(source, List.of(cover), fit), target, Progress.NONE);
    }

    private static StretchOrder order(Path source, List<Cover> covers, OptionalLong fit) {
        return new StretchOrder(
                List.of(source),
                Duration.ofMillis(500),
                Duration.ofMillis(6_500),
                fit,
                Map.of(),
                covers);
    }

    private static Cover cover(Rect area, long fromMillis, long untilMillis) {
        return new Cover(area, Duration.ofMillis(fromMillis), Duration.ofMillis(untilMillis));
    }

    /** By the file's own times: which pictures are shown at any moment from one to another. */
    private static List<Boolean> expected(Path video, long fromMillis, long untilMillis) {
        List<VideoPacket> packets = Ffmpeg.packets(video);
        List<Boolean> expected = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            long begin = packets.get(i).ptsMicros() + 500_000;
            long end =
                    i + 1 < packets.size() ? packets.get(i + 1).ptsMicros() + 500_000 : 6_500_000;
            expected.add(begin <= untilMillis * 1000 && end > fromMillis * 1000);
        }
        return expected;
    }

    private static List<Boolean> assertPaintedOrLikeTheSource(Path video, Path source)
            throws IOException {
        List<byte[]> originals = pictures(source);
        List<byte[]> pictures = pictures(video);
        List<VideoPacket> packets = Ffmpeg.packets(video);
        assertThat(pictures).hasSameSizeAs(packets);
        List<Boolean> painted = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            byte[] picture = pictures.get(i);
            byte[] original = originals.get(originalOf(packets.get(i).ptsMicros() + 500_000));
            boolean covered = isPainted(picture);
            painted.add(covered);
            int different = 0;
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    boolean inside = x >= LEFT && x < RIGHT && y >= TOP && y < BOTTOM;
                    int at = y * WIDTH + x;
                    int by = Math.abs((picture[at] & 0xff) - (original[at] & 0xff));
                    different += by > NEAR && !(covered && inside) ? 1 : 0;
                }
            }
            assertThat(different).as("pixels of picture " + i).isLessThan(WIDTH * HEIGHT / 200);
        }
        return painted;
    }

    private static int originalOf(long at) {
        int index = 0;
        while (index + 1 < micros.size() && (micros.get(index + 1) + 500) / 1000 * 1000 <= at) {
            index++;
        }
        return index;
    }

    /** All of the place is black, its colour too; or none of it is. */
    private static boolean isPainted(byte[] picture) {
        return isPainted(picture, 0);
    }

    /**
     * The same.
     *
     * @param margin how many pixels inside its border do not count
     */
    private static boolean isPainted(byte[] picture, int margin) {
        int bright = 0;
        int coloured = 0;
        for (int y = TOP + margin; y < BOTTOM - margin; y++) {
            for (int x = LEFT + margin; x < RIGHT - margin; x++) {
                bright += (picture[y * WIDTH + x] & 0xff) > 28 ? 1 : 0;
                int chroma = WIDTH * HEIGHT + y / 2 * (WIDTH / 2) + x / 2;
                coloured += Math.abs((picture[chroma] & 0xff) - 128) > 8 ? 1 : 0;
            }
        }
        int all = (RIGHT - LEFT - 2 * margin) * (BOTTOM - TOP - 2 * margin);
        // What a coarse encoder does to a pixel at the border is not what was there.
        boolean painted = bright <= all / 2_000 && coloured <= all / 2_000;
        assertThat(painted || bright > all / 10).as(bright + " of " + all + " bright").isTrue();
        return painted;
    }

    /** Every packet's picture, whatever an edit list says: all brightness, then all colour. */
    private static List<byte[]> pictures(Path video) throws IOException {
        boolean mp4 = video.toString().endsWith(".mp4");
        List<String> words = new ArrayList<>();
        if (mp4) {
            words.addAll(List.of("-ignore_editlist", "1"));
        }
        words.addAll(List.of("-i", video.toString(), "-map", "0:v:0", "-fps_mode", "passthrough"));
        words.addAll(List.of("-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"));
        byte[] all = Ffmpeg.output(words);
        int size = WIDTH * HEIGHT * 3 / 2;
        List<byte[]> pictures = new ArrayList<>();
        for (int at = 0; at + size <= all.length; at += size) {
            byte[] picture = new byte[size];
            System.arraycopy(all, at, picture, 0, size);
            pictures.add(picture);
        }
        return pictures;
    }
}
