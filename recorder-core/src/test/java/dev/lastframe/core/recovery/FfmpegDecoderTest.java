package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.export.ProgramRun;
import dev.lastframe.core.recovery.Receipt.Reason;
import dev.lastframe.core.recovery.Receipt.State;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what the decoder says of the data is a verdict on it. */
@Timeout(300)
final class FfmpegDecoderTest {

    private static final StrictDecoder DECODER = new FfmpegDecoder();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static SampleRecording sample;

    @TempDir private Path root;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(60, 320, 180, 0.5);
    }

    @Test
    void damagedDataIsAVerdict() throws Exception {
        byte[] spoiled = sample.withSpoiled(20);

        assertThat(DECODER.decode(to -> to.write(spoiled), LIMIT).undamaged()).isFalse();
        assertThat(DECODER.decode(to -> to.write(new byte[5000]), LIMIT).undamaged()).isFalse();
        assertThat(DECODER.decode(to -> {}, LIMIT).undamaged()).isFalse();
    }

    @Test
    void aDecoderThatIsKilledGivesNone() {
        assertThatThrownBy(() -> DECODER.decode(FfmpegDecoderTest::writeAndKill, LIMIT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("137");
    }

    @Test
    void aStreamThatCannotBeReadGivesNone() {
        IOException broken = new IOException("Input/output error");

        assertThatThrownBy(() ->
                        DECODER.decode(
                                to -> {
                                    to.write(sample.first(sample.endOf(5)));
                                    throw broken;
                                },
                                LIMIT))
                .isSameAs(broken);
    }

    /** A signal, want of memory, a device's error, a wrong option, a program that is not there. */
    @ParameterizedTest
    @ValueSource(ints = {137, 139, 134, 244, 251, 1, 127, -12})
    void aProgramThatFellGivesNone(int code) {
        assertThatThrownBy(() -> FfmpegDecoder.verdict(new ProgramRun(code, false, "", "")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void wantOfMemoryIsNoneWhateverTheCode() {
        String words = "[dec:h264] Error submitting packet: Cannot allocate memory";

        assertThatThrownBy(() -> FfmpegDecoder.verdict(new ProgramRun(183, false, "", words)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {69, 183, 187, 234, -1094995529})
    void theCodesForBadDataAreVerdicts(int code) throws IOException {
        assertThat(FfmpegDecoder.verdict(new ProgramRun(code, false, "frame=3\n", "bad")))
                .isEqualTo(new StrictDecoder.Decoded(false, 3, "bad"));
    }

    @Test
    void aRecordingWhoseDecoderIsKilledIsNotCutAndTheNextRunSavesAllOfIt() throws IOException {
        // In front of foreign bytes only decoding tells that the last picture is whole.
        int end = sample.endOf(30);
        byte[] crashed = Arrays.copyOf(sample.first(end), end + 4096);
        RecoveryFolder folder = new RecoveryFolder(root);
        Path recording = folder.crashed("clip", crashed);
        AtomicInteger calls = new AtomicInteger();

        Receipt receipt =
                only(
                        folder.recover((stream, limit) ->
                                DECODER.decode(
                                        calls.incrementAndGet() == 1
                                                ? FfmpegDecoderTest::writeAndKill
                                                : stream,
                                        limit)));

        assertThat(receipt.state()).isEqualTo(State.KEPT);
        assertThat(receipt.reason()).contains(Reason.NOT_PROVABLE);
        assertThat(recording).hasBinaryContent(crashed);
        assertThat(only(folder.recover(DECODER)).framesSaved()).isEqualTo(31);
    }

    @Test
    void aRecordingThatCannotBeReadToItsEndIsKeptAndNamed() throws IOException {
        RecoveryFolder folder = new RecoveryFolder(root);
        Path recording = folder.crashed("clip", sample.bytes());

        Receipt receipt =
                only(
                        folder.recover((stream, limit) -> {
                            try (RandomAccessFile shorter =
                                    new RandomAccessFile(recording.toFile(), "rw")) {
                                shorter.setLength(sample.endOf(30));
                            }
                            return DECODER.decode(stream, limit);
                        }));

        assertThat(receipt.state()).isEqualTo(State.KEPT);
        assertThat(receipt.reason()).contains(Reason.UNREADABLE);
        assertThat(recording).hasBinaryContent(sample.first(sample.endOf(30)));
    }

    private static Receipt only(RecoveryResult result) {
        assertThat(result.receipts()).hasSize(1);
        return result.receipts().getFirst();
    }

    /**
     * Gives a child process its first bytes and kills it, as the system does for want of memory.
     */
    private static void writeAndKill(OutputStream to) throws IOException {
        to.write(sample.bytes());
        List<ProcessHandle> children =
                ProcessHandle.current().children().filter(FfmpegDecoderTest::isDecoder).toList();
        assertThat(children).hasSize(1);
        children.getFirst().destroyForcibly();
        children.getFirst().onExit().join();
    }

    private static boolean isDecoder(ProcessHandle child) {
        return child.info().command().filter(name -> name.endsWith("ffmpeg")).isPresent();
    }
}
