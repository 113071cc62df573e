package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.Frame.Purpose;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.QuietListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an encoder is told of each picture: where it may differ from the one before. Who believes it
 * shows the old picture wherever that is wrong. libx264 believes it, and is not in every build:
 * another encoder is made to believe it here.
 */
@Timeout(120)
final class ChangedAreaTest {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 192;
    private static final FrameFormat FORMAT = FrameFormat.packed(WIDTH, HEIGHT);
    private static final Rect WHOLE = FORMAT.whole();

    /** Rows of a line of text; not those of an encoder's blocks. */
    private static final int LINE = 12;

    private static final int LINES = HEIGHT / LINE;

    // A line is made of letters of these two
    private static final int INK = 60;
    private static final int PAPER = 190;
    private static final int LETTER_WIDTH = 8;
    private static final int LETTER_HEIGHT = 4;

    /** Never shown. */
    private static final int STALE = 0xff00ff;

    private static final long STEP_MICROS = 100_000;

    @TempDir private Path folder;

    private final PaintedFrames frames = new PaintedFrames();
    private final FrameQueue queue = new FrameQueue(256, new CountingAccount());
    private final ByteArrayOutputStream video = new ByteArrayOutputStream();
    private final Random random = new Random(3);

    /** The screen's grey levels. */
    private final int[][] page = new int[HEIGHT][WIDTH];

    /** The screens of all pictures that were not refused. */
    private final List<int[][]> shown = new ArrayList<>();

    private final List<Given> given = new ArrayList<>();

    /** Of these pictures, counted from 0, the encoder wants nothing. */
    private final Set<Integer> refused = new HashSet<>();

    private int offered;

    /** What came to the encoder. */
    private record Given(boolean key, List<Rect> changed) {}

    @BeforeAll
    static void load() {
        FfmpegLibrary.load();
    }

    @AfterEach
    void freeTheFrames() {
        frames.close();
    }

    @Test
    void theFirstPictureIsAllNew() {
        begin();
        encode(EncoderChoice.OPENH264);

        assertThat(given).containsExactly(new Given(true, List.of(WHOLE)));
    }

    @Test
    void ofAChangeItsOwnRowsAreTold() {
        begin();
        change(4);
        change(1, 12);
        change(7);
        encode(EncoderChoice.OPENH264);

        assertThat(given.subList(1, 4))
                .containsExactly(
                        new Given(false, List.of(line(4))),
                        new Given(false, List.of(line(1), line(12))),
                        new Given(false, List.of(line(7))));
    }

    @Test
    void aHeartbeatThatIsTheSameTellsNothing() {
        begin();
        change(4);
        heartbeat(Purpose.VERIFY);
        change(9);
        encode(EncoderChoice.OPENH264);

        assertThat(given.subList(2, 4))
                .containsExactly(new Given(false, List.of()), new Given(false, List.of(line(9))));
    }

    @Test
    void aHeartbeatTellsWhatChangedUnannounced() {
        begin();
        change(4);
        heartbeat(Purpose.VERIFY, 1, 12);
        heartbeat(Purpose.VERIFY, 5);
        heartbeat(Purpose.VERIFY);
        encode(EncoderChoice.OPENH264);

        assertThat(given.subList(2, 5))
                .containsExactly(
                        new Given(false, List.of(line(1), line(12))),
                        new Given(false, List.of(line(5))),
                        new Given(false, List.of()));
    }

    @Test
    void whatIsToBeShownSharpIsAKeyFrameAndTheNextOneTellsItsOwnRows() {
        begin();
        change(4);
        heartbeat(Purpose.REFINE);
        change(9);
        encode(EncoderChoice.OPENH264);

        assertThat(given.get(2).key()).isTrue();
        assertThat(given.get(3)).isEqualTo(new Given(false, List.of(line(9))));
    }

    /** The encoder had none of the refused ones, so that what it is told could not be true. */
    @Test
    void afterARefusedPictureAKeyFrameComesWhateverChanged() {
        refused.addAll(Set.of(1, 3, 4));
        begin();
        change(4);
        heartbeat(Purpose.VERIFY);
        change(9);
        change(2);
        change(7);
        change(8);
        encode(EncoderChoice.OPENH264);

        assertThat(given)
                .extracting(Given::key)
                .containsExactly(true, false, true, false, true, true, false);
        assertThat(given.getLast().changed()).containsExactly(line(8));
    }

