package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.recovery.Receipt.Reason;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.SampleSound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A microphone's own track is brought to its end with the recording, and told of with it. */
final class MicrophoneRecoveryTest {

    private static final StrictDecoder DECODER = new FfmpegDecoder();

    private static SampleRecording sample;
    private static byte[] sound;

    @TempDir private Path root;
    private RecoveryFolder folder;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(30, 320, 180, 0.1);
        sound = SampleSound.of(440, 2);
    }

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = new RecoveryFolder(root);
    }

    @Test
    void itGetsItsNameAndNoReceiptAndNoMp4OfItsOwn() throws IOException {
        folder.crashed("clip", sample.bytes());
        folder.crashed("clip.microphone", Arrays.copyOf(sound, sound.length - 400));

        RecoveryResult result = folder.recover(DECODER);

        assertThat(result.receipts())
                .singleElement()
                .extracting(Receipt::state)
                .isEqualTo(State.SAVED);
        assertThat(folder.names())
                .containsExactly("clip.microphone.cut", "clip.microphone.ts", "clip.ts");
        assertThat(folder.notes()).isZero();
        assertThat(folder.finished()).containsExactly(folder.videos.resolve("clip.ts"));
        DecodedSound heard = DecodedSound.of(folder.videos.resolve("clip.microphone.ts"));
        assertThat(heard.seconds()).isCloseTo(2, within(0.1));
        assertThat(heard.level(1, 440)).isGreaterThan(0.1);
    }

    @Test
    void anEmptyOneIsRemoved() throws IOException {
        folder.crashed("clip", sample.bytes());
        folder.crashed("clip.microphone", new byte[0]);

        assertThat(folder.recover(DECODER).receipts()).hasSize(1);
        assertThat(folder.names()).containsExactly("clip.ts");
    }

    @Test
    void aRecordingOfSuchANameIsARecording() throws IOException {
        folder.crashed("talk.microphone", sample.bytes());

        assertThat(folder.recover(DECODER).receipts())
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.framesSaved()).isEqualTo(30));
        assertThat(folder.finished()).containsExactly(folder.videos.resolve("talk.microphone.ts"));
    }

    @Test
    void soundAloneUnderARecordingsNameIsNone() throws IOException {
        folder.crashed("clip", sound);

        assertThat(folder.recover(DECODER).receipts())
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.reason()).contains(Reason.NO_PICTURE));
    }
}
