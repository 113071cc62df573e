package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.export.Mp4Copy;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.export.RecordingParts;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.SampleSound;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording that was killed a second and a half after its last picture, in the middle of sound.
 */
final class SoundTailTest {

    private static final double PICTURES = 1;
    private static final double SOUND = 2.5;
    private static final double HERTZ = 440;

    /** Less than a frame of sound has. */
    private static final int TORN = TransportPacket.SIZE + 70;

    private static byte[] recorded;

    @TempDir private Path root;
    private RecoveryFolder folder;

    @BeforeAll
    static void record() {
        recorded = SampleSound.withPictures(PICTURES, HERTZ, SOUND);
    }

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = new RecoveryFolder(root);
    }

    @Test
    void soundIsKeptUpToItsLastWholePacketAndIsInTheMp4() throws Exception {
        byte[] torn = Arrays.copyOf(recorded, recorded.length - TORN);
        folder.crashed("clip", torn);

        RecoveryResult result = folder.recover(new FfmpegDecoder());

        Path saved = folder.videos.resolve("clip.ts");
        assertThat(result.receipts())
                .singleElement()
                .satisfies(receipt -> {
                    assertThat(receipt.state()).isEqualTo(State.CUT);
                    assertThat(receipt.framesSaved())
                            .isEqualTo((long) (SampleSound.PICTURES_A_SECOND * PICTURES));
                    assertThat(receipt.millisCut()).as("no picture was lost").isZero();
                });
        assertThat(torn.length - Files.size(saved)).isLessThan(4 * TransportPacket.SIZE);
        Ffmpeg.requireUndamaged(saved);
        Path mp4 = folder.videos.resolve("clip.mp4");
        Mp4Copy.make(saved, mp4, Map.of(), Progress.NONE);
        for (Path file : List.of(saved, mp4)) {
            DecodedSound sound = DecodedSound.of(file);
            assertThat(sound.seconds()).isCloseTo(SOUND, within(0.1));
            assertThat(sound.level(SOUND - 0.7, HERTZ)).isGreaterThan(0.1);
        }
        assertThat(pictureSeconds(mp4)).as("the last picture stays").isCloseTo(SOUND, within(0.1));
        assertThat(RecordingParts.heardUntil(List.of(saved)).toMillis() / 1000.0)
                .isCloseTo(SOUND, within(0.1));
        assertThat(RecordingParts.end(List.of(saved)).toMillis() / 1000.0)
                .isCloseTo(PICTURES, within(0.1));
    }

    /** What was not torn is not said to be. */
    @Test
    void whatEndsWithAWholePacketIsSavedAsItIs() throws Exception {
        folder.crashed("clip", recorded);

        RecoveryResult result = folder.recover(new FfmpegDecoder());

        assertThat(result.receipts())
                .singleElement()
                .extracting(Receipt::state)
                .isEqualTo(State.SAVED);
        assertThat(folder.videos.resolve("clip.ts")).hasBinaryContent(recorded);
    }

    private static double pictureSeconds(Path mp4) {
        List<String> asked =
                List.of("-select_streams", "v:0", "-show_entries", "stream=duration", "-of");
        List<String> arguments = new ArrayList<>(asked);
        arguments.addAll(List.of("csv=p=0", mp4.toString()));
        return Double.parseDouble(Ffmpeg.probed(arguments).strip());
    }
}
