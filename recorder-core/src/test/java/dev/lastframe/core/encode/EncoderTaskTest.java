package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.queue.DropReason;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VideoPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EncoderTaskTest {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;
    private static final int BLUE = 0x0000ff;
    private static final int GREY = 0x808080;

    @TempDir private Path folder;

    private final PaintedFrames frames = new PaintedFrames();
    private final CountingAccount account = new CountingAccount();
    private final FrameQueue queue = new FrameQueue(256, account);
    private final List<String> told = new ArrayList<>();
    private final List<Long> large = new ArrayList<>();

    /** Thrown in the middle of the encoder's work, when a picture has another size. */
    private @Nullable Throwable throwsAtSize;

    @AfterEach
    void freeTheFrames() {
        frames.close();
    }

    @Test
    void threeSmallFramesGiveATransportStreamInWhichTheyDecodeInOrder() {
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));
        offer(frames.solid(WIDTH, HEIGHT, GREEN, 33_000));
        offer(frames.solid(WIDTH, HEIGHT, BLUE, 70_000));

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        List<VideoPacket> packets = Ffmpeg.packets(video);
        assertThat(packets)
                .extracting(VideoPacket::ptsMicros)
                .containsExactly(0L, 33_000L, 70_000L);
        assertThat(Ffmpeg.probe(video).frames()).isEqualTo(3);
        assertThat(account.counts()).containsExactly(3, 3, 0, 0);
        assertColour(video, 0, RED);
        assertColour(video, 1, GREEN);
        assertColour(video, 2, BLUE);
        assertThat(told).containsExactly("opened libopenh264 320x180", "firstUnit 0");
    }

    @Test
    void coloursAreBt709AndTaggedSo() {
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));

        VideoInfo info = Ffmpeg.probe(encode(new EncoderChoice(List.of(EncoderChoice.OPENH264))));

        assertThat(info.colorSpace()).isEqualTo("bt709");
        assertThat(info.colorPrimaries()).isEqualTo("bt709");
        assertThat(info.colorTransfer()).isEqualTo("bt709");
        assertThat(info.colorRange()).isEqualTo("tv");
        assertThat(Bt709.luma(RED)).isEqualTo(63);
    }

    @Test
    void onlyTheValidRectanglesOfAFrameAreTakenOver() {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        offer(frames.solid(WIDTH, HEIGHT, GREY, 0));
        offer(
                frames.painted(
                        format, RED, 33_000, new Rect(0, 64, WIDTH, 32), Frame.Purpose.CHANGE));

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        assertThat(Ffmpeg.rgbAt(video, 1, 160, 80)).matches(rgb -> rgb.near(rgb(RED), 12));
        assertThat(Ffmpeg.rgbAt(video, 1, 160, 20)).matches(rgb -> rgb.near(rgb(GREY), 12));
        assertThat(Ffmpeg.rgbAt(video, 1, 160, 150)).matches(rgb -> rgb.near(rgb(GREY), 12));
    }

    @Test
    void anEncoderThatDoesNotOpenIsNamedAndTheNextIsTried() {
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));

        Path video = encode(new EncoderChoice(List.of("h264_nvenc", EncoderChoice.OPENH264)));

        assertThat(told)
                .containsExactly(
                        "fellBack h264_nvenc", "opened libopenh264 320x180", "firstUnit 0");
        assertThat(Ffmpeg.probe(video).frames()).isEqualTo(1);
        assertThat(account.counts()).containsExactly(1, 1, 0, 0);
    }

    @Test
    void withoutAnyEncoderTheFrameIsGivenUpItIsSaidAndTheRestStaysInTheQueue() {
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));
        offer(frames.solid(WIDTH, HEIGHT, RED, 33_000));

        run(new FileSink(video()), new EncoderChoice(List.of("h264_nvenc")), false);

        assertThat(told).containsExactly("fellBack h264_nvenc", "broken REJECTED", "givenUp 0");
        assertThat(account.counts()).containsExactly(2, 0, 0, 1);
        assertThat(queue.inFlight()).isEqualTo(1);
    }

    @Test
    void aFileThatFollowsBeginsAtZeroWithTheFirstWholePictureAndItIsAKeyFrame() {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        Rect band = new Rect(0, 64, WIDTH, 32);
        offer(frames.painted(format, RED, 5_000_000, band, Frame.Purpose.CHANGE));
        offer(frames.painted(format, BLUE, 5_033_000, format.whole(), Frame.Purpose.VERIFY));
        offer(frames.painted(format, RED, 5_066_000, band, Frame.Purpose.CHANGE));

        run(new FileSink(video()), new EncoderChoice(List.of(EncoderChoice.OPENH264)), true);

        assertThat(told)
                .containsExactly(
                        "givenUp 5000000", "opened libopenh264 320x180", "firstUnit 5033000");
        VideoInfo info = Ffmpeg.probe(video());
        assertThat(info.packets()).extracting(VideoPacket::ptsMicros).containsExactly(0L, 33_000L);
        assertThat(info.packets().getFirst().key()).isTrue();
        assertColour(video(), 0, BLUE);
        assertThat(Ffmpeg.rgbAt(video(), 1, 160, 80)).matches(rgb -> rgb.near(rgb(RED), 12));
        assertThat(account.counts()).containsExactly(3, 2, 0, 1);
    }

    @Test
    void whoIsAskedToLeaveEndsTheStreamBeforeAWholePictureAndLeavesIt() {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));
        offer(
                frames.painted(
                        format, BLUE, 33_000, new Rect(0, 64, WIDTH, 32), Frame.Purpose.CHANGE));
        offer(frames.solid(WIDTH, HEIGHT, GREEN, 66_000));
        EncoderTask task =
                task(
                        new FileSink(video()),
                        new EncoderChoice(List.of(EncoderChoice.OPENH264)),
                        false);

        task.leaveBeforeWhole();
        task.run();

        assertThat(told).endsWith("left");
        assertThat(account.counts()).containsExactly(3, 2, 0, 0);
        assertThat(queue.fill()).isEqualTo(1);
        assertThat(Ffmpeg.probe(video()).frames()).isEqualTo(2);
        Ffmpeg.requireUndamaged(video());
    }

    @Test
    void afterAnErrorThePictureInHandIsGivenUpAndTheRestStaysForTheNextEncoder() {
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));
        offer(frames.solid(200, 200, BLUE, 33_000));
        offer(frames.solid(WIDTH, HEIGHT, GREEN, 66_000));
        throwsAtSize = new OutOfMemoryError("of the test");

        run(new FileSink(video()), new EncoderChoice(List.of(EncoderChoice.OPENH264)), false);

        assertThat(told).endsWith("broken FAILED", "givenUp 33000");
        assertThat(account.counts()).containsExactly(3, 1, 0, 1);
        assertThat(queue.fill()).isEqualTo(1);
        assertThat(Ffmpeg.probe(video()).frames()).as("also without a trailer").isEqualTo(1);
    }

    @Test
    void thirtyRefusalsInARowAreABrokenEncoder() {
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));
        for (int i = 1; i <= 40; i++) {
            offer(frames.solid(200 + 2 * (i % 2), 200, BLUE, i * 33_000L));
        }
        throwsAtSize = new IllegalStateException("of the test");

        run(new FileSink(video()), new EncoderChoice(List.of(EncoderChoice.OPENH264)), false);

        assertThat(told).endsWith("broken FAILED", "givenUp 990000");
        assertThat(account.counts()).containsExactly(41, 1, 29, 1);
    }

    @Test
    void nothingOfARehearsalIsInTheFileAndItsTimesAreThoseOfThePictures() throws IOException {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        Frame rehearsed = frames.noise(format, 1, 0, Frame.Purpose.CHANGE);
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));
        offer(frames.solid(WIDTH, HEIGHT, GREEN, 33_000));
        offer(frames.solid(WIDTH, HEIGHT, BLUE, 70_000));
        AtomicInteger asked = new AtomicInteger();

        Path video =
                encode(
                        choice(),
                        task -> {
                            task.prepare(format);
                            task.rehearse(rehearsed, () -> asked.incrementAndGet() <= 3);
                            rehearsed.release();
                        });

        assertThat(asked).as("three times, and no more").hasValue(4);
        VideoInfo info = Ffmpeg.probe(video);
        assertThat(info.packets())
                .extracting(VideoPacket::ptsMicros)
                .containsExactly(0L, 33_000L, 70_000L);
        assertThat(info.packets().getFirst().key()).isTrue();
        assertThat(info.frames()).isEqualTo(3);
        assertColour(video, 0, RED);
        assertColour(video, 2, BLUE);
        assertThat(account.counts()).containsExactly(3, 3, 0, 0);
        assertThat(told).containsExactly("opened libopenh264 320x180", "firstUnit 0");
        Ffmpeg.requireUndamaged(video);
        assertNoHole(Files.readAllBytes(video));
    }

    /** The muxer leaves the stream's tables out for 100 ms after it wrote them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void howeverLittleIsRehearsedTheFileBeginsWithTablesAndAKeyFrame(int pictures)
            throws IOException {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        Frame rehearsed = frames.noise(format, 1, 0, Frame.Purpose.CHANGE);
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));
        queue.close();
        AtomicInteger left = new AtomicInteger(pictures);
        EncoderTask task =
                new EncoderTask(
                        queue,
                        new FileSink(video()),
                        choice(),
                        new EncoderTask.Request(Preset.INSTANT, 120, Optional.empty(), false),
                        new Told());

        task.prepare(format);
        task.rehearse(rehearsed, () -> left.getAndDecrement() > 0);
        rehearsed.release();
        task.run();

        byte[] file = Files.readAllBytes(video());
        List<Integer> pids = new ArrayList<>();
        for (int at = 0; at < file.length; at += TransportBuffer.PACKET) {
            pids.add((file[at + 1] & 0x1f) << 8 | (file[at + 2] & 0xff));
        }
        assertThat(pids.indexOf(0)).as("the table of programs").isBetween(0, 2);
        assertThat(pids.indexOf(0)).isLessThan(pids.indexOf(0x100));
        assertThat(Ffmpeg.probe(video()).packets().getFirst().key()).isTrue();
        assertColour(video(), 0, RED);
    }

    @Test
    void aPictureOfAnotherShapeIsNotRehearsedAndDoesNoHarm() {
        Frame larger = frames.solid(640, 480, GREY, 0);
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));

        Path video =
                encode(
                        choice(),
                        task -> {
                            task.prepare(FrameFormat.packed(WIDTH, HEIGHT));
                            task.rehearse(
                                    larger,
                                    () -> {
                                        throw new AssertionError("there is nothing to encode");
                                    });
                        });

        larger.release();
        assertThat(Ffmpeg.probe(video).frames()).isEqualTo(1);
        assertColour(video, 0, RED);
    }

    /** What came of it is thrown away although the muxer has counted it. */
    @Test
    void aPictureRefusedAfterItWasEncodedLeavesNoHoleAndAKeyFrameFollows() throws IOException {
        for (int i = 0; i < 8; i++) {
            offer(frames.solid(WIDTH, HEIGHT, i % 2 == 0 ? RED : GREEN, i * 33_000L));
        }
        FileSink file = new FileSink(video());

        run(new FailingSink(file, 4, 0), choice(), false);

        assertThat(told).contains("failed 99000");
        assertThat(account.counts()).containsExactly(8, 7, 1, 0);
        VideoInfo info = Ffmpeg.probe(video());
        assertThat(info.frames()).isEqualTo(7);
        assertThat(info.packets().get(3).key()).as("the one that follows").isTrue();
        Ffmpeg.requireUndamaged(video());
        assertNoHole(Files.readAllBytes(video()));
    }

    @Test
    void whenTheSinkFailsWithAPictureInItsHandsNothingFollowsInThatFile() throws IOException {
        for (int i = 0; i < 8; i++) {
            offer(frames.solid(WIDTH, HEIGHT, i % 2 == 0 ? RED : GREEN, i * 33_000L));
        }
        FileSink file = new FileSink(video());

        run(new FailingSink(file, 0, 4), choice(), false);

        assertThat(told).endsWith("broken FAILED", "givenUp 99000");
        assertThat(account.counts()).containsExactly(8, 3, 0, 1);
        assertThat(queue.fill()).isEqualTo(4);
        assertNoHole(Files.readAllBytes(video()));
    }

    /** Each stream's packets are counted from 0 to 15 over and over. */
    private static void assertNoHole(byte[] video) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int at = 0; at < video.length; at += TransportBuffer.PACKET) {
            int pid = (video[at + 1] & 0x1f) << 8 | (video[at + 2] & 0xff);
            boolean payload = (video[at + 3] & 0x10) != 0;
            Integer before = counts.put(pid, video[at + 3] & 0x0f);
            if (before != null && payload && pid != 0x1fff) {
                assertThat(counts.get(pid))
                        .as("stream %d at %d", pid, at)
                        .isEqualTo((before + 1) & 0x0f);
            }
        }
        assertThat(counts).containsKey(0x100);
    }

    @Test
    void aPictureOfAnotherSizeIsFittedWithItsProportions() {
        offer(frames.solid(WIDTH, HEIGHT, GREEN, 0));
        offer(frames.solid(200, 200, BLUE, 33_000));
        offer(frames.solid(WIDTH, HEIGHT, RED, 66_000));

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        VideoInfo info = Ffmpeg.probe(video);
        assertThat(info.width()).isEqualTo(WIDTH);
        assertThat(info.height()).isEqualTo(HEIGHT);
        assertThat(info.frames()).isEqualTo(3);
        assertThat(Ffmpeg.rgbAt(video, 1, 160, 90)).matches(rgb -> rgb.near(rgb(BLUE), 12));
        assertThat(Ffmpeg.rgbAt(video, 1, 20, 90)).matches(rgb -> rgb.near(rgb(0), 12));
        assertColour(video, 2, RED);
        assertThat(told).contains("size 200x200");
    }

    @Test
    void aFittedPictureIsComparedToo() {
        FrameFormat format = FrameFormat.packed(200, 200);
        Rect corner = new Rect(190, 190, 10, 10);
        offer(frames.solid(WIDTH, HEIGHT, GREEN, 0));
        offer(frames.noise(format, 1, 33_000, Frame.Purpose.CHANGE));
        offer(frames.noise(format, 1, 66_000, Frame.Purpose.VERIFY));
        offer(frames.painted(format, RED, 99_000, corner, Frame.Purpose.CHANGE));
        offer(frames.noise(format, 1, 133_000, Frame.Purpose.VERIFY));
        offer(frames.noise(format, 1, 166_000, Frame.Purpose.REFINE));

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        assertThat(told)
                .containsSubsequence(
                        "size 200x200",
                        "verified 66000 true",
                        "verified 133000 false",
                        "verified 166000 true");
        assertThat(Ffmpeg.probe(video).frames()).isEqualTo(6);
        Rgb after = Ffmpeg.rgbAt(video, 5, 246, 176);
        assertThat(Ffmpeg.rgbAt(video, 3, 246, 176)).matches(rgb -> rgb.near(rgb(RED), 40));
        assertThat(after.near(rgb(RED), 40)).as("the corner is as it was again").isFalse();
    }

    @Test
    void timesThatRoundToTheSameMillisecondStillIncrease() {
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));
        offer(frames.solid(WIDTH, HEIGHT, GREEN, 300));
        offer(frames.solid(WIDTH, HEIGHT, BLUE, 400));

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        assertThat(Ffmpeg.packets(video))
                .extracting(VideoPacket::ptsMicros)
                .containsExactly(0L, 1_000L, 2_000L);
        assertThat(account.counts()).containsExactly(3, 3, 0, 0);
    }

    @Test
    void whileThePictureChangesAKeyFrameComesEveryTwoSeconds() {
        for (int i = 0; i < 60; i++) {
            offer(frames.solid(64, 64, i % 2 == 0 ? RED : GREEN, i * 100_000L));
        }

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        List<Long> keys = Ffmpeg.probe(video).keyFrameMicros();
        assertThat(keys).startsWith(0L).hasSizeGreaterThanOrEqualTo(3);
        for (int i = 1; i < keys.size(); i++) {
            assertThat(keys.get(i) - keys.get(i - 1)).isLessThanOrEqualTo(2_000_000);
        }
        assertThat(5_900_000 - keys.getLast()).isLessThanOrEqualTo(2_000_000);
    }

    @Test
    void whileLittleChangesKeyFramesAreSpared() {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        offer(frames.noise(format, 1, 0, Frame.Purpose.CHANGE));
        for (int i = 1; i < 90; i++) {
            Rect line = new Rect(i % 10 * 16, 32, 16, 16);
            int colour = i % 20 < 10 ? RED : GREEN;
            offer(frames.painted(format, colour, i * 100_000L, line, Frame.Purpose.CHANGE));
        }

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        // What this encoder spends on noise afterwards is its own affair.
        assertThat(Ffmpeg.probe(video).keyFrameMicros()).startsWith(0L, 8_000_000L);
    }

    @Test
    void aScreenThatStandsStillCostsNoKeyFrame() {
        FrameFormat format = FrameFormat.packed(64, 64);
        for (int i = 0; i < 5; i++) {
            Frame.Purpose purpose = i == 0 ? Frame.Purpose.CHANGE : Frame.Purpose.VERIFY;
            offer(frames.painted(format, RED, i * 1_500_000L, format.whole(), purpose));
        }

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        assertThat(Ffmpeg.probe(video).keyFrameMicros()).containsExactly(0L);
    }

    @Test
    void aRecordingOfOneTinyPictureIsStillRecognisedAsATransportStream() throws IOException {
        offer(frames.solid(64, 64, GREY, 0));

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        assertThat(Files.size(video)).isGreaterThanOrEqualTo(20 * TransportBuffer.PACKET);
        assertThat(Ffmpeg.probe(video).frames()).isEqualTo(1);
        assertColour(video, 0, 30, GREY);
    }

    @Test
    void whatWasCoarseInMotionIsSharpWhenItStands() {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        for (int i = 0; i < 20; i++) {
            offer(frames.noise(format, i, i * 33_000L, Frame.Purpose.CHANGE));
        }
        offer(frames.noise(format, 19, 1_000_000, Frame.Purpose.REFINE));

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        assertThat(told).contains("verified 1000000 true");
        assertThat(Ffmpeg.probe(video).keyFrameMicros()).endsWith(1_000_000L);
        double inMotion = wrong(video, 19, 19);
        double standing = wrong(video, 20, 19);
        assertThat(inMotion).as("else there is nothing to refine").isGreaterThan(10);
        assertThat(standing).isLessThan(inMotion / 2);
    }

    /** A window that draws a line of text anew announces all of itself. */
    @Test
    void howMuchOfAPictureIsNewIsFoundOut() {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        Rect all = format.whole();
        Rect eighth = new Rect(0, 0, WIDTH, HEIGHT / 8 + 1);
        offer(frames.solid(WIDTH, HEIGHT, GREY, 0));
        offer(frames.painted(format, GREY, 100_000, all, Frame.Purpose.CHANGE));
        offer(frames.painted(format, RED, 200_000, eighth, Frame.Purpose.CHANGE));
        offer(frames.painted(format, RED, 300_000, eighth, Frame.Purpose.CHANGE));
        offer(frames.painted(format, BLUE, 400_000, all, Frame.Purpose.CHANGE));
        offer(frames.painted(format, GREY, 500_000, all, Frame.Purpose.REFINE));

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        assertThat(large).containsExactly(200_000L, 400_000L);
        assertThat(told).filteredOn(line -> line.startsWith("verified")).hasSize(1);
        assertColour(video, 1, 30, GREY);
        assertColour(video, 2, 5, RED);
        assertColour(video, 4, 30, BLUE);
        assertColour(video, 4, HEIGHT - 10, BLUE);
    }

    /** How far a picture's pixels are from the noise, on the average. */
    private static double wrong(Path video, int index, long seed) {
        byte[] greys = Ffmpeg.greys(video, index);
        assertThat(greys).hasSize(WIDTH * HEIGHT);
        Random random = new Random(seed);
        long sum = 0;
        for (byte grey : greys) {
            sum += Math.abs((grey & 0xff) - (random.nextBoolean() ? 255 : 0));
        }
        return (double) sum / greys.length;
    }

    @Test
    void anUnannouncedChangeIsFoundByTheVerifyingPicture() {
        FrameFormat format = FrameFormat.packed(WIDTH, HEIGHT);
        offer(frames.solid(WIDTH, HEIGHT, GREY, 0));
        offer(frames.painted(format, GREY, 1_500_000, format.whole(), Frame.Purpose.VERIFY));
        offer(frames.painted(format, BLUE, 3_000_000, format.whole(), Frame.Purpose.VERIFY));

        Path video = encode(new EncoderChoice(List.of(EncoderChoice.OPENH264)));

        assertThat(told).contains("verified 1500000 true", "verified 3000000 false");
        assertColour(video, 1, GREY);
        assertColour(video, 2, BLUE);
    }

    @Test
    void anEncoderThatWasOpenedAheadEncodesTheFirstFrame() {
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));
        offer(frames.solid(WIDTH, HEIGHT, GREEN, 33_000));

        Path video = encode(choice(), task -> task.prepare(FrameFormat.packed(WIDTH, HEIGHT)));

        assertThat(told).containsExactly("opened libopenh264 320x180", "firstUnit 0");
        assertColour(video, 0, RED);
        assertColour(video, 1, GREEN);
    }

    @Test
    void theFirstFramesRealShapeDecidesWhateverWasExpected() {
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));

        Path video = encode(choice(), task -> task.prepare(FrameFormat.packed(640, 480)));

        assertThat(told).containsExactly("opened libopenh264 320x180", "firstUnit 0");
        assertThat(Ffmpeg.probe(video).width()).isEqualTo(WIDTH);
        assertColour(video, 0, RED);
    }

    @Test
    void anEncoderThatDoesNotOpenAheadIsToldWithTheFirstFrame() {
        offer(frames.solid(WIDTH, HEIGHT, RED, 0));

        EncoderChoice choice = new EncoderChoice(List.of("h264_nvenc", EncoderChoice.OPENH264));
        encode(choice, task -> task.prepare(FrameFormat.packed(WIDTH, HEIGHT)));

        assertThat(told)
                .containsExactly(
                        "fellBack h264_nvenc", "opened libopenh264 320x180", "firstUnit 0");
        assertThat(account.counts()).containsExactly(1, 1, 0, 0);
    }

    @Test
    void whenTheSinkRefusesThePictureInHandIsGivenUpAndTheRestStays() {
        for (int i = 0; i < 4; i++) {
            offer(frames.solid(WIDTH, HEIGHT, RED, i * 33_000L));
        }

        run(new RefusingSink(2), new EncoderChoice(List.of(EncoderChoice.OPENH264)), false);

        assertThat(account.counts()).containsExactly(4, 2, 0, 1);
        assertThat(queue.fill()).isEqualTo(1);
    }

    @Test
    @Timeout(300)
    void aFullQueueIsBlamedOnTheDiskWhileTheSinkWaitsAndOffersNeverDo() throws Exception {
        FrameQueue small = new FrameQueue(2, account);
        SlowSink disk = new SlowSink();
        EncoderTask task =
                new EncoderTask(
                        small,
                        disk,
                        choice(),
                        new EncoderTask.Request(Preset.INSTANT, 30, Optional.empty(), false),
                        new Told());
        Thread encoder = Thread.ofPlatform().daemon().start(task);
        small.offer(frames.solid(WIDTH, HEIGHT, RED, 0));
        disk.waiting.await();
        small.offer(frames.solid(WIDTH, HEIGHT, GREEN, 33_000));
        small.offer(frames.solid(WIDTH, HEIGHT, BLUE, 66_000));
        Frame refused = frames.solid(WIDTH, HEIGHT, GREY, 100_000);

        assertThat(small.offer(refused)).as("while the disk hangs").isFalse();
        assertThat(small.refuse(false)).isEqualTo(DropReason.DISK);

        refused.release();
        disk.released.countDown();
        small.close();
        encoder.join();
        assertThat(small.refuse(false)).isEqualTo(DropReason.ENCODER);
        assertThat(account.counts()).containsExactly(3, 3, 0, 0);
    }

    private void offer(Frame frame) {
        assertThat(queue.offer(frame)).isTrue();
    }

    private static EncoderChoice choice() {
        return new EncoderChoice(List.of(EncoderChoice.OPENH264));
    }

    private Path encode(EncoderChoice choice) {
        return encode(choice, task -> {});
    }

    private Path encode(EncoderChoice choice, Consumer<EncoderTask> before) {
        queue.close();
        EncoderTask task = task(new FileSink(video()), choice, false);
        before.accept(task);
        task.run();
        assertThat(queue.inFlight()).isZero();
        return video();
    }

    private Path video() {
        return folder.resolve("video.ts");
    }

    private void run(UnitSink sink, EncoderChoice choice, boolean follows) {
        queue.close();
        task(sink, choice, follows).run();
    }

    private EncoderTask task(UnitSink sink, EncoderChoice choice, boolean follows) {
        return new EncoderTask(
                queue,
                sink,
                choice,
                new EncoderTask.Request(Preset.INSTANT, 30, Optional.empty(), follows),
                new Told());
    }

    private static void assertColour(Path video, int index, int rgb) {
        assertColour(video, index, 90, rgb);
    }

    private static void assertColour(Path video, int index, int at, int rgb) {
        assertThat(Ffmpeg.rgbAt(video, index, at, at)).matches(c -> c.near(rgb(rgb), 12));
    }

    private static Rgb rgb(int packed) {
        return new Rgb(packed >> 16, packed >> 8 & 0xff, packed & 0xff);
    }

    private record FileSink(Path file) implements UnitSink {

        @Override
        public boolean wouldBlock(int bytes) {
            return false;
        }

        @Override
        public boolean unit(byte[] unit, int length, long capturedNanos, Consumer<byte[]> back) {
            assertThat(length % TransportBuffer.PACKET).isZero();
            trailer(Arrays.copyOf(unit, length));
            Arrays.fill(unit, (byte) -1);
            back.accept(unit);
            return true;
        }

        @Override
        public void trailer(byte[] bytes) {
            try {
                Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Takes nothing until it is released. */
    private static final class SlowSink implements UnitSink {

        final CountDownLatch waiting = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);

        @Override
        public boolean wouldBlock(int bytes) {
            return true;
        }

        @Override
        public boolean unit(byte[] unit, int length, long capturedNanos, Consumer<byte[]> back)
                throws InterruptedException {
            waiting.countDown();
            released.await();
            return true;
        }

        @Override
        public void trailer(byte[] bytes) {}
    }

    /** Throws when it is asked for the so-manieth time, counted from 1. */
    private static final class FailingSink implements UnitSink {

        private final FileSink file;
        private int asked;
        private int given;
        private final int failsAsked;
        private final int failsGiven;

        FailingSink(FileSink file, int failsAsked, int failsGiven) {
            this.file = file;
            this.failsAsked = failsAsked;
            this.failsGiven = failsGiven;
        }

        @Override
        public boolean wouldBlock(int bytes) {
            if (++asked == failsAsked) {
                throw new IllegalStateException("of the test");
            }
            return false;
        }

        @Override
        public boolean unit(byte[] unit, int length, long capturedNanos, Consumer<byte[]> back) {
            if (++given == failsGiven) {
                throw new IllegalStateException("of the test");
            }
            return file.unit(unit, length, capturedNanos, back);
        }

        @Override
        public void trailer(byte[] bytes) {
            file.trailer(bytes);
        }
    }

    private static final class RefusingSink implements UnitSink {

        private int left;

        RefusingSink(int accepted) {
            left = accepted;
        }

        @Override
        public boolean wouldBlock(int bytes) {
            return false;
        }

        @Override
        public boolean unit(byte[] unit, int length, long capturedNanos, Consumer<byte[]> back) {
            return left-- > 0;
        }

        @Override
        public void trailer(byte[] bytes) {
            throw new AssertionError("nothing is written after a refusal");
        }
    }

    private final class Told implements EncoderListener {

        @Override
        public void fellBack(String encoder, String why) {
            told.add("fellBack " + encoder);
        }

        @Override
        public void opened(String encoder, int width, int height) {
            told.add("opened " + encoder + " " + width + "x" + height);
        }

        @Override
        public void firstUnit(long startMicros) {
            told.add("firstUnit " + startMicros);
        }

        @Override
        public void givenUp(long ptsMicros) {
            told.add("givenUp " + ptsMicros);
        }

        @Override
        public void left() {
            told.add("left");
        }

        @Override
        public void verified(long ptsMicros, boolean same) {
            told.add("verified " + ptsMicros + " " + same);
        }

        @Override
        public void largeChange(long ptsMicros) {
            large.add(ptsMicros);
        }

        @Override
        public void sizeChanged(long ptsMicros, int width, int height) {
            told.add("size " + width + "x" + height);
            switch (throwsAtSize) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> {}
            }
        }

        @Override
        public void encodeFailed(long ptsMicros, String why) {
            told.add("failed " + ptsMicros);
        }

        @Override
        public void broken(EncoderException why) {
            told.add("broken " + why.reason());
        }
    }
}
