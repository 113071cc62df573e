package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.storage.Adoption;
import dev.lastframe.core.storage.OrphanFiles;
import dev.lastframe.core.storage.StorageException;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever hangs or throws, a recording ends, says so, and keeps what it has. */
@Timeout(300)
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
    void tearDown() throws IOException {
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

        assertThat(millisSince(begin)).isBetween(2_900L, 20_000L);
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

        assertThat(millisSince(begin)).isLessThan(20_000);
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

        assertThat(millisSince(begin)).isBetween(5_000L, 26_000L);
        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(outcome.reason()).contains(Outcome.Reason.WRITE_FAILED);
        assertThat(outcome.files()).containsExactly(studio.folder().resolve("clip.recording.ts"));
        assertThat(outcome.sentence()).contains("did not answer").endsWith(".");
        assertThat(outcome.status().ledger().balances()).isTrue();
    }

    @Test
    void whatADiskThatHangsStillWritesToIsLockedUntilItIsClosed() throws Exception {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        studio.disk().holds(studio.folder());
        Outcome outcome = studio.awaitEnd(stopped(recording));
        Path file = outcome.files().getFirst();
        assertThat(file).isEqualTo(studio.folder().resolve("clip.recording.ts"));

        assertThat(OrphanFiles.adopt(file, step -> {})).isEqualTo(new Adoption.InUse());

        studio.disk().release();
        awaitUnlocked(file);
    }

    @Test
    void aCopyThatIsMadeTooLateIsUnlockedAfterwards() throws Exception {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        studio.disk().holds(studio.folder());
        studio.deletes(studio.folder());
        Outcome outcome = studio.awaitEnd(stopped(recording));
        Path copy = studio.usual().resolve("clip.recording.ts");
        assertThat(outcome.files()).contains(copy);
        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);

        studio.disk().release();

        Waits.eventually(Studio.LIMIT, "it is copied", () -> Files.exists(copy));
        awaitUnlocked(copy);
        assertThat(studio.names("active")).as("something leads to it").isNotEmpty();
    }

    private static void awaitUnlocked(Path recording) {
        Waits.eventually(
                Studio.LIMIT,
                recording + " is unlocked",
                () -> {
                    try {
                        Adoption adoption = OrphanFiles.adopt(recording, step -> {});
                        if (adoption instanceof Adoption.Adopted adopted) {
                            adopted.files().close();
                            return true;
                        }
                        return false;
                    } catch (StorageException refused) {
                        throw new IllegalStateException(refused);
                    }
                });
    }

    @Test
    void aStopDuringAStartThatHangsEndsItAndLeavesNothing() throws Exception {
        Recording recording = hangsInItsStart();
        long begin = System.nanoTime();

        Outcome outcome = studio.awaitEnd(stopped(recording));

        assertThat(millisSince(begin)).isLessThan(20_000);
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
    void aDisplayThatIsLostDuringTheStartIsTheReasonOfItsEnd() throws Exception {
        Recording recording = hangsInItsStart();
        recording.displayLost();
        recording.close();

        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(outcome.reason()).contains(Outcome.Reason.DISPLAY_LOST);
        assertThat(outcome.sentence()).contains("before anything was recorded");
        assertThat(studio.names("chosen")).isEmpty();
        assertThat(studio.activeNotes()).isZero();
    }

    @Test
    void aFaultDuringTheStartIsTheReasonOfItsEnd() throws Exception {
        Recording recording = hangsInItsStart();
        Fault fault = Fault.of(new IllegalStateException("of the test"), Thread.currentThread());
        recording.fault(fault);

        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(outcome.reason()).contains(Outcome.Reason.INTERNAL);
        assertThat(outcome.sentence()).contains(fault.code());
        assertThat(studio.names("chosen")).isEmpty();
    }

    private Recording hangsInItsStart() throws InterruptedException {
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
        return recording;
    }

    @Test
    void aTimedRecordingThatCannotBeginIsRefusedAndNoFault() throws IOException {
        studio.deletes(studio.folder());
        Recording recording = studio.records();
        recording.stopAfter(Duration.ofSeconds(1));

        Outcome outcome = studio.awaitEnd(recording);
        studio.awaitNoSession();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(outcome.reason()).contains(Outcome.Reason.FOLDER_MISSING);
        assertThat(studio.faults()).isEmpty();
        assertThat(studio.health()).doesNotContain(HealthEvent.Kind.FAULT);
    }

    @Test
    void aLaterPartWhoseEncoderHangsIsSaidBesideWhatEndedTheOneBefore() {
        UnitEncoder later = new UnitEncoder(5);
        UnitEncoder first = UnitEncoder.breakingAfter(10);
        studio.encoders((queue, sink, choice, request, listener) ->
                (request.follows() ? later : first).make(queue, sink, choice, request, listener));
        try {
            Recording recording = studio.records();
            studio.awaitEncoded(recording, 15);
            Waits.eventually(
                    Studio.LIMIT, "frames wait", () -> recording.status().queue().fill() >= 3);

            Outcome outcome = studio.awaitEnd(stopped(recording));

            LedgerSnapshot ledger = outcome.status().ledger();
            assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
            assertThat(outcome.reason()).contains(Outcome.Reason.ENCODER_FAILED);
            assertThat(outcome.status().warnings())
                    .contains(outcome.sentence())
                    .anyMatch(it ->
                            it.matches(
                                    "The encoder of part 2 did not end: the last \\d+ pictures"
                                            + " are missing\\."));
            assertThat(ledger.balances()).isTrue();
            assertThat(ledger.inFlight()).isZero();
            assertThat(ledger.encoded()).isEqualTo(15);
            assertThat(outcome.files()).hasSize(2);
        } finally {
            later.release();
        }
    }

    @Test
    void aPartThatCannotBeginAtTheStopIsNotTakenForAnEncoderThatHangs() {
        AtomicReference<Runnable> leave = new AtomicReference<>(() -> {});
        AtomicInteger opened = new AtomicInteger();
        studio.encoders((queue, sink, choice, request, listener) -> {
            Making.Encoding real =
                    Making.REAL.encoders().make(queue, sink, choice, request, listener);
            leave.set(real.leave());
            return real;
        });
        studio.outputs((files, events, policy, clock, told) -> {
            if (opened.incrementAndGet() > 1) {
                throw new StorageException(
                        StorageException.Reason.FOLDER_UNWRITABLE, "The test refuses.");
            }
            return studio.disk().open(files, events, policy, clock, told);
        });
        studio.when(SessionState.STOPPING, () -> leave.get().run());
        Recording recording = studio.records(studio.request().withRefuges(List.of()));
        studio.awaitEncoded(recording, 15);

        Outcome outcome = studio.awaitEnd(stopped(recording));

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.WRITE_FAILED);
        assertThat(outcome.sentence()).startsWith("The next part could not be begun");
        assertThat(outcome.status().ledger().abandoned()).isPositive();
        studio.assertDecodedFramesAreTheEncoded(outcome);
    }

    @Test
    void aCaptureThreadThatTakesNoMoreWorkKeepsNoFileFromItsName() throws IOException {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        studio.captureThread().shutdownNow();

        Outcome outcome = studio.awaitEnd(stopped(recording));

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.INTERNAL);
        assertThat(studio.faults()).isNotEmpty();
        assertThat(outcome.files()).containsExactly(studio.folder().resolve("clip.ts"));
        studio.assertDecodedFramesAreTheEncoded(outcome);
        assertThat(studio.names("chosen"))
                .containsExactlyInAnyOrder("clip.ts", "clip.events.jsonl");
        assertThat(studio.activeNotes()).isZero();
    }

    @Test
    void aClosingThatThrowsHasACodeAndLeavesTheFileToRecovery() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        NanoClock real = NanoClock.system();
        NanoClock clock =
                new NanoClock() {
                    @Override
                    public long nanoTime() {
                        if (broken.get()
                                && Thread.currentThread().getName().equals("lastframe-close")) {
                            throw new IllegalStateException("of the test");
                        }
                        return real.nanoTime();
                    }

                    @Override
                    public Instant wallTime() {
                        return real.wallTime();
                    }

                    @Override
                    public void sleepUntil(long deadlineNanos) throws InterruptedException {
                        real.sleepUntil(deadlineNanos);
                    }
                };
        try (Studio other = new Studio(home.resolve("other"), clock)) {
            Recording recording = other.records();
            other.awaitEncoded(recording, 15);
            broken.set(true);

            Outcome outcome = other.awaitEnd(stopped(recording));

            assertThat(outcome.reason()).contains(Outcome.Reason.INTERNAL);
            assertThat(other.faults()).hasSize(1);
            assertThat(outcome.sentence()).contains(other.faults().getFirst().code()).endsWith(".");
            assertThat(outcome.files())
                    .containsExactly(other.folder().resolve("clip.recording.ts"));
            assertThat(outcome.status().ledger().balances()).isTrue();
            assertThat(other.activeNotes()).as("it is found again").isEqualTo(1);
        }
    }

    @Test
    void aListenerThatThrowsKeepsNoFaultFromEndingTheRecording() {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        IllegalStateException deaf = new IllegalStateException("deaf");
        studio.when(
                HealthEvent.Kind.FAULT,
                () -> {
                    throw deaf;
                });
        Fault fault = Fault.of(new IllegalStateException("of the test"), Thread.currentThread());

        recording.fault(fault);
        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.reason()).contains(Outcome.Reason.INTERNAL);
        assertThat(fault.cause().getSuppressed()).containsExactly(deaf);
        studio.assertDecodedFramesAreTheEncoded(outcome);
    }

    @Test
    void whateverHangsTheLastResortLeavesNoFrameUncounted() throws IOException {
        studio.encoders(hanging);
        studio.stopBound(Duration.ofSeconds(1));
        studio.when(SessionState.STOPPING, this::hang);
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 20);
        Waits.eventually(Studio.LIMIT, "frames wait", () -> recording.status().queue().fill() >= 3);

        Outcome outcome = studio.awaitEnd(stopped(recording));

        LedgerSnapshot ledger = outcome.status().ledger();
        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(outcome.reason()).contains(Outcome.Reason.WRITE_FAILED);
        assertThat(outcome.sentence()).contains("did not end in time").endsWith(".");
        assertThat(outcome.files()).containsExactly(studio.folder().resolve("clip.recording.ts"));
        assertThat(ledger.inFlight()).isZero();
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.encoded()).isEqualTo(20);
        assertThat(ledger.abandoned()).isGreaterThanOrEqualTo(4);
        released.countDown();
        hanging.release();
        studio.awaitNoSession();
        assertThat(studio.names("chosen")).as("as it was said").contains("clip.recording.ts");
    }

    @Test
    void aDiskThatHangsAtTheStartIsNamedAndItsNamesStayTakenUntilItAnswers() throws Exception {
        studio.disk().holds(studio.folder());

        Outcome outcome = studio.awaitEnd(studio.records());

        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(outcome.reason()).contains(Outcome.Reason.WRITE_FAILED);
        assertThat(outcome.sentence()).contains(studio.folder().toString()).endsWith(".");
        assertThat(studio.names("chosen")).containsExactly(".clip.lock");

        studio.disk().release();

        Waits.eventually(
                Studio.LIMIT,
                "nothing is left",
                () -> {
                    try {
                        return studio.names("chosen").isEmpty() && studio.activeNotes() == 0;
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                });
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
