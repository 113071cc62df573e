package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever hangs or throws, a recording ends, says so, and keeps what it has. */
@Timeout(90)
final class StopTest {

    @TempDir private Path home;
    private final CountDownLatch released = new CountDownLatch(1);
    private final UnitEncoder hanging = new UnitEncoder(20);
    private Studio studio;

    @BeforeEach
    void setUp() throws IOException {
        studio = new Studio(home);
    }

    @AfterEach
    void tearDown() {
        released.countDown();
        hanging.release();
        studio.close();
    }

    @Test
    void anEncoderThatHangsIsGivenUpAfterThreeSecondsAndTheFileIsPublishedWithoutItsTail() {
        studio.encoders(hanging);
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 20);
        Waits.eventually(Studio.LIMIT, "frames wait", () -> recording.status().queue().fill() >= 3);
        long begin = System.nanoTime();

        Outcome outcome = studio.awaitEnd(stopped(recording));

        assertThat(millisSince(begin)).isBetween(2_900L, 5_500L);
        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.ENCODER_HUNG);
        LedgerSnapshot ledger = outcome.status().ledger();
        assertThat(outcome.sentence())
                .isEqualTo(
                        "The encoder did not end: the last "
                                + ledger.abandoned()
                                + " pictures are missing.");
        assertThat(ledger.abandoned()).isGreaterThanOrEqualTo(4);
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.encoded()).isEqualTo(20);
        assertThat(outcome.files()).containsExactly(studio.folder().resolve("clip.ts"));
        assertThat(outcome.files().getFirst()).hasSize(20L * UnitEncoder.UNIT);
    }

    @Test
    void aCaptureThreadThatHangsHoldsUpNoStop() {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        studio.captureThread().execute(this::hang);
        long begin = System.nanoTime();

        Outcome outcome = studio.awaitEnd(stopped(recording));

        assertThat(millisSince(begin)).isLessThan(4_000);
        assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
        studio.assertDecodedFramesAreTheEncoded(outcome);
    }

    @Test
    void aDiskThatHangsHoldsUpAStopForSecondsOnlyAndItIsSaid() {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        studio.disk().holds(studio.folder());
        long begin = System.nanoTime();

        Outcome outcome = studio.awaitEnd(stopped(recording));

        assertThat(millisSince(begin)).isBetween(5_000L, 15_000L);
        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(outcome.reason()).contains(Outcome.Reason.WRITE_FAILED);
        assertThat(outcome.files()).containsExactly(studio.folder().resolve("clip.recording.ts"));
        assertThat(outcome.sentence()).contains("did not answer").endsWith(".");
        assertThat(outcome.status().ledger().balances()).isTrue();
    }

    @Test
    void aStopDuringAStartThatHangsEndsItAndLeavesNothing() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        RecordingEnvironment usual = studio.environment();
        RecordingEnvironment stuck =
                new RecordingEnvironment(
                        usual.clock(),
                        (target, cursor, time) -> {
                            opening.countDown();
                            hang();
                            return studio.screen();
                        },
                        usual.captureThread(),
                        usual.encoders(),
                        usual.activeFolder());
        Recording recording = Recording.start(studio.request(), stuck, new RecordingListener() {});
        opening.await();
        long begin = System.nanoTime();

        Outcome outcome = studio.awaitEnd(stopped(recording));

        assertThat(millisSince(begin)).isLessThan(5_000);
        assertThat(outcome.result()).isEqualTo(Outcome.Result.EMPTY);
        assertThat(studio.names("chosen")).isEmpty();
        assertThat(studio.activeNotes()).isZero();
        released.countDown();
        Waits.eventually(
                Studio.LIMIT,
                "the source that opened too late is closed",
                () -> studio.screen().isClosed());
    }

    @Test
    void aDiskThatHangsAtTheStartIsNamed() {
        studio.disk().holds(studio.folder());

        Outcome outcome = studio.awaitEnd(studio.records());

        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(outcome.reason()).contains(Outcome.Reason.WRITE_FAILED);
        assertThat(outcome.sentence()).contains(studio.folder().toString()).endsWith(".");
    }

    @Test
    void aMemoryThatEndsInTheCaptureStopsSavesAndHasACode() {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);

        studio.screen().runsOutOfMemory();
        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.INTERNAL);
        assertThat(studio.faults()).isNotEmpty();
        assertThat(outcome.sentence()).contains(studio.faults().getFirst().code()).endsWith(".");
        assertThat(studio.health()).contains(HealthEvent.Kind.FAULT);
        studio.assertDecodedFramesAreTheEncoded(outcome);
    }

    @Test
    void aFaultAnywhereInTheProgramEndsTheRecordingAndSavesIt() {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        Fault fault = Fault.of(new IllegalStateException("of the test"), Thread.currentThread());

        recording.fault(fault);
        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.INTERNAL);
        assertThat(outcome.sentence()).contains(fault.code());
        studio.assertDecodedFramesAreTheEncoded(outcome);
    }

    @Test
    void aSessionThatThrowsSavesAndSaysSo() {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);

        studio.nextStateChangeThrows(new OutOfMemoryError("of the test"));
        recording.pause();
        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.reason()).contains(Outcome.Reason.INTERNAL);
        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(studio.faults()).hasSize(1);
        studio.assertDecodedFramesAreTheEncoded(outcome);
    }

    @Test
    void aDiskThreadThatThrowsIsAFaultAndTheRecordingGoesOnElsewhere() {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);

        studio.disk().throwsIn(studio.folder(), new OutOfMemoryError("of the test"));
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 5);
        Outcome outcome = studio.awaitEnd(stopped(recording));

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(studio.faults()).hasSize(1);
        studio.assertDecodedFramesAreTheEncoded(outcome);
    }

    @Test
    void aNearlyFullDiskStopsByItselfSavesAndSaysSo() {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);

        studio.tells(told -> told.freeSpace(Recording.LEAST_FREE_BYTES));
        assertThat(recording.state()).isEqualTo(SessionState.RECORDING);
        studio.tells(told -> told.freeSpace(Recording.LEAST_FREE_BYTES - 1));
        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.DISK_FULL);
        assertThat(outcome.sentence()).contains("nearly full").endsWith(".");
        assertThat(outcome.files()).as("it does not go on elsewhere").hasSize(1);
        studio.assertDecodedFramesAreTheEncoded(outcome);
        assertThat(Ffmpeg.probe(outcome.files().getFirst()).frames()).isGreaterThanOrEqualTo(15);
    }

    @Test
    void theStopsBoundIsLongerThanItsWaits() {
        assertThat(Recording.STOP_BOUND).isGreaterThan(Duration.ofSeconds(1 + 1 + 3 + 11 + 11));
    }

    private static Recording stopped(Recording recording) {
        recording.close();
        return recording;
    }

    private static long millisSince(long beginNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos);
    }

    private void hang() {
        try {
            released.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
