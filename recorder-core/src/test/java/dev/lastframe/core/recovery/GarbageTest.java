package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lastframe.core.recovery.Receipt.Reason;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.testing.Ffmpeg;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever has the name of a recording: it is recovered, or kept with the reason. */
@Timeout(300)
final class GarbageTest {

    private static final StrictDecoder DECODER = new RememberingDecoder(new FfmpegDecoder());
    private static SampleRecording sample;

    @TempDir private Path root;
    private RecoveryFolder folder;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(60, 320, 180, 0.1);
    }

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = new RecoveryFolder(root);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 187, 188, 189, 1000, 100_000})
    void textOfAnyLengthIsNoRecording(int length) throws IOException {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) 'G'); // which is 0x47, the first byte of a packet

        assertKept(text, Reason.NOT_A_TRANSPORT_STREAM);
    }

    @Test
    void noiseIsNoRecording() throws IOException {
        byte[] noise = new byte[500_000];
        new Random(3).nextBytes(noise);

        assertKept(noise, Reason.NOT_A_TRANSPORT_STREAM);
    }

    @Test
    void anMp4UnderThatNameIsNoRecording() throws IOException {
        Path video = Files.write(root.resolve("video.ts"), sample.bytes());
        Path mp4 = root.resolve("video.mp4");
        Process remux =
                new ProcessBuilder(
                                Ffmpeg.ffmpeg().toString(),
                                "-v",
                                "error",
                                "-i",
                                video.toString(),
                                "-c",
                                "copy",
                                mp4.toString())
                        .inheritIO()
                        .start();
        assertThat(remux.onExit().join().exitValue()).isZero();

        assertKept(Files.readAllBytes(mp4), Reason.NOT_A_TRANSPORT_STREAM);
    }

    @Test
    void tablesWithoutAPictureAreKept() throws IOException {
        assertKept(sample.first(3 * 188), Reason.NO_PICTURE);
        assertKept(sample.first(sample.endOf(0) - 188), Reason.NO_PICTURE);
    }

    @Test
    void aFileOfWhichOnlyTheHeadIsBadIsKept() throws IOException {
        byte[] bytes = sample.bytes();
        Arrays.fill(bytes, 0, 4096, (byte) 0);

        assertKept(bytes, Reason.NOT_A_TRANSPORT_STREAM);
    }

    @Test
    void zerosInTheMiddleEndTheRecordingThereAndTheRestIsKeptBeside() throws IOException {
        byte[] bytes = sample.bytes();
        int from = sample.endOf(29) / 4096 * 4096;
        Arrays.fill(bytes, from, from + 8192, (byte) 0);

        Receipt receipt = recover(bytes);

        assertThat(receipt.state()).isEqualTo(State.CUT);
        assertWholePicturesUpTo(receipt, sample.wholeUnits(from));
        assertThat(receipt.bytesCut() + Files.size(receipt.file())).isEqualTo(bytes.length);
        assertThat(receipt.millisCut())
                .as("up to the last picture that was ever in it")
                .isEqualTo(
                        SampleRecording.millis(59)
                                - SampleRecording.millis((int) receipt.framesSaved() - 1));
    }

    /** A file system that lost power gives blocks of zeros, which begin anywhere in a picture. */
    @Test
    void zerosAtTheEndCostNoWholePictureAndAddNoBrokenOne() throws IOException {
        int longest = sample.endOf(40);
        for (int from = longest - 188 * 4; from <= longest; from += 47) {
            byte[] bytes = Arrays.copyOf(sample.first(from), from + 20_000);

            Receipt receipt = recover(bytes);

            assertThat(receipt.state()).isEqualTo(State.CUT);
            assertWholePicturesUpTo(receipt, sample.wholeUnits(from));
            Files.delete(receipt.file());
            Files.delete(receipt.cutFile().orElseThrow());
        }
    }

    /** A picture a second, so that little is much. */
    @Test
    void halfAMinuteBehindADamageIsCutOffAndAMomentMoreIsNot() throws IOException {
        SampleRecording slow = SampleRecording.of(60, 128, 96, 0, 1_000_000);
        for (int lost : new int[] {30, 29}) {
            byte[] bytes = slow.bytes();
            Arrays.fill(bytes, slow.endOf(lost - 1), slow.endOf(lost), (byte) 0);
            Path recording = folder.crashed("clip " + lost, bytes);

            Receipt receipt = only(folder.recover(DECODER));

            // The last picture is at 59 s, the last whole one a second before the lost one.
            boolean tooLong = 59 - (lost - 1) > 30;
            assertThat(receipt.state()).isEqualTo(tooLong ? State.KEPT : State.CUT);
            assertThat(receipt.reason())
                    .isEqualTo(tooLong ? Optional.of(Reason.CUT_TOO_LARGE) : Optional.empty());
            if (tooLong) {
                assertThat(recording).hasBinaryContent(bytes);
                Files.delete(recording);
            } else {
                assertThat(receipt.framesSaved()).isEqualTo(lost);
                assertThat(receipt.millisCut()).isEqualTo((59 - (lost - 1)) * 1000L);
            }
        }
    }

    @Test
    void moreBehindADamageThanACrashExplainsIsNotCutOff() throws IOException {
        Path recording = folder.crashed("clip", sample.bytes());
        long size = Examination.MOST_CUT_BYTES + sample.size() + 1;
        grow(recording, size);

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.state()).isEqualTo(State.KEPT);
        assertThat(receipt.reason()).contains(Reason.CUT_TOO_LARGE);
        assertThat(recording).hasSize(size);
        assertThat(folder.names()).containsExactly(".clip.lock", "clip.recording.ts");
    }

    @Test
    void aGigabyteOfZerosIsTurnedDownByItsHead() throws IOException {
        Path recording = folder.crashed("clip", new byte[0]);
        grow(recording, 1L << 30);

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.reason()).contains(Reason.NOT_A_TRANSPORT_STREAM);
        assertThat(recording).hasSize(1L << 30);
    }

    @Test
    void aPictureThatIsWipedOutIsFoundByDecodingAndTheFileIsKept() throws IOException {
        assertKept(sample.withSpoiled(30), Reason.DAMAGED);
    }

    @Test
    void timesThatGoBackAreFoundByReading() throws IOException {
        byte[] first = sample.first(sample.endOf(30));
        byte[] twice = Arrays.copyOf(first, first.length * 2);
        System.arraycopy(first, 0, twice, first.length, first.length);
        SampleRecording.countOn(twice);

        assertKept(twice, Reason.TIMES_NOT_INCREASING);
    }

    @Test
    void aFolderOfThatNameIsNamedAndLeftAlone() throws IOException {
        Path directory = Files.createDirectory(folder.videos.resolve("clip.recording.ts"));

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.reason()).contains(Reason.NOT_A_FILE);
        assertThat(directory).isEmptyDirectory();
        assertThat(folder.names()).containsExactly("clip.recording.ts");
    }

    @Test
    void aLinkThatLeadsNowhereIsNamedAndLeftAlone() throws IOException {
        Path link = folder.videos.resolve("clip.recording.ts");
        Files.createSymbolicLink(link, root.resolve("nowhere"));

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.reason()).contains(Reason.LINK);
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(root.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aLinkToAWholeRecordingIsNotFollowed() throws IOException {
        Path elsewhere = Files.write(root.resolve("elsewhere.ts"), sample.bytes());
        Files.createSymbolicLink(folder.videos.resolve("clip.recording.ts"), elsewhere);

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.reason()).contains(Reason.LINK);
        assertThat(elsewhere).hasBinaryContent(sample.bytes());
        assertThat(folder.names()).containsExactly("clip.recording.ts");
    }

    @Test
    void aFolderThatTakesNoLockIsNamed() throws IOException {
        // Not even the administrator can make this lock file: a folder has its name.
        folder.crashed("clip", sample.bytes());
        Files.delete(folder.videos.resolve(".clip.lock"));
        Files.createDirectory(folder.videos.resolve(".clip.lock"));

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.reason()).contains(Reason.NO_LOCK);
        assertThat(folder.videos.resolve("clip.recording.ts")).hasBinaryContent(sample.bytes());
    }

    @Test
    void aFolderThatTakesNoNewNamesKeepsAllAsItIsUntilItTakesThem() throws Exception {
        int torn = sample.endOf(20) + 300;
        Path cut = folder.crashed("torn", sample.first(torn));
        Path whole = folder.crashed("whole", sample.bytes());
        Path lockless = Files.write(folder.videos.resolve("lockless.recording.ts"), sample.bytes());
        List<String> names = folder.names();
        try {
            assumeThat(freeze(folder.videos)).as("the test may make it read-only").isTrue();

            RecoveryResult result = folder.recover(DECODER);

            assertThat(result.receipts())
                    .hasSize(3)
                    .allMatch(receipt -> receipt.state() == State.KEPT)
                    .allMatch(receipt -> receipt.isLoss() && receipt.cutFile().isEmpty())
                    .extracting(receipt -> receipt.reason().orElseThrow())
                    .containsExactly(Reason.NO_LOCK, Reason.WRITE_FAILED, Reason.WRITE_FAILED);
            assertThat(folder.names()).isEqualTo(names);
            assertThat(cut).hasBinaryContent(sample.first(torn));
            assertThat(whole).hasBinaryContent(sample.bytes());
            assertThat(lockless).hasBinaryContent(sample.bytes());
            assertThat(folder.notes()).isEqualTo(2);
        } finally {
            thaw(folder.videos);
        }

        folder.recover(DECODER);

        assertThat(folder.names())
                .containsExactly("lockless.ts", "torn.cut", "torn.ts", "whole.ts");
        assertThat(folder.notes()).isZero();
    }

    /** Takes the right to change a folder away, from the administrator too where that can be. */
    private static boolean freeze(Path directory) throws Exception {
        assertThat(directory.toFile().setWritable(false, false)).isTrue();
        return !takesNames(directory) || (chattr("+i", directory) && !takesNames(directory));
    }

    private static void thaw(Path directory) throws Exception {
        if (!directory.toFile().setWritable(true, true)) {
            chattr("-i", directory);
            assertThat(directory.toFile().setWritable(true, true)).isTrue();
        }
    }

    private static boolean takesNames(Path directory) throws IOException {
        try {
            Files.delete(Files.createFile(directory.resolve("probe")));
            return true;
        } catch (FileSystemException refused) {
            return false;
        }
    }

    private static boolean chattr(String change, Path directory) throws Exception {
        try {
            return new ProcessBuilder("chattr", change, directory.toString())
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** The administrator may read everything: then it is simply recovered. */
    @Test
    void aFileThatMayNotBeReadIsNamedAndLeftAlone() throws IOException {
        Path recording = folder.crashed("clip", sample.bytes());
        assertThat(recording.toFile().setReadable(false, false)).isTrue();
        boolean readable = Files.isReadable(recording);

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.reason())
                .isEqualTo(readable ? Optional.empty() : Optional.of(Reason.UNREADABLE));
        assertThat(receipt.file())
                .isEqualTo(readable ? folder.videos.resolve("clip.ts") : recording)
                .hasSize(sample.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my clip  with   spaces",
                "🎬 Ärger 日本",
                "two\nlines",
                "-i -y %d",
                "it's \"quoted\" & $HOME",
                "a.recording.ts"
            })
    void anyNameIsRecoveredUnderItself(String name) throws IOException {
        assertRecoveredUnderItsName(name);
    }

    @Test
    void soIsTheLongestNameThatAFileSystemTakes() throws IOException {
        assertRecoveredUnderItsName("n".repeat(255 - ".recording.ts".length()));
        assertRecoveredUnderItsName("ä".repeat((255 - ".recording.ts".length()) / 2));
    }

    private void assertRecoveredUnderItsName(String name) throws IOException {
        int torn = sample.endOf(20) + 300;
        folder.crashed(name, sample.first(torn));

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.state()).isEqualTo(State.CUT);
        assertThat(receipt.file()).isEqualTo(folder.videos.resolve(name + ".ts"));
        assertThat(receipt.cutFile()).contains(folder.videos.resolve(name + ".cut"));
        assertThat(folder.notes()).isZero();
        assertThat(folder.names()).contains(name + ".ts", name + ".cut");
        assertThat(folder.videos.resolve("." + name + ".lock")).doesNotExist();
    }

    private void assertWholePicturesUpTo(Receipt receipt, int pictures) throws IOException {
        byte[] saved = Files.readAllBytes(receipt.file());
        assertThat(receipt.framesSaved()).isEqualTo(pictures);
        assertThat(Ffmpeg.pictureHashes(saved)).hasSize(pictures);
        assertThat(saved).isEqualTo(sample.first(saved.length));
    }

    private void assertKept(byte[] bytes, Reason reason) throws IOException {
        Path recording = folder.crashed("clip", bytes);

        Receipt receipt = only(folder.recover(DECODER));

        assertThat(receipt.state()).isEqualTo(State.KEPT);
        assertThat(receipt.reason()).contains(reason);
        assertThat(receipt.file()).isEqualTo(recording);
        assertThat(receipt.isLoss()).isTrue();
        assertThat(recording).hasBinaryContent(bytes);
        assertThat(folder.notes()).as("it is found again").isPositive();
        assertThat(folder.names()).containsExactly(".clip.lock", "clip.recording.ts");
        Files.delete(recording);
        Files.delete(folder.videos.resolve(".clip.lock"));
    }

    private Receipt recover(byte[] bytes) throws IOException {
        folder.crashed("clip", bytes);
        return only(folder.recover(DECODER));
    }

    private static Receipt only(RecoveryResult result) {
        assertThat(result.receipts()).hasSize(1);
        assertThat(result.unreadableFolders()).isEqualTo(List.of());
        return result.receipts().getFirst();
    }

    private static void grow(Path file, long size) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
    }
}
