package dev.lastframe.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.SampleStatus;
import dev.lastframe.core.session.Fault;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class FaultsTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path home;

    @Test
    void aFaultThatCannotBeNotedKeepsNoLaterOneFromBeingNoted() {
        FaultFile file = new FaultFile(home, new ClockThatBreaksOnce());
        Faults faults = new Faults(file);
        Fault second = Fault.of(new IllegalStateException("second"), Thread.currentThread());

        faults.note(Fault.of(new OutOfMemoryError("first"), Thread.currentThread()));
        faults.note(second);
        faults.endAll(LIMIT);

        assertThat(file.read().orElseThrow().code()).isEqualTo(second.code());
    }

    @Test
    void anExceptionThatNobodyCaughtIsNotedAfterOneThatCouldNotBe() {
        FaultFile file = new FaultFile(home, new ClockThatBreaksOnce());
        Faults faults = new Faults(file);
        IllegalStateException thrown = new IllegalStateException("second");

        faults.uncaught(Thread.currentThread(), new OutOfMemoryError("first"));
        faults.uncaught(Thread.currentThread(), thrown);
        faults.endAll(LIMIT);

        assertThat(file.read().orElseThrow().code())
                .isEqualTo(Fault.of(thrown, Thread.currentThread()).code());
    }

    @Test
    void aRecordingOfWhichNothingCanBeToldHidesNotWhatBecameOfTheOthers() {
        Outcome saved =
                new Outcome(
                        Outcome.Result.SAVED,
                        Optional.empty(),
                        "",
                        List.of(home.resolve("clip.ts")),
                        SampleStatus.stopping());

        CompletableFuture<List<Outcome>> all =
                Faults.all(
                        List.of(
                                CompletableFuture.failedFuture(new OutOfMemoryError("of the test")),
                                CompletableFuture.completedFuture(saved)));

        assertThat(all).isCompletedWithValue(List.of(saved));
    }

    /** Noting asks it for the wall time; the first time there is no memory for it. */
    private static final class ClockThatBreaksOnce implements NanoClock {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public long nanoTime() {
            return NanoClock.system().nanoTime();
        }

        @Override
        public Instant wallTime() {
            if (asked.getAndIncrement() == 0) {
                throw new OutOfMemoryError("of the test");
            }
            return NanoClock.system().wallTime();
        }

        @Override
        public void sleepUntil(long deadlineNanos) throws InterruptedException {
            NanoClock.system().sleepUntil(deadlineNanos);
        }
    }
}
