package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VideoPacket;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recording whose computer sleeps, and whose wall clock is set, while it runs. */
@Timeout(300)
final class ClockJumpTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final EncoderChoice ENCODERS = EncoderChoice.forThisSystem();

    @TempDir private Path folder;

    private final Clocks clock = new Clocks();
    private final ExecutorService captureThread = Executors.newSingleThreadExecutor();
    private final SyntheticGrabber screen = new SyntheticGrabber(clock, 320, 180);

    @AfterEach
    void endTheCaptureThread() {
        captureThread.shutdownNow();
    }

    @Test
    void aSleepIsOneGapWithItsLengthOutsideTicksAndTimes() throws IOException {
        Recording recording = start();
        awaitEncoded(recording, 10);

        clock.asleep = Duration.ofHours(8);

        awaitEncoded(recording, recording.status().ledger().encoded() + 20);
        Outcome outcome = recording.stop().join();
        List<String> gaps = events("gap");
        assertThat(gaps).hasSize(1);
        long micros = Long.parseLong(gaps.getFirst().replaceAll(".*\"micros\":(\\d+).*", "$1"));
        assertThat(Duration.of(micros, ChronoUnit.MICROS))
                .isBetween(Duration.ofHours(8), Duration.ofHours(8).plusSeconds(2));
        assertSteady(outcome);
    }

    @Test
    void jumpsOfTheWallClockChangeNothing() throws IOException {
        Recording recording = start();
        awaitEncoded(recording, 10);

        for (int hours : List.of(1, -1, 0)) {
            clock.wallOffset = Duration.ofHours(hours);
            awaitEncoded(recording, recording.status().ledger().encoded() + 10);
        }

        Outcome outcome = recording.stop().join();
        assertThat(events("gap")).isEmpty();
        assertSteady(outcome);
    }

    /** The times go on in small steps, and there were as many ticks as the time says. */
    private void assertSteady(Outcome outcome) {
        assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
        LedgerSnapshot ledger = outcome.status().ledger();
        assertThat(ledger.balances()).isTrue();
        double seconds = outcome.status().elapsed().toNanos() / 1e9;
        assertThat((double) ledger.ticks()).isBetween(seconds * 30 - 30, seconds * 30 + 30);
        List<VideoPacket> packets = Ffmpeg.packets(outcome.files().getFirst());
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).ptsMicros() - packets.get(i - 1).ptsMicros())
                    .as("step at %d", i)
                    .isBetween(1L, 5_000_000L);
        }
    }

    private Recording start() {
        return Recording.start(
                new RecordingRequest(
                        new CaptureTarget.Screen(1),
                        30,
                        Preset.INSTANT,
                        Optional.empty(),
                        true,
                        folder,
                        "clip",
                        false,
                        8,
                        RecordingRequest.DEFAULT_POOL_BYTES,
                        List.of()),
                new RecordingEnvironment(
                        clock,
                        (target, cursor, time) -> screen,
                        captureThread,
                        ENCODERS,
                        folder.resolve("active")),
                new RecordingListener() {});
    }

    private static void awaitEncoded(Recording recording, long frames) {
        Waits.eventually(
                LIMIT,
                frames + " encoded frames",
                () -> recording.status().ledger().encoded() >= frames);
    }

    private List<String> events(String type) throws IOException {
        return Files.readAllLines(folder.resolve("clip.events.jsonl")).stream()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .toList();
    }

    /** The computer's own clocks, of which two can be moved. */
    private static final class Clocks implements NanoClock {

        private final NanoClock real = NanoClock.system();
        private volatile Duration asleep = Duration.ZERO;
        private volatile Duration wallOffset = Duration.ZERO;

        @Override
        public long nanoTime() {
            return real.nanoTime();
        }

        @Override
        public long bootNanos() {
            return real.bootNanos() + asleep.toNanos();
        }

        @Override
        public Instant wallTime() {
            return real.wallTime().plus(wallOffset);
        }

        @Override
        public void sleepUntil(long deadlineNanos) throws InterruptedException {
            real.sleepUntil(deadlineNanos);
        }
    }
}