    /** But where it is compared and found to be the same. */
    @Test
    void aScreenOfAnotherSizeIsNewEverywhere() {
        begin();
        change(4);
        otherSize(Purpose.CHANGE);
        otherSize(Purpose.VERIFY);
        scroll();
        change(9);
        encode(EncoderChoice.OPENH264);

        assertThat(given.subList(2, 6))
                .extracting(Given::changed)
                .containsExactly(List.of(WHOLE), List.of(), List.of(WHOLE), List.of(line(9)));
    }

    static Stream<String> encoders() {
        return Stream.of(EncoderChoice.OPENH264, EncoderChoice.X264)
                .filter(name -> avcodec.avcodec_find_encoder_by_name(name) != null);
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void eachPictureShowsItsOwnLinesAndNoneOfThoseBefore(String encoder) throws IOException {
        refused.addAll(Set.of(8, 20, 21));
        begin();
        while (offered < 40) {
            change(random.nextInt(LINES));
            change(random.nextInt(4), 8 + random.nextInt(8));
            heartbeat(Purpose.VERIFY);
            heartbeat(Purpose.VERIFY, random.nextInt(LINES));
            change(random.nextInt(LINES));
            if (offered % 4 == 0) {
                scroll();
            } else {
                heartbeat(Purpose.REFINE);
            }
            change(random.nextInt(LINES));
        }
        encode(encoder);

        assertThat(given.stream().filter(Given::key).count())
                .as("of a key frame nothing has to be told")
                .isLessThan(given.size() / 3);
        List<int[][]> pictures = decoded();
        assertThat(pictures).hasSameSizeAs(shown);
        for (int i = 0; i < shown.size(); i++) {
            for (int at = 0; at < LINES; at++) {
                double unlike = unlike(pictures.get(i), shown.get(i), at);
                assertThat(unlike).as("line %d of picture %d", at, i).isLessThan(20);
                if (i > 0 && unlike(shown.get(i), shown.get(i - 1), at) > 0) {
                    assertThat(unlike)
                            .as("line %d of picture %d is not the one before", at, i)
                            .isLessThan(unlike(pictures.get(i), shown.get(i - 1), at) / 2);
                }
            }
        }
    }

    private static Rect line(int index) {
        return new Rect(0, index * LINE, WIDTH, LINE);
    }

    private static int[] all() {
        int[] lines = new int[LINES];
        Arrays.setAll(lines, index -> index);
        return lines;
    }

    /** Other letters, in each of them. */
    private void write(int... lines) {
        for (int index : lines) {
            for (int y = 0; y < LINE; y += LETTER_HEIGHT) {
                for (int x = 0; x < WIDTH; x += LETTER_WIDTH) {
                    int grey = random.nextBoolean() ? INK : PAPER;
                    for (int row = 0; row < LETTER_HEIGHT; row++) {
                        Arrays.fill(page[index * LINE + y + row], x, x + LETTER_WIDTH, grey);
                    }
                }
            }
        }
    }

    private void begin() {
        scroll();
    }

    private void scroll() {
        write(all());
        offer(Purpose.CHANGE, List.of(WHOLE));
    }

    private void change(int... lines) {
        write(lines);
        offer(Purpose.CHANGE, Arrays.stream(lines).mapToObj(ChangedAreaTest::line).toList());
    }

    private void heartbeat(Purpose purpose, int... lines) {
        write(lines);
        offer(purpose, List.of(WHOLE));
    }

    private void offer(Purpose purpose, List<Rect> valid) {
        if (!refused.contains(offered)) {
            shown.add(Arrays.stream(page).map(int[]::clone).toArray(int[][]::new));
        }
        offer(
                frames.drawn(
                        FORMAT,
                        (x, y) -> isIn(valid, y) ? 0x010101 * page[y][x] : STALE,
                        offered * STEP_MICROS,
                        valid,
                        purpose));
    }

    private void otherSize(Purpose purpose) {
        FrameFormat other = FrameFormat.packed(200, 200);
        offer(frames.painted(other, INK, offered * STEP_MICROS, other.whole(), purpose));
    }

    private void offer(Frame frame) {
        offered++;
        assertThat(queue.offer(frame)).isTrue();
    }

    private static boolean isIn(List<Rect> bands, int row) {
        return bands.stream().anyMatch(band -> row >= band.y() && row < band.y() + band.height());
    }

    private void encode(String encoder) {
        queue.close();
        new EncoderTask(
                        queue,
                        new Collected(),
                        new EncoderChoice(List.of(encoder)),
                        this::open,
                        new EncoderTask.Request(Preset.INSTANT, 30, Optional.of(encoder), false),
                        new Expected())
                .run();
        assertThat(given).hasSize(offered);
    }

    private OpenedEncoder open(String name, EncoderTask.Request request, FrameFormat wanted)
            throws EncoderException {
        OpenedEncoder real = OpenedEncoder.open(name, request, wanted, X264Pace.UNKNOWN);
        boolean believes = name.equals(EncoderChoice.X264);
        return new OpenedEncoder(
                name,
                real.canvas(),
                real.stream()
                        .encodedBy(encoder ->
                                new Watched(believes ? encoder : new Believing(encoder))),
                real.picture());
    }

    /** The grey levels of all pictures. */
    private List<int[][]> decoded() throws IOException {
        Path file = folder.resolve("video.ts");
        Files.write(file, video.toByteArray());
        byte[] greys =
                Ffmpeg.output(
                        List.of(
                                "-i",
                                file.toString(),
                                "-map",
                                "0:v:0",
                                "-vf",
                                "scale=out_range=full,format=gray",
                                "-fps_mode",
                                "passthrough",
                                "-f",
                                "rawvideo",
                                "pipe:1"));
        List<int[][]> pictures = new ArrayList<>();
        for (int from = 0; from < greys.length; from += WIDTH * HEIGHT) {
            int[][] picture = new int[HEIGHT][WIDTH];
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                picture[i / WIDTH][i % WIDTH] = greys[from + i] & 0xff;
            }
            pictures.add(picture);
        }
        return pictures;
    }

