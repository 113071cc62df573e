package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.storage.FailingDisk.Fault;
import dev.lastframe.core.storage.StorageException.Reason;
import dev.lastframe.core.testing.FakeClock;
import dev.lastframe.core.testing.Waits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short recording, once with each single failure that a disk can have. */
@Timeout(300)
final class SingleFailureTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path NOWHERE = Path.of("/nowhere/clip.recording.ts");
    private static final String COMPLAINT = "Input/output error";
    private static final int UNITS = 8;
    private static final int UNIT_BYTES = 2 * 188;
    private static final String LINE = "{\"type\":\"ledger\"}";

    /** Those that mean that not all is on the disk; a short write is none. */
    private static final Set<Fault> LOSSES =
            Set.of(Fault.WRITE, Fault.TORN_WRITE, Fault.FORCE, Fault.CLOSE);

    private final FakeClock clock = new FakeClock();
    private FailingDisk video = new FailingDisk();
    private FailingDisk events = new FailingDisk();
    private final AtomicInteger unitsLost = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "TRUNCATE", mode = EnumSource.Mode.EXCLUDE)
    void ofTheVideoLosesNothingThatWasThereAndIsNamed(Fault fault) throws InterruptedException {
        record();
        int calls = video.calls(fault);
        assertThat(calls).isPositive();
        for (int call = 1; call <= calls; call++) {
            freshDisks();
            video.failAt(fault, call, COMPLAINT);

            Recorded recorded = record();

            String which = fault + " number " + call;
            assertThat(recorded.ended).as(which).isTrue();
            assertThat(unitsLost.get() == 0)
                    .as("nothing was lost at %s", which)
                    .isEqualTo(fault != Fault.WRITE && fault != Fault.TORN_WRITE);
            assertThat(video.content())
                    .as("what %s left", which)
                    .isEqualTo(units(recorded.accepted - unitsLost.get()));
            assertThat(events.text()).as(which).isEqualTo((LINE + "\n").repeat(UNITS));
            // forces that fall together are one: on a busy computer there are fewer of them
            boolean came = video.calls(fault) >= call;
            assertThat(came || fault == Fault.FORCE).as(which).isTrue();
            assertThat(recorded.reason).as(which).isEqualTo(came && LOSSES.contains(fault));
            assertThat(video.isClosed() && events.isClosed()).as(which).isTrue();
        }
    }

    @Test
    void ofTheCutAfterATornWriteLeavesAllWholeUnitsBeforeIt() throws InterruptedException {
        for (int call = 1; call <= UNITS; call++) {
            freshDisks();
            video.failAt(Fault.TORN_WRITE, call, COMPLAINT);
            video.failAt(Fault.TRUNCATE, 1, COMPLAINT);

            Recorded recorded = record();

            byte[] whole = units(recorded.accepted - unitsLost.get());
            assertThat(recorded.ended).isTrue();
            assertThat(recorded.reason).isTrue();
            assertThat(whole).hasSize((call - 1) * UNIT_BYTES);
            assertThat(Arrays.copyOf(video.content(), whole.length)).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "TRUNCATE", mode = EnumSource.Mode.EXCLUDE)
    void ofTheEventsNeverTouchesTheVideo(Fault fault) throws InterruptedException {
        record();
        int calls = events.calls(fault);
        assertThat(calls).isPositive();
        for (int call = 1; call <= calls; call++) {
            freshDisks();
            events.failAt(fault, call, COMPLAINT);

            Recorded recorded = record();

            String which = fault + " number " + call;
            assertThat(recorded.ended).as(which).isTrue();
            assertThat(unitsLost).as(which).hasValue(0);
            assertThat(recorded.reason).as("the video is not to blame for %s", which).isFalse();
            assertThat(video.content()).as(which).isEqualTo(units(UNITS));
            boolean lineLost = fault == Fault.WRITE || fault == Fault.TORN_WRITE;
            assertThat(recorded.eventFailures).as(which).isEqualTo(lineLost ? 1 : 0);
            assertThat(events.text())
                    .as(which)
                    .isEqualTo((LINE + "\n").repeat(lineLost ? UNITS - 1 : UNITS));
        }
    }

    @Test
    void ofAStepOfPublishingLeavesTheFileUnderOneOfItsNames(@TempDir Path folder) throws Exception {
        for (int step = 1; step <= 2; step++) {
            FailingSteps steps = new FailingSteps(step);
            try (RecordingFiles files = RecordingFiles.reserve(folder, "clip " + step, true)) {
                Files.write(files.recording(), units(3));

                Path published = publish(files, steps);

                assertThat(steps.made).isEqualTo(published == null ? 1 : 2);
                Path where = published == null ? files.recording() : files.published();
                assertThat(where).hasBinaryContent(units(3));
                assertThat(published == null)
                        .as("the name could not be given")
                        .isEqualTo(step == 1);
            }
        }
    }

    private @Nullable Path publish(RecordingFiles files, Publish.Steps steps) {
        try {
            return files.publish(steps);
        } catch (StorageException refused) {
            assertThat(refused.reason()).isEqualTo(Reason.IO_ERROR);
            return null;
        }
    }

    /** The real steps, one of which fails. */
    private static final class FailingSteps implements Publish.Steps {

        private final int failing;
        int made;

        FailingSteps(int failing) {
            this.failing = failing;
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            fail();
            Publish.STEPS.rename(from, to);
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            fail();
            Publish.STEPS.forceFolder(folder);
        }

        private void fail() throws IOException {
            made++;
            if (made == failing) {
                throw new IOException(COMPLAINT);
            }
        }
    }

    /**
     * @param accepted units that the output took
     * @param reason whether a failure was named, and rightly
     */
    private record Recorded(boolean ended, int accepted, boolean reason, long eventFailures) {}

    private Recorded record() throws InterruptedException {
        ForcePolicy everyOtherUnit = new ForcePolicy(2L * UNIT_BYTES, Duration.ofDays(1));
        DurableOutput output =
                new DurableOutput(NOWHERE, video, events, everyOtherUnit, clock, new Lost());
        output.start();
        int accepted = 0;
        for (int i = 0; i < UNITS; i++) {
            if (output.unit(unit(i), clock.nanoTime())) {
                accepted++;
            }
            output.line(LINE);
            clock.advance(Duration.ofSeconds(1));
            Waits.eventually(
                    LIMIT, "the disk took or refused it", () -> output.stats().waitingBytes() == 0);
        }
        boolean ended = output.finish(LIMIT);
        StorageException failure = output.failure();
        assertThat(failure == null ? Reason.IO_ERROR : failure.reason()).isEqualTo(Reason.IO_ERROR);
        return new Recorded(ended, accepted, failure != null, output.stats().eventFailures());
    }

    private void freshDisks() {
        video = new FailingDisk();
        events = new FailingDisk();
        unitsLost.set(0);
    }

    private static byte[] unit(int number) {
        byte[] bytes = new byte[UNIT_BYTES];
        Arrays.fill(bytes, (byte) number);
        bytes[0] = 0x47;
        return bytes;
    }

    private static byte[] units(int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(unit(i));
        }
        return all.toByteArray();
    }

    private final class Lost implements DurableOutput.Listener {

        @Override
        public void failed(StorageException reason, int lost) {
            unitsLost.addAndGet(lost);
        }

        @Override
        public void freeSpace(long bytes) {}
    }
}
