package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.sound.SoundFeed;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.QuietListener;
import dev.lastframe.core.testing.Waits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A screen that stands still gives no pictures that sound could go with. */
@Timeout(300)
final class SoundWithoutPicturesTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int RATE = SoundFeed.RATE;
    private static final String PICTURE = "picture";
    private static final String SOUND = "sound";

    @TempDir private Path folder;

    private final PaintedFrames frames = new PaintedFrames();
    private final CountingAccount account = new CountingAccount();
    private final FrameQueue queue = new FrameQueue(8, account);
    private final MadeFeed feed = new MadeFeed();
    private final Pieces pieces = new Pieces();
    private final List<String> told = new ArrayList<>();
    private @Nullable Thread encoder;

    @AfterEach
    void freeTheFrames() {
        frames.close();
    }

    @Test
    void soundGoesByItselfAndEachPictureIsStillOneUnit() throws Exception {
        begin(feed, null);
        feed.gives(RATE / 2);
        pieces.await(SOUND);
        feed.gives(RATE / 2);
        pieces.await(SOUND, SOUND);
        picture(1_000_000);
        pieces.await(SOUND, SOUND, PICTURE);
        feed.gives(RATE / 2);
        pieces.await(SOUND, SOUND, PICTURE, SOUND);
        end();

        assertThat(account.counts()).containsExactly(2, 2, 0, 0);
        Path video = pieces.to(folder.resolve("video.ts"));
        Ffmpeg.requireUndamaged(video);
        assertThat(Ffmpeg.probe(video).frames()).isEqualTo(2);
        DecodedSound sound = DecodedSound.of(video);
        assertThat(sound.seconds()).isCloseTo(1.5, within(0.05));
        assertThat(sound.level(0.2, MadeFeed.HERTZ)).isCloseTo(MadeFeed.AMPLITUDE, within(0.05));
        assertThat(sound.largestStep(0.1, 1.4)).as("no hole").isLessThan(MadeFeed.STEP * 1.25);
    }

    @Test
    void whereItWouldWaitForTheDiskItGoesWithTheNextPicture() throws Exception {
        begin(feed, null);
        pieces.full = true;
        feed.gives(RATE / 2);
        Waits.eventually(LIMIT, "it is encoded", feed::isTaken);
        feed.gives(RATE / 2);
        Waits.eventually(LIMIT, "it is encoded", feed::isTaken);
        picture(1_000_000);
        pieces.await(PICTURE);
        pieces.full = false;
        feed.gives(RATE / 2);
        pieces.await(PICTURE, SOUND);
        end();

        Path video = pieces.to(folder.resolve("video.ts"));
        Ffmpeg.requireUndamaged(video);
        assertThat(DecodedSound.of(video).seconds()).isCloseTo(1.5, within(0.05));
        assertThat(account.counts()).containsExactly(2, 2, 0, 0);
    }

    @Test
    void aDiskThatTakesNothingMoreEndsTheEncoderWithNoPictureInItsHands() throws Exception {
        begin(feed, null);
        pieces.refuses = true;
        feed.gives(RATE / 2);
        join();

        assertThat(account.counts()).containsExactly(1, 1, 0, 0);
        assertThat(told).as("the disk tells it").isEmpty();
        picture(1_000_000);
        assertThat(queue.fill()).as("it waits for the next encoder").isEqualTo(1);
    }

    @Test
    void aDiskThatThrowsWithSoundInItsHandsIsTold() throws Exception {
        begin(feed, null);
        pieces.breaks = true;
        feed.gives(RATE / 2);
        join();

        assertThat(told).containsExactly("broken");
        assertThat(account.counts()).containsExactly(1, 1, 0, 0);
    }

    @Test
    void whatHasAFileOfItsOwnGoesByItselfToo() throws Exception {
        Pieces own = new Pieces();
        begin(null, new SideTrack(feed, own));
        feed.gives(RATE / 2);
        own.await(SOUND);
        feed.gives(RATE / 2);
        own.await(SOUND, SOUND);
        end();

        pieces.await();
        assertThat(DecodedSound.of(own.to(folder.resolve("own.ts"))).seconds())
                .isCloseTo(1, within(0.05));
    }

    /** Starts the encoder and gives it the first picture. */
    private void begin(@Nullable SoundFeed mixed, @Nullable SideTrack side) {
        EncoderTask task =
                new EncoderTask(
                        queue,
                        pieces,
                        new EncoderChoice(List.of(EncoderChoice.OPENH264)),
                        new EncoderTask.Request(
                                Preset.INSTANT, 30, Optional.empty(), false, mixed, side),
                        new Told());
        encoder = Thread.ofPlatform().daemon().start(task);
        picture(0);
        pieces.await(PICTURE);
        pieces.forget();
    }

    private void picture(long ptsMicros) {
        assertThat(queue.offer(frames.solid(320, 180, 0x808080, ptsMicros))).isTrue();
    }

    private void end() throws InterruptedException {
        queue.close();
        join();
    }

    private void join() throws InterruptedException {
        Thread running = encoder;
        if (running == null || !running.join(LIMIT)) {
            throw new AssertionError("the encoder does not end");
        }
    }

    /** A tone, as much of it as the test gives. */
    private static final class MadeFeed implements SoundFeed {

        static final double HERTZ = 440;
        static final double AMPLITUDE = 0.5;
        static final double STEP = AMPLITUDE * 2 * Math.PI * HERTZ / RATE;

        private Runnable told = () -> {};
        private long there;
        private long taken;

        void gives(int samples) {
            Runnable now;
            synchronized (this) {
                there += samples;
                now = told;
            }
            now.run();
        }

        synchronized boolean isTaken() {
            return taken == there;
        }

        @Override
        public void startAt(long micros) {
            assertThat(micros).isZero();
        }

        @Override
        public synchronized void whenMore(Runnable more) {
            told = more;
        }

        @Override
        public synchronized int take(float[] into) {
            int count = (int) Math.min(there - taken, into.length / CHANNELS);
            for (int i = 0; i < count; i++) {
                double phase = 2 * Math.PI * HERTZ * (taken + i) / RATE;
                into[2 * i] = (float) (AMPLITUDE * Math.sin(phase));
                into[2 * i + 1] = into[2 * i];
            }
            taken += count;
            return count;
        }

        @Override
        public int takeLast(float[] into, long untilMicros) {
            return take(into);
        }

        @Override
        public synchronized long nowMicros() {
            return there * 1_000_000 / RATE;
        }

        @Override
        public void failed(String why) {
            throw new AssertionError(why);
        }
    }

    /** Keeps what it is given, and says what it was. */
    private static final class Pieces implements UnitSink {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<String> kinds = new ArrayList<>();
        volatile boolean full;
        volatile boolean refuses;
        volatile boolean breaks;

        /** Waits for these pieces, and no others, since the first picture. */
        void await(String... expected) {
            Waits.eventually(LIMIT, "as many came", () -> kinds().size() >= expected.length);
            assertThat(kinds()).containsExactly(expected);
        }

        synchronized List<String> kinds() {
            return List.copyOf(kinds);
        }

        synchronized void forget() {
            kinds.clear();
        }

        synchronized Path to(Path file) throws IOException {
            return Files.write(file, bytes.toByteArray());
        }

        @Override
        public boolean wouldBlock(int size) {
            return full;
        }

        @Override
        public synchronized boolean unit(
                byte[] array, int length, long capturedNanos, Consumer<byte[]> back) {
            if (breaks) {
                throw new IllegalStateException("of the test");
            }
            if (refuses) {
                return false;
            }
            kinds.add(capturedNanos == NO_PICTURE ? SOUND : PICTURE);
            bytes.write(array, 0, length);
            back.accept(array);
            return true;
        }

        @Override
        public synchronized void trailer(byte[] end) {
            bytes.writeBytes(end);
        }
    }

    private final class Told extends QuietListener {

        @Override
        public void encodeFailed(long ptsMicros, String why) {
            told.add(why);
        }

        @Override
        public void givenUp(long ptsMicros) {
            told.add("givenUp");
        }

        @Override
        public void broken(EncoderException why) {
            told.add("broken");
        }
    }
}
