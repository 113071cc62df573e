package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.storage.StorageException.Reason;
import dev.lastframe.core.testing.FakeClock;
import dev.lastframe.core.testing.Waits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class DurableOutputTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path NOWHERE = Path.of("/nowhere/clip.recording.ts");
    private static final ForcePolicy ALMOST_NEVER =
            new ForcePolicy(Long.MAX_VALUE, Duration.ofDays(1));
    private static final int MIB = 1024 * 1024;

    private record Failure(StorageException reason, int unitsLost) {}

    private final FakeClock clock = new FakeClock();
    private final FailingDisk video = new FailingDisk();
    private final FailingDisk events = new FailingDisk();
    private final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<ForcePolicy> widened = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> late = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> unforced = new LinkedBlockingQueue<>();
    private final BlockingQueue<StorageException> eventsUnforced = new LinkedBlockingQueue<>();
    private final BlockingQueue<StorageException> eventsLost = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> freeSpace = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> back = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream accepted = new ByteArrayOutputStream();
    private @Nullable DurableOutput output;

    private final DurableOutput.Listener listener =
            new DurableOutput.Listener() {
                @Override
                public void failed(StorageException reason, int unitsLost) {
                    failures.add(new Failure(reason, unitsLost));
                }

                @Override
                public void arrivedLate(int units) {
                    late.add(units);
                }

                @Override
                public void boundWidened(ForcePolicy now) {
                    widened.add(now);
                }

                @Override
                public void unforced(StorageException why, long bytes) {
                    unforced.add(bytes);
                }

                @Override
                public void eventsUnforced(StorageException why) {
                    eventsUnforced.add(why);
                }

                @Override
                public void eventsLost(StorageException why) {
                    eventsLost.add(why);
                }

                @Override
                public void freeSpace(long bytes) {
                    freeSpace.add(bytes);
                }
            };

    @AfterEach
    void endTheThreads() throws InterruptedException {
        video.releaseWrites();
        video.releaseForces();
        events.releaseWrites();
        events.releaseForces();
        if (output != null) {
            output.finish(LIMIT);
        }
    }

    // ---- writing

    @Test
    void eachArrayComesBackOnceAlsoFromABatchOfUnusualSize() throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(188);
        fill(3, DurableOutput.WRITE_BYTES);

        video.releaseWrites();

        assertThat(output.finish(LIMIT)).isTrue();
        assertThat(video.content()).isEqualTo(accepted.toByteArray());
        Set<byte[]> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(back);
        assertThat(back).hasSize(4);
        assertThat(distinct).hasSize(4);
    }

    @Test
    void anArrayIsFreeAgainWhileItsBytesAreStillBeingWritten() throws InterruptedException {
        start(ALMOST_NEVER);

        holdTheDiskWithAUnitOf(188);

        assertThat(back).hasSize(1);
        video.releaseWrites();
        assertThat(output.finish(LIMIT)).isTrue();
        assertThat(video.content()).isEqualTo(accepted.toByteArray());
    }

    @Test
    void unitsAndLinesReachTheirFilesWholeAndInOrder() throws InterruptedException {
        start(ALMOST_NEVER);
        for (int i = 0; i < 50; i++) {
            unit(100 + i);
            output.line("{\"n\":" + i + "}");
        }

        assertThat(output.finish(LIMIT)).isTrue();

        assertThat(video.content()).isEqualTo(accepted.toByteArray());
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            lines.append("{\"n\":").append(i).append("}\n");
        }
        assertThat(events.text()).isEqualTo(lines.toString());
        OutputStats stats = output.stats();
        assertThat(stats.bytes()).isEqualTo(accepted.size());
        assertThat(stats.writes()).isBetween(1L, 50L);
        assertThat(stats.waitingBytes()).isZero();
        assertThat(stats.eventFailures()).isZero();
        assertThat(stats.oldestWaitingNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsWrittenDoesNotWaitForMore() throws InterruptedException {
        start(ALMOST_NEVER);

        unit(188);

        video.awaitLength(188);
    }

    @Test
    void aLineIsWrittenAlthoughNoPictureComes() throws InterruptedException {
        start(ALMOST_NEVER);

        output.line("{}");

        events.awaitLength(3);
    }

    @Test
    void unitsThatWaitAreWrittenTogether() throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(10);
        for (int i = 0; i < 20; i++) {
            unit(100);
        }
        clock.advance(Duration.ofSeconds(1));
        video.releaseWrites();

        assertThat(output.finish(LIMIT)).isTrue();

        assertThat(output.stats().writes()).isEqualTo(2);
        assertThat(video.content()).isEqualTo(accepted.toByteArray());
    }

    @Test
    void textOfAnyScriptIsWrittenAsUtf8() throws InterruptedException {
        start(ALMOST_NEVER);

        output.line("Ärger 日本 🎬");
        output.finish(LIMIT);

        assertThat(events.text()).isEqualTo("Ärger 日本 🎬\n");
    }

    // ---- a disk that fails

    @Test
    void afterAFailedPartialWriteTheFileEndsWithItsLastWholeUnit() throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(100);
        byte[] whole = accepted(() -> fill(5, 100), 300);
        video.roomFor(100 + 250, FailingDisk.FULL);
        clock.advance(Duration.ofSeconds(1));
        video.releaseWrites();

        Failure failure = failures.take();

        assertThat(video.content()).isEqualTo(whole);
        assertThat(failure.unitsLost).isEqualTo(3);
        assertThat(failure.reason.reason()).isEqualTo(Reason.DISK_FULL);
        assertThat(output.stats().bytes()).isEqualTo(300);
    }

    @Test
    void aUnitThatJustFittedIsKept() throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(100);
        byte[] whole = accepted(() -> fill(5, 100), 400);
        video.roomFor(100 + 300, FailingDisk.FULL);
        clock.advance(Duration.ofSeconds(1));
        video.releaseWrites();

        assertThat(failures.take().unitsLost).isEqualTo(2);
        assertThat(video.content()).isEqualTo(whole);
    }

    @Test
    void unitsThatWaitedBehindAFailedWriteAreLostToo() throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(100);
        fill(5, 100);
        clock.advance(Duration.ofSeconds(1));
        video.letOneWritePass();
        video.awaitLength(100);
        video.awaitWriteHeld();
        fill(4, 100);
        video.roomFor(250, FailingDisk.FULL);
        video.releaseWrites();

        assertThat(failures.take().unitsLost).isEqualTo(3 + 4);
        assertThat(video.content()).hasSize(300);
        assertThat(output.stats().waitingBytes()).isZero();
        assertThat(output.stats().oldestWaitingNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aDiskThatIsFullAtOnceLosesEverythingAndKeepsNothing() throws InterruptedException {
        start(ALMOST_NEVER);
        video.roomFor(0, "Read-only file system");

        unit(188);

        Failure failure = failures.take();
        assertThat(failure.unitsLost).isEqualTo(1);
        assertThat(failure.reason.reason()).isEqualTo(Reason.READ_ONLY);
        assertThat(video.content()).isEmpty();
    }

    @Test
    void aUnitThatCannotBeCutOffIsStillReportedAsLost() throws InterruptedException {
        start(ALMOST_NEVER);
        video.truncateFails();
        video.roomFor(100, FailingDisk.FULL);

        unit(188);

        assertThat(failures.take().unitsLost).isEqualTo(1);
        assertThat(output.finish(LIMIT)).isTrue();
        assertThat(video.isClosed()).isTrue();
    }

    @Test
    void afterAFailureUnitsAreRefusedAndTheFailureIsToldOnce() throws InterruptedException {
        start(ALMOST_NEVER);
        video.roomFor(0, FailingDisk.FULL);
        unit(188);
        failures.take();

        assertThat(output.unit(new byte[188], 0)).isFalse();
        assertThat(output.unit(new byte[188], 0)).isFalse();
        assertThat(output.finish(LIMIT)).isTrue();

        assertThat(failures).isEmpty();
        assertThat(output.failure()).isNotNull();
        assertThat(video.isClosed()).isTrue();
    }

    @Test
    void theEventsGoOnWithoutTheVideo() throws InterruptedException {
        start(ALMOST_NEVER);
        video.roomFor(0, FailingDisk.FULL);
        unit(188);
        failures.take();

        output.line("{\"type\":\"health\"}");
        output.finish(LIMIT);

        assertThat(events.text()).isEqualTo("{\"type\":\"health\"}\n");
        assertThat(output.stats().eventFailures()).isZero();
    }

    @Test
    void aFailedLineIsCutOffCountedAndDoesNotStopTheVideo() throws InterruptedException {
        start(ALMOST_NEVER);
        events.roomFor(6 + 3, FailingDisk.FULL);

        output.line("first");
        output.line("second");
        output.line("third");
        unit(188);
        output.finish(LIMIT);

        assertThat(events.text()).isEqualTo("first\n");
        assertThat(output.stats().eventFailures()).isEqualTo(2);
        assertThat(eventsLost).as("told once").hasSize(1);
        assertThat(eventsLost.take().reason()).isEqualTo(StorageException.Reason.DISK_FULL);
        assertThat(video.content()).hasSize(188);
        assertThat(failures).isEmpty();
    }

    @Test
    void withoutAnEventsFileEveryLineIsCounted() throws InterruptedException {
        output = new DurableOutput(NOWHERE, video, null, ALMOST_NEVER, clock, listener);
        output.start();

        output.line("{}");
        output.line("{}");
        unit(188);

        assertThat(output.finish(LIMIT)).isTrue();
        assertThat(output.stats().eventFailures()).isEqualTo(2);
        assertThat(video.content()).hasSize(188);
    }

    // ---- bounds

    @Test
    void linesThatFindTheirBufferFullAreRefusedAndCounted() throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(10);
        String kibibyte = "x".repeat(1023);

        for (int i = 0; i < 1024; i++) {
            output.line(kibibyte);
        }
        assertThat(output.stats().eventFailures()).isZero();
        output.line("y");
        output.line("z");
        assertThat(output.stats().eventFailures()).isEqualTo(2);

        video.releaseWrites();
        output.finish(LIMIT);
        assertThat(events.content()).hasSize(MIB);
        assertThat(events.text()).doesNotContain("y", "z");
        assertThat(output.stats().eventFailures()).isEqualTo(2);
        assertThat(eventsLost).as("told once").hasSize(1);
    }

    @Test
    void aUnitWaitsWhileSixteenMebibytesWaitAndGoesOnWhenTheDiskDoes() throws Exception {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(MIB);
        assertThat(output.wouldBlock(15 * MIB)).isFalse();
        fill(15, MIB);
        assertThat(output.stats().waitingBytes()).isEqualTo(16L * MIB);
        assertThat(output.wouldBlock(1)).isTrue();
        CompletableFuture<Boolean> accepted = unitFromAnotherThread();
        assertThat(accepted).isNotDone();

        clock.advance(Duration.ofSeconds(1));
        video.releaseWrites();

        assertThat(accepted.get()).isTrue();
        assertThat(output.finish(LIMIT)).isTrue();
        assertThat(video.content()).hasSize(16 * MIB + 188);
        assertThat(output.wouldBlock(1)).isFalse();
    }

    @Test
    void aUnitLargerThanTheWholeBufferIsTakenWhenNothingWaits() throws InterruptedException {
        start(ALMOST_NEVER);

        assertThat(output.wouldBlock(17 * MIB)).isFalse();
        unit(17 * MIB);
        output.finish(LIMIT);

        assertThat(video.content()).hasSize(17 * MIB);
    }

    @Test
    void aUnitThatWaitsIsRefusedWhenTheDiskFails() throws Exception {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(16 * MIB);
        CompletableFuture<Boolean> accepted = unitFromAnotherThread();

        video.roomFor(0, FailingDisk.FULL);
        video.releaseWrites();

        assertThat(accepted.get()).isFalse();
        assertThat(failures.take().unitsLost).isEqualTo(1);
    }

    @Test
    void aUnitThatWaitsIsRefusedAtTheEnd() throws Exception {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(16 * MIB);
        CompletableFuture<Boolean> accepted = unitFromAnotherThread();

        assertThat(output.finish(Duration.ofMillis(1))).as("while the disk hangs").isFalse();

        assertThat(accepted.get()).isFalse();
    }

    // ---- forcing

    @Test
    void writingGoesOnWhileAForceHangs() throws InterruptedException {
        video.holdForces();
        start(new ForcePolicy(1, Duration.ofDays(1)));
        unit(100);
        video.awaitForceHeld();

        fill(10, 100);
        video.awaitLength(1100);
        output.line("{}");
        events.awaitLength(3);

        assertThat(video.mostForcesAtOnce()).isEqualTo(1);
        video.releaseForces();
        output.finish(LIMIT);
        assertThat(video.mostForcesAtOnce()).isEqualTo(1);
        assertThat(video.forcedLengths()).last().isEqualTo(1100L);
    }

    @Test
    void bytesAreForcedWhenThereAreEnoughOfThem() throws InterruptedException {
        start(new ForcePolicy(1000, Duration.ofDays(1)));
        unit(999);
        video.awaitLength(999);
        unit(1);
        video.awaitForces(1);
        unit(999);
        video.awaitLength(1999);
        unit(1);
        video.awaitForces(2);

        assertThat(video.forcedLengths()).containsExactly(1000L, 2000L);
        output.finish(LIMIT);
        assertThat(output.stats().forces()).isEqualTo(2);
    }

    @Test
    void bytesAreForcedWhenTheyAreOldEnough() throws InterruptedException {
        start(new ForcePolicy(Long.MAX_VALUE, Duration.ofMillis(20)));
        unit(100);
        awaitUnforced(100);
        clock.advance(Duration.ofMillis(19));
        unit(100);
        awaitUnforced(200);
        assertThat(video.forcedLengths()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        video.awaitForces(1);

        assertThat(video.forcedLengths()).containsExactly(200L);
    }

    @Test
    void theAgeIsCountedFromTheOldestByteThatIsNotForced() throws InterruptedException {
        start(new ForcePolicy(Long.MAX_VALUE, Duration.ofMillis(20)));
        unit(100);
        awaitUnforced(100);
        clock.advance(Duration.ofMillis(20));
        video.awaitForces(1);
        awaitUnforced(0);
        clock.advance(Duration.ofMillis(10));
        unit(100);
        awaitUnforced(100);

        clock.advance(Duration.ofMillis(19));
        unit(100);
        awaitUnforced(200);
        assertThat(video.forcedLengths()).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        video.awaitForces(2);

        assertThat(video.forcedLengths()).containsExactly(100L, 300L);
    }

    @Test
    void theEventsAreForcedWithTheVideo() throws InterruptedException {
        start(new ForcePolicy(100, Duration.ofDays(1)));
        output.line("{}");
        events.awaitLength(3);

        unit(100);
        events.awaitForces(1);

        assertThat(events.forcedLengths()).containsExactly(3L);
    }

    @Test
    void theLastLinesAreForcedAlsoWhenNoVideoCameAfterThem() throws InterruptedException {
        start(new ForcePolicy(100, Duration.ofDays(1)));
        unit(100);
        events.awaitForces(1);

        output.line("{\"type\":\"ledger\"}");
        assertThat(output.finish(LIMIT)).isTrue();

        assertThat(events.forcedLengths()).last().isEqualTo((long) events.content().length);
    }

    @Test
    void aForceThatFailsIsNotCountedAndStopsNothing() throws InterruptedException {
        video.forceFails(true);
        start(new ForcePolicy(100, Duration.ofDays(1)));
        unit(100);
        video.awaitLength(100);
        unit(100);

        assertThat(output.finish(LIMIT)).isTrue();

        assertThat(video.content()).hasSize(200);
        assertThat(output.stats().forces()).isZero();
        assertThat(failures).isEmpty();
    }

    @Test
    void bytesAreAtRiskUntilTheirForceReturned() throws InterruptedException {
        video.holdForces();
        start(new ForcePolicy(100, Duration.ofDays(1)));
        unit(100);
        video.awaitForceHeld();
        assertThat(output.stats().unforcedBytes()).isEqualTo(100);
        unit(50);
        awaitUnforced(150);

        video.releaseForces();

        awaitUnforced(50);
    }

    @Test
    void bytesWhoseForceFailedStayAtRiskAndThatIsSaid() throws InterruptedException {
        video.forceFails(true);
        start(new ForcePolicy(100, Duration.ofDays(1)));
        unit(100);
        assertThat(unforced.take()).isEqualTo(100);
        video.forceFails(false);

        unit(200);
        video.awaitForces(1);

        awaitUnforced(100);
        output.finish(LIMIT);
        assertThat(output.stats().unforcedBytes()).isEqualTo(100);
    }

    @Test
    void aForceHeldForFiveSecondsLeavesTheKillBoundAsItIs() throws InterruptedException {
        video.holdForces();
        start(new ForcePolicy(1, Duration.ofDays(1)));
        unit(100);
        video.awaitForceHeld();

        for (int i = 1; i <= 10; i++) {
            unit(100);
            awaitUnforced(100 + 100L * i);
            clock.advance(Duration.ofMillis(500));
        }

        assertThat(output.stats().exposureNanosMax())
                .as("age of a frame when the system got it")
                .isLessThanOrEqualTo(Duration.ofMillis(100).toNanos());
        assertThat(output.stats().unforcedBytes()).isEqualTo(accepted.size());
    }

    // ---- a disk that cannot keep up

    @Test
    void slowForcesUnderPressureWidenTheIntervalStepByStepUpToTheLimit()
            throws InterruptedException {
        video.holdForces();
        start(ForcePolicy.DEFAULT);
        List<ForcePolicy> expected =
                List.of(
                        new ForcePolicy(8L * MIB, Duration.ofSeconds(2)),
                        new ForcePolicy(16L * MIB, Duration.ofSeconds(4)),
                        new ForcePolicy(16L * MIB, Duration.ofSeconds(8)),
                        ForcePolicy.WIDEST);
        for (ForcePolicy wider : expected) {
            forceSlowlyUnderPressure();

            assertThat(widened.take()).isEqualTo(wider);
            assertThat(output.stats().forcing()).isEqualTo(wider);
        }
        forceSlowlyUnderPressure();
        video.releaseForces();
        output.finish(LIMIT);

        assertThat(widened).isEmpty();
        assertThat(output.stats().forcing()).isEqualTo(ForcePolicy.WIDEST);
    }

    @Test
    void slowForcesAloneDoNotWiden() throws InterruptedException {
        video.holdForces();
        start(ForcePolicy.DEFAULT);
        unit(100);
        awaitUnforced(100);
        clock.advance(Duration.ofSeconds(1));
        unit(100);
        video.awaitForceHeld();
        clock.advance(Duration.ofSeconds(5));
        video.releaseForces();
        output.finish(LIMIT);

        assertThat(widened).isEmpty();
        assertThat(output.stats().forcing()).isEqualTo(ForcePolicy.DEFAULT);
    }

    @Test
    void pressureAloneDoesNotWiden() throws InterruptedException {
        start(ForcePolicy.DEFAULT);
        holdTheDiskWithAUnitOf(5 * MIB);
        video.releaseWrites();
        video.awaitForces(1);
        output.finish(LIMIT);

        assertThat(widened).isEmpty();
        assertThat(output.stats().forcing()).isEqualTo(ForcePolicy.DEFAULT);
    }

    @Test
    void aForceThatFailedIsKnownAtTheEnd() throws InterruptedException {
        video.forceFails(true);
        start(new ForcePolicy(100, Duration.ofDays(1)));
        unit(100);

        output.finish(LIMIT);

        assertThat(output.failure()).isNotNull();
    }

    @Test
    void aForceThatFailedIsKnownToWhoeverEndsTheVideoAlone() throws InterruptedException {
        video.failAt(FailingDisk.Fault.FORCE, 1, "Input/output error");
        start(new ForcePolicy(100, Duration.ofDays(1)));
        unit(100);
        unforced.take();

        assertThat(output.endVideo(LIMIT)).isTrue();

        assertThat(output.failure()).isNotNull();
        assertThat(output.failure().reason()).isEqualTo(Reason.IO_ERROR);
        assertThat(video.forcedLengths()).containsExactly(100L);
    }

    @Test
    void theEndOfTheVideoWaitsForAForceThatRuns() throws Exception {
        video.holdForces();
        start(new ForcePolicy(100, Duration.ofDays(1)));
        unit(100);
        video.awaitForceHeld();
        CompletableFuture<Boolean> ended =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return output.endVideo(LIMIT);
                    } catch (InterruptedException broken) {
                        throw new IllegalStateException(broken);
                    }
                });

        video.releaseForces();

        assertThat(ended.get()).isTrue();
        assertThat(video.mostForcesAtOnce()).isEqualTo(1);
        assertThat(output.stats().unforcedBytes()).isZero();
    }

    @Test
    void aForceOfTheEventsThatFailsSaysNothingAboutTheVideo() throws InterruptedException {
        events.forceFails(true);
        start(ALMOST_NEVER);
        unit(188);
        output.line("{}");

        assertThat(output.finish(LIMIT)).isTrue();

        assertThat(output.failure()).isNull();
        assertThat(unforced).isEmpty();
        assertThat(output.stats().unforcedBytes()).isZero();
        assertThat(eventsUnforced.take()).hasMessageContaining("clip.events.jsonl");
    }

    @Test
    void aForceOfTheVideoThatFailsDoesNotKeepTheEventsFromTheDisk() throws InterruptedException {
        video.forceFails(true);
        start(ALMOST_NEVER);
        unit(188);
        output.line("{}");

        assertThat(output.finish(LIMIT)).isTrue();

        assertThat(events.forcedLengths()).containsExactly(3L);
        assertThat(eventsUnforced).isEmpty();
        assertThat(output.failure()).isNotNull();
    }

    @Test
    void aFaultOfTheDiskThreadIsTheEndOfTheVideoAndLosesNoCount() throws InterruptedException {
        video.breakWith(new IllegalStateException("broken"));
        start(ALMOST_NEVER);
        unit(100);
        clock.advance(Duration.ofSeconds(1));

        Failure failure = failures.take();

        assertThat(failure.unitsLost).isEqualTo(1);
        assertThat(output.unit(new byte[188], 0)).isFalse();
        assertThat(output.failure()).isEqualTo(failure.reason);
    }

    @Test
    void bytesThatEndTheStreamAreNoLostFrames() throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(100);
        unit(100);
        output.trailer(new byte[188]);
        video.roomFor(200, FailingDisk.FULL);
        clock.advance(Duration.ofSeconds(1));
        video.releaseWrites();

        Failure failure = failures.take();

        assertThat(failure.unitsLost).isZero();
        assertThat(video.content()).hasSize(200);
    }

    // ---- the end

    @Test
    void finishWritesAndForcesEverythingAndClosesBothFiles() throws InterruptedException {
        start(ALMOST_NEVER);
        fill(3, 1000);
        output.line("{\"type\":\"ledger\"}");

        assertThat(output.finish(LIMIT)).isTrue();

        assertThat(video.content()).isEqualTo(accepted.toByteArray());
        assertThat(video.forcedLengths()).containsExactly(3000L);
        assertThat(events.forcedLengths()).containsExactly((long) events.content().length);
        assertThat(video.isClosed()).isTrue();
        assertThat(events.isClosed()).isTrue();
        assertThat(output.stats().unforcedBytes()).isZero();
        assertThat(output.stats().forces()).isEqualTo(1);
        assertThat(output.failure()).isNull();
    }

    @Test
    void nothingIsAcceptedAfterTheEnd() throws InterruptedException {
        start(ALMOST_NEVER);
        output.finish(LIMIT);

        assertThat(output.unit(new byte[188], 0)).isFalse();
        output.line("{}");

        assertThat(output.stats().eventFailures()).isEqualTo(1);
        assertThat(video.content()).isEmpty();
        assertThat(events.content()).isEmpty();
    }

    @Test
    void finishSaysWhenTheDiskDoesNotEnd() throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(188);

        assertThat(output.finish(Duration.ofMillis(1))).isFalse();

        assertThat(video.isClosed()).isFalse();
    }

    @Test
    void finishSaysWhenTheLastForceDoesNotEnd() throws InterruptedException {
        video.holdForces();
        start(ALMOST_NEVER);
        unit(188);
        video.awaitLength(188);

        assertThat(output.finish(Duration.ofMillis(50))).isFalse();

        assertThat(video.content()).hasSize(188);
    }

    // ---- a disk that is given up

    @Test
    void whatIsBeingWrittenIsGivenUpTooAndCountedBackWhenItArrives() throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(100);
        unit(188);
        unit(188);
        clock.advance(Duration.ofSeconds(3));

        assertThat(output.giveUp()).isEqualTo(3);

        assertThat(output.giveUp()).as("counted once").isZero();
        assertThat(output.stats().waitingBytes()).isZero();
        assertThat(output.stats().oldestWaitingNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(output.stats().exposureNanosMax()).isEqualTo(Duration.ofSeconds(3).toNanos());
        clock.advance(Duration.ofSeconds(2));
        video.releaseWrites();
        assertThat(output.finish(LIMIT)).isTrue();
        assertThat(late).containsExactly(1);
        assertThat(video.content()).hasSize(100);
        assertThat(output.stats().bytes()).isEqualTo(100);
        assertThat(output.stats().waitingBytes()).isZero();
        assertThat(output.stats().exposureNanosMax()).isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(output.wouldBlock(188)).isFalse();
    }

    @Test
    void ofAWriteThatWasGivenUpAndFailsLateTheWholeUnitsAreCountedBack()
            throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(100);
        fill(3, 188);
        video.roomFor(100 + 2 * 188 + 5, FailingDisk.FULL);
        clock.advance(Duration.ofSeconds(1));
        video.letOneWritePass();
        video.awaitLength(100);
        video.awaitWriteHeld();
        assertThat(output.giveUp()).isEqualTo(3);

        video.releaseWrites();

        assertThat(failures.take().unitsLost).isZero();
        assertThat(late).containsExactly(2);
        assertThat(video.content()).hasSize(100 + 2 * 188);
    }

    @Test
    void aFaultInAWriteThatWasGivenUpCountsNothingTwice() throws InterruptedException {
        video.breakWith(new IllegalStateException("broken"));
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(100);
        assertThat(output.giveUp()).isEqualTo(1);

        video.releaseWrites();

        assertThat(failures.take().unitsLost).isZero();
        assertThat(late).isEmpty();
    }

    // ---- exposure

    @Test
    void theExposureIsTheAgeOfTheOldestFrameThatTheSystemDoesNotHave() throws Exception {
        start(ALMOST_NEVER);
        long captured = clock.nanoTime();
        video.holdWrites();
        output.unit(new byte[188], captured);
        output.unit(new byte[188], captured + 10);
        video.awaitWriteHeld();
        assertThat(output.stats().oldestWaitingNanos()).isEqualTo(captured);
        assertThat(output.stats().exposureNanosMax()).isZero();

        clock.advance(Duration.ofMillis(700));
        video.releaseWrites();
        output.finish(LIMIT);

        assertThat(output.stats().exposureNanosMax()).isEqualTo(Duration.ofMillis(700).toNanos());
        assertThat(output.stats().oldestWaitingNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theGreatestExposureIsKept() throws InterruptedException {
        start(ALMOST_NEVER);
        output.unit(new byte[188], clock.nanoTime() - 5_000_000);
        video.awaitLength(188);
        output.unit(new byte[188], clock.nanoTime() - 1_000_000);
        output.finish(LIMIT);

        assertThat(output.stats().exposureNanosMax()).isEqualTo(5_000_000);
    }

    // ---- real files

    @Test
    @EnabledOnOs(OS.LINUX)
    void bothFilesAreCreatedForTheirOwnerOnly(@TempDir Path folder) throws Exception {
        try (RecordingFiles files = RecordingFiles.reserve(folder, "clip 🎬", true)) {
            output = DurableOutput.open(files, ForcePolicy.DEFAULT, clock, listener);
            assertThat(permissions(files.recording())).isEqualTo("rw-------");
            assertThat(permissions(files.events())).isEqualTo("rw-------");

            unit(188);
            output.line("{}");
            assertThat(output.finish(LIMIT)).isTrue();

            assertThat(files.recording()).hasBinaryContent(accepted.toByteArray());
            assertThat(files.events()).hasContent("{}\n");
            assertThat(eventsLost).isEmpty();
        }
    }

    @Test
    void aVideoThatIsThereIsNotOverwritten(@TempDir Path folder) throws Exception {
        try (RecordingFiles files = RecordingFiles.reserve(folder, "clip", true)) {
            Files.writeString(files.recording(), "somebody's");

            assertThatThrownBy(
                            () -> DurableOutput.open(files, ForcePolicy.DEFAULT, clock, listener))
                    .isInstanceOf(StorageException.class);

            assertThat(files.recording()).hasContent("somebody's");
        }
    }

    @Test
    void anEventsFileThatCannotBeCreatedIsCountedLineByLine(@TempDir Path folder) throws Exception {
        try (RecordingFiles files = RecordingFiles.reserve(folder, "clip", true)) {
            Files.createDirectory(files.events());
            output = DurableOutput.open(files, ForcePolicy.DEFAULT, clock, listener);

            output.line("{}");
            unit(188);
            output.finish(LIMIT);

            assertThat(output.stats().eventFailures()).isEqualTo(1);
            assertThat(eventsLost.take()).hasMessageContaining(files.events().toString());
            assertThat(files.recording()).hasSize(188);
        }
    }

    @Test
    void theRoomLeftIsLookedUpWhileWriting(@TempDir Path folder) throws Exception {
        try (RecordingFiles files = RecordingFiles.reserve(folder, "clip", true)) {
            output = DurableOutput.open(files, ForcePolicy.DEFAULT, clock, listener);
            assertThat(output.stats().freeBytes()).isEqualTo(-1);

            unit(188);

            long free = freeSpace.take();
            assertThat(free).isPositive();
            assertThat(output.stats().freeBytes()).isEqualTo(free);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatWasDeletedIsNoticedAlthoughItStillTakesWrites(@TempDir Path folder)
            throws Exception {
        try (RecordingFiles files = RecordingFiles.reserve(folder, "clip", true)) {
            output = DurableOutput.open(files, ForcePolicy.DEFAULT, clock, listener);
            unit(188);
            freeSpace.take();

            Files.delete(files.recording());
            clock.advance(Duration.ofSeconds(1));
            unit(188);

            Failure failure = failures.take();
            assertThat(failure.reason.reason()).isEqualTo(Reason.FOLDER_GONE);
            assertThat(failure.unitsLost).isZero();
            assertThat(failure.reason).hasMessageEndingWith(".");
            assertThat(output.unit(new byte[188], 0)).as("still taken").isTrue();
        }
    }

    @Test
    void aVideoThatWasGivenItsNameIsNotMissedWhileLinesGoOn(@TempDir Path folder) throws Exception {
        try (RecordingFiles files = RecordingFiles.reserve(folder, "clip", true)) {
            output = DurableOutput.open(files, ForcePolicy.DEFAULT, clock, listener);
            unit(188);
            freeSpace.take();

            assertThat(output.endVideo(Duration.ofSeconds(10))).isTrue();
            Files.move(files.recording(), files.published());
            clock.advance(Duration.ofSeconds(1));
            for (String line : List.of("{\"a\":1}", "{\"b\":2}")) {
                // The second one is written after the disk thread has looked around.
                output.line(line);
                Waits.eventually(
                        LIMIT, line + " is written", () -> contents(files.events()).contains(line));
            }

            assertThat(failures).isEmpty();
            assertThat(output.failure()).isNull();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anotherFileAtTheSamePathIsNotTakenForOurs(@TempDir Path folder) throws Exception {
        try (RecordingFiles files = RecordingFiles.reserve(folder, "clip", true)) {
            output = DurableOutput.open(files, ForcePolicy.DEFAULT, clock, listener);
            unit(188);
            freeSpace.take();

            Files.move(files.recording(), folder.resolve("moved.ts"));
            Files.writeString(files.recording(), "somebody else's");
            clock.advance(Duration.ofSeconds(1));
            unit(188);

            assertThat(failures.take().reason.reason()).isEqualTo(Reason.FOLDER_GONE);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatWasWrittenToAFolderThatIsGoneIsRescuedToAnother(
            @TempDir Path gone, @TempDir Path other) throws Exception {
        Path folder = Files.createDirectory(gone.resolve("stick"));
        RecordingFiles files = RecordingFiles.reserve(folder, "clip", true);
        output = DurableOutput.open(files, ForcePolicy.DEFAULT, clock, listener);
        output.line("{\"n\":1}");
        unit(3 * MIB);
        freeSpace.take();
        deleteAll(folder);
        clock.advance(Duration.ofSeconds(1));
        unit(MIB + 188);
        failures.take();

        try (RecordingFiles safe = RecordingFiles.reserve(other, "clip", true)) {
            CompletableFuture<Rescued> rescued = output.rescueTo(safe, 0);
            output.line("{\"n\":2}");
            assertThat(output.finish(LIMIT)).isTrue();

            assertThat(rescued.get().complete()).isTrue();
            assertThat(rescued.get().bytes()).isEqualTo(accepted.size());
            assertThat(safe.recording()).hasBinaryContent(accepted.toByteArray());
            assertThat(safe.events()).hasContent("{\"n\":1}\n{\"n\":2}\n");
            assertThat(permissions(safe.recording())).isEqualTo("rw-------");
            assertThat(safe.publish()).hasBinaryContent(accepted.toByteArray());
        }
        files.closeKeepingTemporary();
    }

    @Test
    void aRescueThatFindsNoRoomSaysSoAndTheFilesAreClosed(@TempDir Path other) throws Exception {
        start(ALMOST_NEVER);
        unit(188);
        try (RecordingFiles taken = RecordingFiles.reserve(other, "clip", true)) {
            Files.createDirectory(taken.recording());

            CompletableFuture<Rescued> rescued = output.rescueTo(taken, 0);
            output.finish(LIMIT);

            assertThatThrownBy(rescued::get).hasCauseInstanceOf(StorageException.class);
            assertThat(video.isClosed()).isTrue();
        }
    }

    @Test
    void aRescueOfFilesThatAreClosedIsRefusedAtOnce(@TempDir Path other) throws Exception {
        start(ALMOST_NEVER);
        output.finish(LIMIT);
        assertThat(output.closed()).isDone();
        try (RecordingFiles safe = RecordingFiles.reserve(other, "clip", true)) {
            CompletableFuture<Rescued> rescued = output.rescueTo(safe, 0);

            assertThat(rescued).isCompletedExceptionally();
            assertThat(safe.recording()).doesNotExist();
        }
    }

    @Test
    void theFilesAreNotCalledClosedWhileAWriteHangs() throws InterruptedException {
        start(ALMOST_NEVER);
        holdTheDiskWithAUnitOf(188);
        assertThat(output.finish(Duration.ofMillis(1))).isFalse();
        CompletableFuture<Void> closed = output.closed();
        assertThat(closed).isNotDone();

        video.releaseWrites();

        closed.join();
        assertThat(video.isClosed() && events.isClosed()).isTrue();
    }

    // ---- helpers

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private void start(ForcePolicy policy) {
        DurableOutput started = new DurableOutput(NOWHERE, video, events, policy, clock, listener);
        output = started;
        started.start();
    }

    /**
     * Offers a unit whose bytes tell it from its neighbours, in an array that has room for more and
     * is used for something else as soon as it comes back.
     */
    private void unit(int size) throws InterruptedException {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) accepted.size());
        bytes[size - 1] = (byte) 0x47;
        accepted.writeBytes(bytes);
        byte[] lent = Arrays.copyOf(bytes, size + 100);
        assertThat(output.unit(lent, size, clock.nanoTime(), this::useAgain)).isTrue();
    }

    private void useAgain(byte[] array) {
        Arrays.fill(array, (byte) 0xee);
        back.add(array);
    }

    private void fill(int count, int size) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            unit(size);
        }
    }

    /** Lets the disk hang in the write of one unit: what is offered afterwards waits together. */
    private void holdTheDiskWithAUnitOf(int size) throws InterruptedException {
        video.holdWrites();
        unit(size);
        video.awaitWriteHeld();
    }

    /** Lets a force take longer than its interval, while writes hang and the buffer fills. */
    private void forceSlowlyUnderPressure() throws InterruptedException {
        Duration interval = output.stats().forcing().age();
        int forcesBefore = video.forcedLengths().size();
        unit(100);
        Waits.eventually(LIMIT, "all is written", () -> output.stats().bytes() == accepted.size());
        clock.advance(interval);
        unit(100);
        video.awaitForceHeld();
        video.holdWrites();
        unit(5 * MIB);
        video.awaitWriteHeld();
        clock.advance(interval.plusMillis(1));
        video.letOneForcePass();
        video.awaitForces(forcesBefore + 1);
        video.releaseWrites();
    }

    private interface Offers {
        void run() throws InterruptedException;
    }

    /** Makes offers, and returns the first bytes of all that was ever accepted. */
    private byte[] accepted(Offers offers, int firstBytes) throws InterruptedException {
        offers.run();
        return Arrays.copyOf(accepted.toByteArray(), firstBytes);
    }

    private void awaitUnforced(long bytes) {
        Waits.eventually(
                LIMIT,
                bytes + " bytes are written and not forced",
                () -> output.stats().unforcedBytes() == bytes);
    }

    /** Offers a unit from a thread that is then known to wait. */
    private CompletableFuture<Boolean> unitFromAnotherThread() {
        CompletableFuture<Boolean> accepted = new CompletableFuture<>();
        Thread encoder =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            try {
                                accepted.complete(output.unit(new byte[188], clock.nanoTime()));
                            } catch (InterruptedException broken) {
                                accepted.completeExceptionally(broken);
                            }
                        });
        Waits.eventually(
                LIMIT,
                "the encoder waits for the disk",
                () -> encoder.getState() == Thread.State.WAITING);
        return accepted;
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
