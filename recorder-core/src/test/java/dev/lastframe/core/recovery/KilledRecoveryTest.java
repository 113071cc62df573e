package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.recovery.Receipt.Reason;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.storage.RepairStep;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recovery that is killed between any two of its steps and run again comes to the same end. What a
 * kill leaves is what is on the disk at that moment: it is copied away before each step, and
 * recovered there.
 */
@Timeout(300)
final class KilledRecoveryTest {

    private static final StrictDecoder DECODER = new RememberingDecoder(new FfmpegDecoder());
    private static final String EVENTS =
            "{\"t\":0,\"type\":\"start\",\"wall\":\"2026-11-21T13:00:00Z\"}\n";

    private static SampleRecording sample;
    private static int torn;

    @TempDir private Path root;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(30, 320, 180, 0.1);
        torn = sample.endOf(20) + 188 * 4 + 11;
    }

    @Test
    void killedBeforeAnyStepTheNextRunFinishesIt() throws IOException {
        Map<RepairStep, RecoveryFolder> moments = momentsOf(tornRecording("first"));

        assertThat(moments.keySet())
                .containsExactly(
                        RepairStep.COPY_CUT,
                        RepairStep.FORCE_CUT,
                        RepairStep.TRUNCATE,
                        RepairStep.FORCE_RECORDING,
                        RepairStep.TRUNCATE_EVENTS,
                        RepairStep.APPEND_EVENT,
                        RepairStep.PUBLISH,
                        RepairStep.REMOVE_LOCK,
                        RepairStep.REMOVE_NOTES);
        for (Map.Entry<RepairStep, RecoveryFolder> moment : moments.entrySet()) {
            RecoveryResult second = moment.getValue().recover(DECODER);

            boolean published = moment.getKey().compareTo(RepairStep.PUBLISH) > 0;
            assertThat(second.receipts())
                    .as(moment.getKey().name())
                    .hasSize(published ? 0 : 1)
                    .allSatisfy(KilledRecoveryTest::assertTellsTheSame);
            assertFinished(moment.getValue());
        }
    }

    @Test
    void soItDoesWhenTheSecondRunIsKilledToo() throws IOException {
        for (RecoveryFolder first : momentsOf(tornRecording("first")).values()) {
            for (RecoveryFolder second : momentsOf(first).values()) {
                second.recover(DECODER);

                assertFinished(second);
            }
        }
    }

    @Test
    void aCopyOfTheCutThatIsHalfWrittenIsFinished() throws IOException {
        byte[] cut = Arrays.copyOfRange(sample.bytes(), sample.endOf(20), torn);
        for (int written : new int[] {0, 1, 188, cut.length - 1, cut.length}) {
            RecoveryFolder folder = tornRecording("half of " + written);
            Files.write(folder.videos.resolve("clip.cut"), Arrays.copyOf(cut, written));

            assertTellsTheSame(only(folder.recover(DECODER)));

            assertFinished(folder);
        }
    }

    @Test
    void aFileOfThatNameThatIsNoCopyOfTheCutIsLeftAlone() throws IOException {
        RecoveryFolder folder = tornRecording("first");
        Path other = Files.writeString(folder.videos.resolve("clip.cut"), "somebody's");

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(other).hasContent("somebody's");
        assertThat(receipt.cutFile()).contains(folder.videos.resolve("clip (2).cut"));
        assertThat(receipt.cutFile().orElseThrow())
                .hasBinaryContent(Arrays.copyOfRange(sample.bytes(), sample.endOf(20), torn));
    }

    @Test
    void halfALineThatAKilledRecoveryWroteIsReplaced() throws IOException {
        RecoveryFolder folder = tornRecording("first");
        folder.events("clip", EVENTS + "{\"t\":667000,\"type\":\"recov");

        folder.recover(DECODER);

        assertFinished(folder);
    }

    @Test
    void ofAnEmptyRecordingNothingIsLeftWheneverItIsKilled() throws IOException {
        RecoveryFolder folder = new RecoveryFolder(root.resolve("empty"));
        folder.crashed("clip", new byte[0]);
        folder.events("clip", EVENTS);

        Map<RepairStep, RecoveryFolder> moments = momentsOf(folder);

        assertThat(moments.keySet())
                .containsExactly(
                        RepairStep.DISCARD, RepairStep.REMOVE_LOCK, RepairStep.REMOVE_NOTES);
        for (RecoveryFolder moment : moments.values()) {
            moment.recover(DECODER);
            assertThat(moment.names()).isEmpty();
            assertThat(moment.notes()).isZero();
            assertThat(moment.finished()).isEmpty();
        }
    }

    @Test
    void aTinyRecordingIsFilledUpOnceHoweverOftenItIsKilled() throws IOException {
        SampleRecording tiny = SampleRecording.of(1, 64, 64, 0);
        int end = tiny.endOf(0);
        assertThat(end).isLessThan(20 * TransportPacket.SIZE);
        RecoveryFolder folder = new RecoveryFolder(root.resolve("tiny"));
        folder.crashed("clip", tiny.first(end));

        Map<RepairStep, RecoveryFolder> moments = momentsOf(folder);

        assertThat(moments).containsKey(RepairStep.FILL_UP);
        moments.put(RepairStep.DISCARD, folder);
        for (RecoveryFolder moment : moments.values()) {
            moment.recover(DECODER);
            assertThat(moment.names()).containsExactly("clip.ts");
            byte[] saved = Files.readAllBytes(moment.videos.resolve("clip.ts"));
            assertThat(saved).hasSize(20 * TransportPacket.SIZE);
            assertThat(Arrays.copyOf(saved, end)).isEqualTo(tiny.first(end));
        }
    }

    @Test
    void aStepThatFailsLeavesTheRecordingAndSaysWhy() throws IOException {
        for (RepairStep failing :
                List.of(RepairStep.COPY_CUT, RepairStep.FORCE_CUT, RepairStep.TRUNCATE)) {
            RecoveryFolder folder = tornRecording("failing " + failing);

            Receipt receipt =
                    only(
                            folder.recover(
                                    DECODER,
                                    step -> {
                                        if (step == failing) {
                                            throw new IllegalStateException("the disk is on fire");
                                        }
                                    }));

            assertThat(receipt.state()).isEqualTo(State.KEPT);
            assertThat(receipt.reason()).contains(Reason.NOT_PROVABLE);
            assertThat(receipt.file()).hasBinaryContent(sample.first(torn));
            assertTellsTheSame(only(folder.recover(DECODER)));
            assertFinished(folder);
        }
    }

    private RecoveryFolder tornRecording(String name) throws IOException {
        RecoveryFolder folder = new RecoveryFolder(root.resolve(name));
        folder.crashed("clip", sample.first(torn));
        folder.events("clip", EVENTS + "{\"t\":7");
        return folder;
    }

    /** What is on the disk before each step of a run. */
    private Map<RepairStep, RecoveryFolder> momentsOf(RecoveryFolder folder) throws IOException {
        Map<RepairStep, RecoveryFolder> moments = new EnumMap<>(RepairStep.class);
        folder.recover(DECODER, step -> moments.put(step, copyOf(folder)));
        return moments;
    }

    private RecoveryFolder copyOf(RecoveryFolder folder) {
        try {
            RecoveryFolder copy =
                    new RecoveryFolder(Files.createTempDirectory(root, "moment").toRealPath());
            try (Stream<Path> files = Files.list(folder.videos)) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file,
                            copy.videos.resolve(file.getFileName()),
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            if (folder.notes() > 0) {
                copy.note(copy.videos.resolve("clip.recording.ts"));
            }
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void assertTellsTheSame(Receipt receipt) {
        assertThat(receipt.state()).isEqualTo(State.CUT);
        assertThat(receipt.framesSaved()).isEqualTo(21);
        assertThat(receipt.bytesCut()).isEqualTo(torn - sample.endOf(20));
        assertThat(receipt.millisCut())
                .isEqualTo(SampleRecording.millis(21) - SampleRecording.millis(20));
        assertThat(receipt.cutFile()).isPresent();
    }

    private static void assertFinished(RecoveryFolder folder) throws IOException {
        assertThat(folder.names()).containsExactly("clip.cut", "clip.events.jsonl", "clip.ts");
        assertThat(folder.notes()).isZero();
        assertThat(folder.finished())
                .as("its MP4 is still to be made")
                .containsExactly(folder.videos.resolve("clip.ts"));
        assertThat(folder.videos.resolve("clip.ts"))
                .hasBinaryContent(sample.first(sample.endOf(20)));
        assertThat(folder.videos.resolve("clip.cut"))
                .hasBinaryContent(Arrays.copyOfRange(sample.bytes(), sample.endOf(20), torn));
        List<String> events = Files.readAllLines(folder.videos.resolve("clip.events.jsonl"));
        assertThat(events).hasSize(2);
        assertThat(events.getFirst() + "\n").isEqualTo(EVENTS);
        assertThat(events.getLast())
                .contains("\"type\":\"recovered\"", "\"bytesCut\":" + (torn - sample.endOf(20)));
    }

    private static Receipt only(RecoveryResult result) {
        assertThat(result.receipts()).hasSize(1);
        return result.receipts().getFirst();
    }
}
