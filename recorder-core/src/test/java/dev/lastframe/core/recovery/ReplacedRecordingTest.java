package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.recovery.Receipt.Reason;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.storage.RepairStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Somebody moves another file to the recording's name while it is recovered. */
@Timeout(300)
final class ReplacedRecordingTest {

    private static final StrictDecoder DECODER = new RememberingDecoder(new FfmpegDecoder());
    private static final String OTHER = "somebody's";

    private static SampleRecording sample;
    private static int torn;

    @TempDir private Path root;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(10, 320, 180, 0.1);
        torn = sample.endOf(7) + 188 * 2 + 11;
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"FILL_UP", "DISCARD", "REMOVE_LOCK", "REMOVE_NOTES"})
    void theOtherFileIsNeitherCutNorNamedNorRemoved(RepairStep at) throws IOException {
        RecoveryFolder folder = new RecoveryFolder(root);
        Path recording = folder.crashed("clip", sample.first(torn));
        folder.events("clip", "{\"t\":0,\"type\":\"start\"}\n{\"t\":7");

        RecoveryResult result = folder.recover(DECODER, step -> replace(step == at, recording));

        Receipt receipt = result.receipts().getFirst();
        assertThat(receipt.state()).isEqualTo(State.KEPT);
        assertThat(receipt.reason()).contains(Reason.REPLACED);
        assertThat(recording).hasContent(OTHER);
        assertThat(folder.videos.resolve("clip.ts")).doesNotExist();
    }

    @Test
    void soItIsWhereTheRecordingWasEmpty() throws IOException {
        RecoveryFolder folder = new RecoveryFolder(root);
        Path recording = folder.crashed("clip", new byte[0]);

        RecoveryResult result =
                folder.recover(DECODER, step -> replace(step == RepairStep.DISCARD, recording));

        assertThat(result.receipts().getFirst().reason()).contains(Reason.REPLACED);
        assertThat(recording).hasContent(OTHER);
    }

    @Test
    void soItIsWhileTheRecordingIsDecoded() throws IOException {
        RecoveryFolder folder = new RecoveryFolder(root);
        Path recording = folder.crashed("clip", sample.first(torn));

        RecoveryResult result =
                folder.recover((stream, limit) -> {
                    replace(true, recording);
                    return DECODER.decode(stream, limit);
                });

        assertThat(result.receipts().getFirst().reason()).contains(Reason.REPLACED);
        assertThat(recording).hasContent(OTHER);
    }

    private static void replace(boolean now, Path recording) {
        if (now) {
            try {
                Path other = Files.writeString(recording.resolveSibling("other"), OTHER);
                Files.move(other, recording, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
