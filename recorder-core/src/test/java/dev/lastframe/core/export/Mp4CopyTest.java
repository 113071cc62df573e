package dev.lastframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.recovery.SampleRecording;
import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.transport.TransportPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real recordings by the product's own encoder, copied by the real program, read by it again. */
final class Mp4CopyTest {

    /** As FFmpeg numbers the second stream. */
    private static final int SOUND_PID = 0x101;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MINUTE = 1800;

    @TempDir private Path folder;

    private Path source;
    private Path target;
    private FfmpegProgram program;

    @BeforeEach
    void names() throws IOException {
        source = folder.resolve("a recording: -x.ts");
        target = folder.resolve("a recording: -x.mp4");
        program = FfmpegProgram.find();
    }

    @Test
    void threePicturesAreThreeSamplesWithTheIndexInFront() throws Exception {
        byte[] recording = record(3, 64, 48);

        make();

        byte[] mp4 = Files.readAllBytes(target);
        assertThat(boxes(mp4)).contains("moov", "mdat");
        assertThat(boxes(mp4).indexOf("moov")).isLessThan(boxes(mp4).indexOf("mdat"));
        int sizes = new String(mp4, StandardCharsets.ISO_8859_1).indexOf("stsz");
        assertThat(ByteBuffer.wrap(mp4).getInt(sizes + 12)).isEqualTo(3);
        assertThat(decoded(target)).hasSize(3).isEqualTo(decoded(source));
        assertThat(Files.readAllBytes(source)).isEqualTo(recording);
    }

    @Test
    void everyPictureOfAMinuteIsTheSameAtTheSameTime() throws Exception {
        record(MINUTE, 64, 48);

        make();

        assertThat(decoded(source)).hasSize(MINUTE);
        assertThat(decoded(target)).isEqualTo(decoded(source));
        // what an edit list would hide is there too
        assertThat(decoded(target, "-ignore_editlist", "1")).isEqualTo(decoded(source));
    }

    @Test
    void whatIsToldOfItIsInIt() throws Exception {
        record(3, 64, 48);
        String comment = "0 of 900 ticks missed; -y \"quoted\" = \\ ; üñ";

        Mp4Copy.make(
                source, target, Map.of("comment", comment, "title", "a recording"), Progress.NONE);

        ProgramRun run =
                program.run(
                        List.of("-v", "error", "-i", "file:" + target, "-f", "ffmetadata", "-"),
                        input -> {},
                        LIMIT);
        assertThat(run.output())
                .contains("title=a recording")
                .contains("comment=0 of 900 ticks missed")
                .contains("üñ");
    }

