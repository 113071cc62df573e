package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.export.Mp4Copy;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.export.RecordingParts;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        recorded =
                Ffmpeg.output(
                        List.of(
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc=s=320x180:r=20:d=" + PICTURES,
                                "-f",
                                "lavfi",
                                "-i",
                                "sine=f=" + HERTZ + ":r=48000:d=" + SOUND + ",volume=4",
                                "-c:v",
                                "libopenh264",
                                "-pix_fmt",
                                "yuv420p",
                                "-c:a",
                                "aac",
                                "-pes_payload_size",
                                "0",
                                "-muxdelay",
                                "0",
                                "-muxpreload",
                                "0",
                                "-f",
                                "mpegts",
                                "pipe:1"));
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
                    assertThat(receipt.framesSaved()).isEqualTo((long) (20 * PICTURES));
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
        assertThat(RecordingParts.heardUntil(List.of(saved)).toMillis() / 1000.0)
                .isCloseTo(SOUND, within(0.1));
        assertThat(RecordingParts.end(List.of(saved)).toMillis() / 1000.0)
                .isCloseTo(PICTURES, within(0.1));
    }
}
