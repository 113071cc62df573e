package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.recovery.Receipt.Proven;
import dev.lastframe.core.recovery.Receipt.Reason;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.testing.Ffmpeg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class RecoveryTest {

    private static final StrictDecoder DECODER = new FfmpegDecoder();
    private static SampleRecording sample;

    @TempDir private Path root;
    private RecoveryFolder folder;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(30, 320, 180, 0.1);
    }

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = new RecoveryFolder(root);
    }

    @Test
    void aWholeRecordingIsPublishedAndNothingIsLeftOfTheCrash() throws IOException {
        folder.crashed("clip", sample.bytes());

        RecoveryResult result = folder.recover(DECODER);

        Receipt receipt = only(result);
        assertThat(receipt.state()).isEqualTo(State.SAVED);
        assertThat(receipt.file()).isEqualTo(folder.videos.resolve("clip.ts"));
        assertThat(receipt.framesSaved()).isEqualTo(30);
        assertThat(receipt.millisSaved()).isEqualTo(SampleRecording.millis(29));
        assertThat(receipt.bytesCut()).isZero();
        assertThat(receipt.millisCut()).isZero();
        assertThat(receipt.reason()).isEmpty();
        assertThat(receipt.proof()).isEqualTo(Proven.ALL);
        assertThat(receipt.isLoss()).isFalse();
        assertThat(folder.names()).containsExactly("clip.ts");
        assertThat(folder.notes()).isZero();
        assertThat(receipt.file()).hasBinaryContent(sample.bytes());
    }

    @Test
    void aTornPictureIsCutOffAndKeptBesideTheRecording() throws IOException {
        int end = sample.endOf(20) + 188 * 3 + 17;
        folder.crashed("clip", sample.first(end));

        Receipt receipt = only(folder.recover(DECODER));

        int whole = sample.endOf(20);
        assertThat(receipt.state()).isEqualTo(State.CUT);
        assertThat(receipt.framesSaved()).isEqualTo(21);
        assertThat(receipt.bytesCut()).isEqualTo(end - whole);
        assertThat(receipt.millisCut())
                .isEqualTo(SampleRecording.millis(21) - SampleRecording.millis(20));
        assertThat(receipt.isLoss()).isTrue();
        assertThat(folder.names()).containsExactly("clip.cut", "clip.ts");
        assertThat(receipt.file()).hasBinaryContent(sample.first(whole));
        assertThat(receipt.cutFile())
                .hasValueSatisfying(cut ->
                        assertThat(cut)
                                .hasBinaryContent(Arrays.copyOfRange(sample.bytes(), whole, end)));
        Ffmpeg.requireUndamaged(receipt.file());
        assertThat(Ffmpeg.probe(receipt.file()).frames()).isEqualTo(21);
    }

    @Test
    void aRecordingThatThisProcessMakesIsLeftAloneAndStaysLocked() throws Exception {
        try (RecordingFiles live =
                RecordingFiles.reserve(folder.videos, "live", true, folder.active)) {
            Files.write(live.recording(), sample.bytes());

            RecoveryResult result = folder.recover(DECODER);

            assertThat(result.receipts()).isEmpty();
            assertThat(result.inUse()).isEqualTo(1);
            assertThat(folder.names()).containsExactly(".live.lock", "live.recording.ts");
            assertThat(folder.notes()).isEqualTo(1);
            assertThat(isLockedForOthers(folder.videos.resolve(".live.lock"))).isTrue();
        }
    }

    @Test
    void anEmptyRecordingIsRemovedWithItsLockAndEvents() throws IOException {
        folder.crashed("clip", new byte[0]);
        folder.events("clip", "{\"t\":0,\"type\":\"start\"}\n");

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.state()).isEqualTo(State.EMPTY);
        assertThat(receipt.isLoss()).isFalse();
        assertThat(folder.names()).isEmpty();
        assertThat(folder.notes()).isZero();
    }

    @Test
    void aTextFileIsKeptAsItIs() throws IOException {
        Path text =
                folder.crashed(
                        "notes", "Dear diary,\n".repeat(500).getBytes(StandardCharsets.UTF_8));

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.state()).isEqualTo(State.KEPT);
        assertThat(receipt.reason()).contains(Reason.NOT_A_TRANSPORT_STREAM);
        assertThat(receipt.file()).isEqualTo(text);
        assertThat(text).hasContent("Dear diary,\n".repeat(500));
    }

    @Test
    void eventsAreCutToTheirLastWholeLineAndTellOfTheRecovery() throws IOException {
        folder.crashed("clip", sample.first(sample.endOf(20)));
        String whole =
                "{\"t\":0,\"type\":\"start\",\"wall\":\"2026-11-20T17:40:00Z\"}\n"
                        + "{\"t\":600000,\"type\":\"ledger\",\"captured\":19,\"encodeFailed\":0,"
                        + "\"abandoned\":0}\n";
        Path events = folder.events("clip", whole + "{\"t\":700000,\"type\":\"led");

        Receipt receipt = only(folder.recover(DECODER));

        List<String> lines = Files.readAllLines(events);
        assertThat(lines).hasSize(3);
        assertThat(String.join("\n", lines.subList(0, 2)) + "\n").isEqualTo(whole);
        assertThat(lines.getLast())
                .startsWith(
                        "{\"t\":667000,\"type\":\"recovered\",\"wall\":\"2026-11-21T14:03:22Z\"")
                .contains("\"frames\":21", "\"bytesCut\":0", "\"millisCut\":0");
        assertThat(receipt.began()).isEqualTo("2026-11-20T17:40:00Z");
        assertThat(receipt.sentence())
                .isEqualTo(
                        "Found an unfinished recording from yesterday 17:40. 0:00 saved, nothing"
                                + " cut.");
    }

    private static Receipt only(RecoveryResult result) {
        assertThat(result.receipts()).hasSize(1);
        return result.receipts().getFirst();
    }

    /** Asks the system by another process: this one's own view of its locks is another. */
    private static boolean isLockedForOthers(Path lockFile) throws IOException {
        Object inode = Files.getAttribute(lockFile, "unix:ino");
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(line -> line.matches(".*:" + inode + " .*"));
    }
}
