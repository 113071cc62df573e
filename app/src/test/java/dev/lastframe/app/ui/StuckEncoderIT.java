package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.x11.GlibExecutor;
import dev.lastframe.core.capture.x11.X11Grabber;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.session.HealthEvent;
import dev.lastframe.core.session.LedgerSnapshot;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingEnvironment;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.session.SessionState;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording of a real screen whose encoder thread does not come back for a while: it is held on a
 * latch by the listener, which that thread tells of a change of size.
 */
@Timeout(600)
@ExtendWith(Fx.class)
final class StuckEncoderIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CAPACITY = 4;
    private static final int TICKS = 45;

    /** A thread that is held up answers in seconds or never; one on a busy computer in this. */
    private static final long ALIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    @TempDir private Path home;

    @Test
    void theFxThreadLivesOnAndWhatFindsNoRoomIsRefusedAndCounted() throws Exception {
        HeldEncoder held = new HeldEncoder();
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 40);
                Running running = new Running(record(screen, held))) {
            Recording recording = running.recording();
            try {
                Waits.eventually(
                        LIMIT, "it records", () -> recording.state() == SessionState.RECORDING);
                long first = ledger(recording).ticks();
                List<Long> idle = beatUntil(() -> ledger(recording).ticks() > first + TICKS);

                screen.resize(600, 400);
                Waits.eventually(LIMIT, "the encoder is stuck", held::isStuck);
                Waits.eventually(
                        LIMIT,
                        "the queue is full",
                        () -> recording.status().queue().fill() == CAPACITY);
                LedgerSnapshot full = ledger(recording);
                List<Long> stuck =
                        beatUntil(() ->
                                ledger(recording).droppedQueueFull()
                                        >= full.droppedQueueFull() + TICKS);

                assertThat(percentile(stuck, 95))
                        .as("nanoseconds of a heartbeat, %s, idle %s", stuck, idle)
                        .isLessThanOrEqualTo(Math.max(2 * percentile(idle, 100), ALIVE_NANOS));
                assertRefusedAndCounted(full, recording.status());
                assertThat(content.shown()).isNotEmpty();
            } finally {
                held.release();
            }
            Outcome outcome = recording.stop().get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
            LedgerSnapshot end = outcome.status().ledger();
            assertThat(end.abandoned() + end.encodeFailed()).isZero();
            assertThat(end.droppedByEncoder()).isGreaterThanOrEqualTo(TICKS);
            assertThat((long) Recorded.assertWhole(outcome.files().getFirst()).frames())
                    .as("what was accepted is in the video, before and after")
                    .isEqualTo(end.captured());
        }
    }

    @Test
    void aStopGivesItUpAfterThreeSecondsAndPublishesWhatItHadHandedOn() throws Exception {
        HeldEncoder held = new HeldEncoder();
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 40);
                Running running = new Running(record(screen, held))) {
            Recording recording = running.recording();
            try {
                Waits.eventually(
                        LIMIT, "frames are encoded", () -> ledger(recording).encoded() > 30);
                screen.resize(600, 400);
                Waits.eventually(LIMIT, "the encoder is stuck", held::isStuck);
                Waits.eventually(
                        LIMIT,
                        "the queue is full",
                        () -> recording.status().queue().fill() == CAPACITY);
                long begin = System.nanoTime();

                Outcome outcome = recording.stop().get(LIMIT.toSeconds(), TimeUnit.SECONDS);

                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isBetween(Duration.ofMillis(2900), Duration.ofSeconds(20));
                assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
                assertThat(outcome.reason()).contains(Outcome.Reason.ENCODER_HUNG);
                LedgerSnapshot end = outcome.status().ledger();
                assertThat(end.abandoned()).isEqualTo(CAPACITY + 1);
                assertThat(outcome.sentence())
                        .contains("last " + (CAPACITY + 1) + " pictures are missing");
                assertThat((long) Recorded.assertWhole(outcome.files().getFirst()).frames())
                        .isEqualTo(end.encoded());
                assertThat(content.shown()).isNotEmpty();
            } finally {
                held.release();
            }
        }
    }

    private static void assertRefusedAndCounted(LedgerSnapshot full, RecordingStatus now) {
        LedgerSnapshot ledger = now.ledger();
        assertThat(ledger.captured()).as("nothing was accepted").isEqualTo(full.captured());
        assertThat(ledger.inFlight())
                .as("the queue's, and the one that the encoder holds")
                .isEqualTo(CAPACITY + 1);
        assertThat(now.queue().maxFill()).isEqualTo(CAPACITY);
        assertThat(ledger.droppedQueueFull())
                .isEqualTo(ledger.droppedByEncoder())
                .isGreaterThanOrEqualTo(TICKS);
        assertThat(ledger.ticks())
                .isEqualTo(
                        ledger.captured()
                                + ledger.unchanged()
                                + ledger.late()
                                + ledger.droppedQueueFull()
                                + ledger.captureFailed());
        assertThat(ledger.captured())
                .isEqualTo(
                        ledger.encoded()
                                + ledger.encodeFailed()
                                + ledger.abandoned()
                                + ledger.inFlight());
    }

    private Recording record(VirtualScreen screen, HeldEncoder held) {
        RecordingEnvironment environment =
                new RecordingEnvironment(
                        NanoClock.system(),
                        (target, cursor, clock) ->
                                X11Grabber.open(screen.display(), target, cursor, clock),
                        new GlibExecutor(Platform::runLater),
                        EncoderChoice.forThisSystem(),
                        home.resolve("active"));
        RecordingRequest request =
                new RecordingRequest(
                        new CaptureTarget.Screen(1),
                        30,
                        Preset.INSTANT,
                        Optional.empty(),
                        true,
                        home,
                        "stuck",
                        true,
                        CAPACITY,
                        RecordingRequest.DEFAULT_POOL_BYTES,
                        List.of());
        return Recording.start(request, environment, held);
    }

    private static LedgerSnapshot ledger(Recording recording) {
        return recording.status().ledger();
    }

    /** How long round trips to the FX thread took, one after the other, in nanoseconds. */
    private static List<Long> beatUntil(BooleanSupplier enough) {
        List<Long> trips = new ArrayList<>();
        Waits.eventually(
                LIMIT,
                "the ticks go on",
                () -> {
                    long begin = System.nanoTime();
                    Fx.run(() -> {});
                    trips.add(System.nanoTime() - begin);
                    return enough.getAsBoolean();
                });
        return trips;
    }

    private static long percentile(List<Long> values, int percent) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((sorted.size() - 1) * percent / 100);
    }

    /** Ends it before its screen ends: Xlib ends the process that loses its display. */
    private record Running(Recording recording) implements AutoCloseable {

        @Override
        public void close() {
            recording.stop().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            // The grabber closes on the FX thread, asked for before the outcome came.
            Fx.run(() -> {});
        }
    }

    /** Keeps the encoder thread until it is released. */
    private static final class HeldEncoder implements RecordingListener {

        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void health(HealthEvent event) {
            if (event.kind() == HealthEvent.Kind.SIZE_CHANGED) {
                assertThat(Thread.currentThread().getName()).contains("encoder");
                arrived.countDown();
                await(released);
            }
        }

        boolean isStuck() {
            return arrived.getCount() == 0;
        }

        void release() {
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