    @Test
    void onlyItsOwnerMayReadItAndNothingElseIsLeft() throws Exception {
        record(3, 64, 48);

        make();

        assertThat(names(folder)).containsExactly("a recording: -x.mp4", "a recording: -x.ts");
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void progressGrowsToTheWhole() throws Exception {
        record(30, 320, 240);
        List<Double> shares = new ArrayList<>();

        Mp4Copy.make(
                source,
                target,
                Map.of(),
                share -> {
                    synchronized (shares) {
                        shares.add(share);
                    }
                });

        assertThat(shares).isSorted().contains(1.0).allMatch(share -> share >= 0 && share <= 1);
    }

    @Test
    void aNameThatIsTakenIsLeftAlone() throws Exception {
        record(3, 64, 48);
        Files.writeString(target, "somebody's");

        assertThat(refused().kind()).isEqualTo(Kind.EXISTS);
        assertThat(target).hasContent("somebody's");
        assertThat(names(folder)).hasSize(2);
    }

    @Test
    void aRecordingWithoutAPictureIsRefused() throws Exception {
        byte[] recording = record(3, 64, 48);
        for (byte[] bad :
                List.of(
                        new byte[0],
                        new byte[100_000],
                        "no recording at all".repeat(1000).getBytes(StandardCharsets.UTF_8),
                        Arrays.copyOf(recording, 188 * 3))) {
            Files.write(source, bad);

            ExportException refused = refused();

            assertThat(refused.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(refused).hasMessageContaining("a recording: -x.ts");
            assertThat(names(folder)).containsExactly("a recording: -x.ts");
        }
    }

    @Test
    void aRecordingThatIsGoneIsRefused() {
        assertThat(refused().kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(refused()).hasMessageContaining("no longer there");
    }

    @Test
    void aFolderThatTakesNoFileIsRefused() throws Exception {
        record(3, 64, 48);
        target = folder.resolve("no such folder").resolve("a.mp4");

        assertThat(refused().kind()).isEqualTo(Kind.FAILED);
        assertThat(names(folder)).containsExactly("a recording: -x.ts");
    }

    @Test
    void anInterruptedCopyLeavesNothing() throws Exception {
        record(30, 320, 240);

        Thread.currentThread().interrupt();

        assertThatThrownBy(this::make).isInstanceOf(InterruptedException.class);
        assertThat(names(folder)).containsExactly("a recording: -x.ts");
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAndWhatALivingOneMakesIsNot() throws Exception {
        record(3, 64, 48);
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        long living = ProcessHandle.current().parent().orElseThrow().pid();
        Path left = Files.writeString(folder.resolve(NewFile.PREFIX + dead.pid() + "-1"), "x");
        Path others = Files.writeString(folder.resolve(NewFile.PREFIX + living + "-1"), "x");
        Path foreign = Files.writeString(folder.resolve(NewFile.PREFIX + "notes"), "x");

        make();

        assertThat(left).doesNotExist();
        assertThat(others).exists();
        assertThat(foreign).exists();
    }

    @Test
    void aCopyThatDiffersIsFoundWhateverTheDifference() throws Exception {
        record(30, 64, 48);
        make();
        byte[] good = Files.readAllBytes(target);
        assertThat(proof(target)).isEmpty();

        byte[] flipped = good.clone();
        flipped[flipped.length - 20] ^= 1;
        assertThat(proof(Files.write(folder.resolve("flipped"), flipped)))
                .contains("other bytes in the picture after 29 pictures");

        byte[] cut = Arrays.copyOf(good, good.length - 40);
        assertThat(proof(Files.write(folder.resolve("cut"), cut))).isNotEmpty();

        assertThat(rewritten("fewer.mp4", "-frames:v", "29"))
                .contains("it ends before the picture after 29 pictures");
        assertThat(
                        rewritten(
                                "later.mp4",
                                "-bsf:v",
                                "setts=pts=PTS+gt(N\\,9)*90:dts=DTS+gt(N\\,9)*90"))
                .hasValueSatisfying(why -> assertThat(why).startsWith("picture 10 is shown at"));
        byte[] hiding = good.clone();
        int edits = new String(good, StandardCharsets.ISO_8859_1).indexOf("elst");
        ByteBuffer.wrap(hiding).putInt(edits + 12, 1);
        assertThat(proof(Files.write(folder.resolve("hiding"), hiding)))
                .contains("its edit list ends before the last picture after 30 pictures");
        assertThat(rewritten("slow.mp4", "-movflags", "-faststart"))
                .contains("the index is not in front after 0 pictures");
    }

    @Test
    void everyByteOfThePicturesIsCompared() throws Exception {
        record(2, 64, 48);
        make();
        int content = find("mdat") + 4;

        for (int at = content; at < Files.size(target); at++) {
            flip(at, 0x01);
            assertThat(compared().difference()).as("byte " + at).isPresent();
            flip(at, 0x01);
        }
        assertThat(compared().difference()).isEmpty();
    }

    @Test
    void whereverTheIndexIsSpoiledItIsADifferenceOrHarmlessAndNeverAFault() throws Exception {
        record(5, 64, 48);
        make();
        // behind it is the room that was left for it
        int end = find("free");
        int differences = 0;

        for (int at = 0; at < end; at++) {
            for (int bit : List.of(0x01, 0x80)) {
                flip(at, bit);
                differences += compared().difference().isPresent() ? 1 : 0;
                flip(at, bit);
            }
        }

        // of the tables' about 200 bytes each counts
        assertThat(differences).isGreaterThan(200);
        assertThat(compared().difference()).isEmpty();
    }

    @Test
    void theIndexIsInFrontAlsoWhereItNeedsMoreRoomThanWasLeft() throws Exception {
        record(30, 64, 48);

        Mp4Copy.make(source, target, Map.of(), Progress.NONE, (file, tags) -> 700);

        assertThat(boxes(Files.readAllBytes(target))).containsSubsequence("moov", "mdat");
        assertThat(proof(target)).isEmpty();
        assertThat(decoded(target)).isEqualTo(decoded(source));
    }

    @Test
    void nothingIsWrittenTwiceWhereTheRoomWasEnough() throws Exception {
        record(30, 64, 48);

        make();

        // faststart would leave no room behind the index
        assertThat(boxes(Files.readAllBytes(target))).containsSubsequence("moov", "free", "mdat");
        assertThat(Files.size(target)).isLessThan(Files.size(source) + 16 * 1024);
    }

    /** It was ended when its tables told of sound, and none had come yet. */
    @Test
    void ofSoundThatNeverCameNothingIsCopied() throws Exception {
        recordWithSound();
        byte[] bytes = Files.readAllBytes(source);
        ByteArrayOutputStream pictures = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += TransportPacket.SIZE) {
            if (TransportPacket.pid(bytes, at) != SOUND_PID) {
                pictures.write(bytes, at, TransportPacket.SIZE);
            }
        }
        assertThat(pictures.size()).isLessThan(bytes.length);
        Files.write(source, pictures.toByteArray());

        make();

        assertThat(proof(target)).isEmpty();
        assertThat(decoded(target)).isEqualTo(decoded(source));
        assertThat(RecordingParts.sounds(List.of(source))).isEqualTo(new Sounds(false, false));
    }

    @Test
    void soundIsCopiedAndCompared() throws Exception {
        recordWithSound();

        make();

        ProgramRun run =
                program.run(
                        List.of("-v", "error", "-i", "file:" + target, "-f", "framemd5", "-"),
                        input -> {},
                        LIMIT);
        assertThat(run.output()).contains("media_type 1: audio");
        assertThat(proof(target)).isEmpty();
        assertThat(rewritten("late.mp4", "-bsf:a", "setts=ts=TS+gt(N\\,9)*441"))
                .hasValueSatisfying(why -> assertThat(why).startsWith("sound is heard at"));
        byte[] mp4 = Files.readAllBytes(target);
        int content = new String(mp4, StandardCharsets.ISO_8859_1).indexOf("mdat") + 4;
        for (int at = content; at < mp4.length; at += 97) {
            mp4[at] ^= 1;
            assertThat(proof(Files.write(folder.resolve("spoiled"), mp4))).isNotEmpty();
            mp4[at] ^= 1;
        }
    }

    private void recordWithSound() throws IOException, InterruptedException {
        record(60, 64, 48);
        Path silent = folder.resolve("silent.ts");
        Files.move(source, silent);
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-i", "file:" + silent));
        arguments.addAll(List.of("-f", "lavfi", "-i", "sine=duration=2", "-c:v", "copy"));
        arguments.addAll(List.of("-c:a", "aac", "-f", "mpegts", "file:" + source));
        assertThat(program.run(arguments, input -> {}, LIMIT).errors()).isEmpty();
    }

    private byte[] record(int frames, int width, int height) throws IOException {
        byte[] bytes = SampleRecording.of(frames, width, height, 0.1).bytes();
        Files.write(source, bytes);
        return bytes;
    }

    private void make() throws ExportException, InterruptedException {
        Mp4Copy.make(source, target, Map.of(), Progress.NONE);
    }

    private ExportException refused() {
        return catchThrowableOfType(ExportException.class, this::make);
    }

    private int find(String box) throws IOException {
        return new String(Files.readAllBytes(target), StandardCharsets.ISO_8859_1).indexOf(box);
    }

    private void flip(int at, int bits) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
            file.seek(at);
            int before = file.read();
            file.seek(at);
            file.write(before ^ bits);
        }
    }

    private Mp4Comparison.Result compared() throws Exception {
        return Mp4Comparison.of(whole(), target, Progress.NONE);
    }

    private Mp4Source whole() throws IOException {
        return new Mp4Source(source, Files.size(source), Optional.empty());
    }

    private Optional<String> proof(Path file) throws Exception {
        return new Mp4Proof(program, file, LIMIT).prove(whole(), Progress.NONE);
    }

    private Optional<String> rewritten(String name, String... options) throws Exception {
        Path file = folder.resolve(name);
        rewrite(target, file, options);
        return proof(file);
    }

    private void rewrite(Path from, Path to, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-i", "file:" + from));
        arguments.addAll(List.of("-c", "copy", "-video_track_timescale", "90000"));
        arguments.addAll(List.of("-movie_timescale", "90000", "-movflags", "+faststart"));
        arguments.addAll(List.of(options));
        arguments.add("file:" + to);
        assertThat(program.run(arguments, input -> {}, LIMIT).succeeded()).isTrue();
    }

    /** Time and hash of each decoded picture. */
    private List<String> decoded(Path file, String... input) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-v", "error"));
        arguments.addAll(List.of(input));
        arguments.addAll(List.of("-i", "file:" + file, "-map", "0:v", "-fps_mode", "passthrough"));
        arguments.addAll(List.of("-enc_time_base", "1:90000", "-f", "framemd5", "-"));
        List<String> pictures = new ArrayList<>();
        ProgramRun run =
                program.run(
                        arguments,
                        nothing -> {},
                        line -> {
                            if (!line.startsWith("#")) {
                                String[] fields = line.split(",", -1);
                                pictures.add(fields[2].strip() + " " + fields[5].strip());
                            }
                        },
                        LIMIT);
        assertThat(run.errors()).isEmpty();
        return pictures;
    }

    private static List<String> boxes(byte[] mp4) {
        List<String> names = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(mp4);
        for (int at = 0; at < mp4.length; at += bytes.getInt(at)) {
            names.add(new String(mp4, at + 4, 4, StandardCharsets.US_ASCII));
        }
        return names;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