    /** How far a line's pixels are from another's, on the average. */
    private static double unlike(int[][] one, int[][] other, int line) {
        long sum = 0;
        for (int y = line * LINE; y < (line + 1) * LINE; y++) {
            for (int x = 0; x < WIDTH; x++) {
                sum += Math.abs(one[y][x] - other[y][x]);
            }
        }
        return (double) sum / LINE / WIDTH;
    }

    /** Notes what comes, and refuses what is to be refused. */
    private final class Watched implements PictureEncoder {

        private final PictureEncoder real;

        Watched(PictureEncoder real) {
            this.real = real;
        }

        @Override
        public void encode(ByteBuffer planes, long millis, boolean key, List<Rect> changed)
                throws EncoderException {
            given.add(new Given(key, List.copyOf(changed)));
            if (refused.contains(given.size() - 1)) {
                throw new EncoderException(EncoderException.Reason.FAILED, "of the test");
            }
            real.encode(planes, millis, key, changed);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    /** Of a picture that is no key frame it takes only the rows that are said to have changed. */
    private static final class Believing implements PictureEncoder {

        private final PictureEncoder real;
        private final ByteBuffer kept = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3 / 2);

        Believing(PictureEncoder real) {
            this.real = real;
        }

        @Override
        public void encode(ByteBuffer planes, long millis, boolean key, List<Rect> changed)
                throws EncoderException {
            for (Rect band : key ? List.of(WHOLE) : changed) {
                int pixels = band.height() * WIDTH;
                take(planes, band.y() * WIDTH, pixels);
                int colours = WIDTH * HEIGHT + band.y() * WIDTH / 4;
                take(planes, colours, pixels / 4);
                take(planes, colours + WIDTH * HEIGHT / 4, pixels / 4);
            }
            real.encode(kept, millis, key, changed);
        }

        private void take(ByteBuffer planes, int from, int count) {
            kept.put(from, planes, from, count);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private final class Collected implements UnitSink {

        @Override
        public boolean wouldBlock(int bytes) {
            return false;
        }

        @Override
        public boolean unit(byte[] unit, int length, long capturedNanos, Consumer<byte[]> back) {
            video.write(unit, 0, length);
            back.accept(unit);
            return true;
        }

        @Override
        public void trailer(byte[] bytes) {
            video.writeBytes(bytes);
        }
    }

    /** No fault but those of the test. */
    private final class Expected extends QuietListener {

        @Override
        public void encodeFailed(long ptsMicros, String why) {
            assertThat(refused).contains((int) (ptsMicros / STEP_MICROS));
        }
    }
}
