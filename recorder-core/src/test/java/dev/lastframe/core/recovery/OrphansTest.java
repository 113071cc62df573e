package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.RepairStep;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is found, what is left alone, and how a run goes on and ends. */
@Timeout(300)
final class OrphansTest {

    private static final FfmpegDecoder FFMPEG = new FfmpegDecoder();
    private static SampleRecording sample;

    @TempDir private Path root;
    private RecoveryFolder folder;
    private final StrictDecoder decoder = new RememberingDecoder(FFMPEG);

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(10, 320, 180, 0);
    }

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = new RecoveryFolder(root);
    }

    @Test
    void aNoteLeadsToARecordingInAnyFolder() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("some/where"));
        folder.note(Files.write(elsewhere.resolve("clip.recording.ts"), sample.bytes()));

        RecoveryResult result = folder.recover(decoder);

        assertThat(result.receipts())
                .extracting(Receipt::file)
                .containsExactly(elsewhere.resolve("clip.ts"));
        assertThat(folder.notes()).isZero();
    }

    @Test
    void theOthersInTheFolderOfANoteAreFoundToo() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("some/where"));
        Files.write(elsewhere.resolve("without a note.recording.ts"), sample.bytes());
        folder.note(elsewhere.resolve("gone.recording.ts"));

        RecoveryResult result = folder.recover(decoder);

        assertThat(result.receipts())
                .extracting(Receipt::file)
                .containsExactly(elsewhere.resolve("without a note.ts"));
    }

    @Test
    void aRecordingWithoutALockFileIsRecoveredAndLeavesNone() throws IOException {
        Files.write(folder.videos.resolve("clip.recording.ts"), sample.bytes());

        folder.recover(decoder);

        assertThat(folder.names()).containsExactly("clip.ts");
    }

    @Test
    void oneThatIsKeptIsLeftWithoutALockFileIfThereWasNone() throws IOException {
        Files.writeString(folder.videos.resolve("clip.recording.ts"), "text");

        folder.recover(decoder);

        assertThat(folder.names()).containsExactly("clip.recording.ts");
    }

    @Test
    void aNoteOfARecordingThatIsGoneIsRemovedWithWhatIsLeftOfItsLock() throws IOException {
        folder.note(folder.videos.resolve("gone.recording.ts"));
        Files.createFile(folder.videos.resolve(".gone.lock"));

        RecoveryResult result = folder.recover(decoder);

        assertThat(result.receipts()).isEmpty();
        assertThat(folder.notes()).isZero();
        assertThat(folder.names()).isEmpty();
    }

    @Test
    void aNoteWhoseRecordingHasNotBegunYetStays() throws Exception {
        try (RecordingFiles live =
                RecordingFiles.reserve(folder.videos, "clip", true, folder.active)) {
            assertThat(live.isNoted()).isTrue();

            RecoveryResult result = folder.recover(decoder);

            assertThat(result.inUse()).isEqualTo(1);
            assertThat(folder.notes()).isEqualTo(1);
            assertThat(folder.names()).containsExactly(".clip.lock");
        }
    }

    @Test
    void aNoteThatLeadsToADiskThatIsNotPluggedInStays() throws IOException {
        Path disk = Files.createDirectory(root.resolve("usb disk"));
        folder.note(disk.resolve("clip.recording.ts"));
        Files.delete(disk);

        folder.recover(decoder);

        assertThat(folder.notes()).isEqualTo(1);
    }

    /** Where a disk is mounted there is a folder without it, too. */
    @Test
    void soDoesOneWhoseDiskLeavesAnEmptyFolderAndItIsFoundWhenTheDiskIsBack() throws IOException {
        Path mounted = Files.createDirectory(root.resolve("usb disk"));
        Path disk = root.resolve("the disk");
        folder.note(mounted.resolve("clip.recording.ts"));
        Files.write(mounted.resolve("clip.recording.ts"), sample.bytes());
        Files.move(mounted, disk);
        Files.createDirectory(mounted);

        assertThat(folder.recover(decoder).receipts()).isEmpty();

        assertThat(folder.notes()).isEqualTo(1);
        assertThat(mounted).isEmptyDirectory();
        Files.delete(mounted);
        Files.move(disk, mounted);
        assertThat(folder.recover(decoder).receipts())
                .extracting(Receipt::file)
                .containsExactly(mounted.resolve("clip.ts"));
        assertThat(folder.notes()).isZero();
    }

    @Test
    void soDoesOneWhenAnotherDiskHasARecordingOfTheSameName() throws IOException {
        Path mounted = Files.createDirectory(root.resolve("usb disk"));
        Path disk = root.resolve("the disk");
        folder.note(mounted.resolve("clip.recording.ts"));
        Files.move(mounted, disk);
        Files.createDirectory(mounted);
        Files.write(mounted.resolve("clip.recording.ts"), sample.bytes());

        assertThat(folder.recover(decoder).receipts()).hasSize(1);

        assertThat(folder.notes()).as("of the recording on the first disk").isEqualTo(1);
    }

    @Test
    void aNoteThatDoesNotTellItsFolderIsRemovedWhereTheRecordingLeftTraces() throws IOException {
        for (String trace : List.of("clip.ts", "clip.events.jsonl", ".clip.lock")) {
            String path = folder.videos.resolve("clip.recording.ts").toString();
            Files.writeString(folder.active.resolve("1"), path);
            Path left = Files.createFile(folder.videos.resolve(trace));

            folder.recover(decoder);

            assertThat(folder.notes()).as(trace).isZero();
            Files.deleteIfExists(left);
        }
    }

    @Test
    void aNoteThatDoesNotTellItsFolderLeadsToARecordingAndIsNotRemovedWithoutOne()
            throws IOException {
        String path = folder.videos.resolve("clip.recording.ts").toString();
        Path note = Files.writeString(folder.active.resolve("1"), path);

        folder.recover(decoder);

        assertThat(note).exists();
        Files.write(folder.videos.resolve("clip.recording.ts"), sample.bytes());
        assertThat(folder.recover(decoder).receipts()).hasSize(1);
        assertThat(note).doesNotExist();
    }

    @Test
    void aNoteOfNonsenseIsLeftAlone() throws IOException {
        Files.writeString(folder.active.resolve("1"), "");
        Files.writeString(folder.active.resolve("2"), "not absolute.recording.ts");
        Files.writeString(folder.active.resolve("3"), "/etc/passwd");
        Files.write(folder.active.resolve("4"), new byte[] {'/', 0, 'x', (byte) 0xff});
        Files.createDirectory(folder.active.resolve("5"));

        assertThat(folder.recover(decoder).receipts()).isEmpty();

        assertThat(folder.notes()).isEqualTo(5);
    }

    @Test
    void aLaterPartIsARecordingOfItsOwn() throws IOException {
        folder.crashed("clip", sample.bytes());
        folder.crashed("clip part 2", sample.bytes());
        Path events = folder.events("clip", "{\"t\":0,\"type\":\"start\"}\n");

        RecoveryResult result = folder.recover(decoder);

        assertThat(result.receipts()).extracting(Receipt::state).containsOnly(State.SAVED);
        assertThat(folder.names())
                .containsExactly("clip part 2.ts", "clip.events.jsonl", "clip.ts");
        assertThat(Files.readAllLines(events)).hasSize(2);
    }

    @Test
    void aNameThatIsTakenMeanwhileIsNotReplaced() throws IOException {
        folder.crashed("clip", sample.bytes());
        Path taken = Files.writeString(folder.videos.resolve("clip.ts"), "somebody's");

        RecoveryResult result = folder.recover(decoder);

        assertThat(taken).hasContent("somebody's");
        assertThat(result.receipts())
                .extracting(Receipt::file)
                .containsExactly(folder.videos.resolve("clip (2).ts"));
    }

    @Test
    void nothingIsReplacedThatComesToTheNameOrTheCutsInTheLastMoment() throws IOException {
        int torn = sample.endOf(7) + 188;
        folder.crashed("clip", sample.first(torn));
        Path taken = folder.videos.resolve("clip.ts");
        Path cut = folder.videos.resolve("clip.cut");

        RecoveryResult result =
                folder.recover(
                        decoder,
                        step -> {
                            if (step == RepairStep.PUBLISH || step == RepairStep.COPY_CUT) {
                                writeIfMissing(step == RepairStep.PUBLISH ? taken : cut);
                            }
                        });

        Receipt receipt = result.receipts().getFirst();
        assertThat(taken).hasContent("somebody's");
        assertThat(cut).hasContent("somebody's");
        assertThat(receipt.file()).isEqualTo(folder.videos.resolve("clip (2).ts"));
        assertThat(receipt.file()).hasBinaryContent(sample.first(sample.endOf(7)));
        assertThat(receipt.cutFile()).contains(folder.videos.resolve("clip (2).cut"));
        assertThat(receipt.cutFile().orElseThrow())
                .hasBinaryContent(Arrays.copyOfRange(sample.bytes(), sample.endOf(7), torn));
    }

    @Test
    void whatWasCutOffStaysWhenRecoveryRunsAgain() throws IOException {
        int torn = sample.endOf(7) + 188;
        folder.crashed("clip", sample.first(torn));
        folder.recover(decoder);
        List<String> names = folder.names();
        assertThat(names).containsExactly("clip.cut", "clip.ts");

        assertThat(folder.recover(decoder).receipts()).isEmpty();

        assertThat(folder.names()).isEqualTo(names);
        assertThat(folder.videos.resolve("clip.cut"))
                .hasBinaryContent(Arrays.copyOfRange(sample.bytes(), sample.endOf(7), torn));
    }

    private static void writeIfMissing(Path file) {
        try {
            if (Files.notExists(file)) {
                Files.writeString(file, "somebody's");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void foldersBelowAreNotLookedThroughAndOtherFilesAreNotTouched() throws IOException {
        Path below = Files.createDirectory(folder.videos.resolve("below"));
        Files.write(below.resolve("clip.recording.ts"), sample.bytes());
        Files.writeString(folder.videos.resolve("clip.ts"), "a");
        Files.writeString(folder.videos.resolve(".other.lock"), "b");
        Files.writeString(folder.videos.resolve(".recording.ts"), "c");
        Files.writeString(folder.videos.resolve("old.cut"), "d");

        assertThat(folder.recover(decoder).receipts()).isEmpty();

        assertThat(folder.names())
                .containsExactly(".other.lock", ".recording.ts", "below", "clip.ts", "old.cut");
    }

    @Test
    void aFolderThatDoesNotExistIsNoReasonToStop() {
        RecoveryPlaces places =
                new RecoveryPlaces(root.resolve("no notes"), List.of(root.resolve("no folder")));

        RecoveryResult result =
                new Recovery(places, folder.clock, decoder).run(new RecoveryListener() {});

        assertThat(result).isEqualTo(new RecoveryResult(List.of(), 0, List.of(), false));
    }

    @Test
    void fiveHundredFilesOfFiftyGigabytesOfNothingTakeSecondsAndTellHowFarTheyAre()
            throws IOException {
        for (int i = 0; i < 500; i++) {
            // A hundred have a real head, so that reading ends only where the zeros begin.
            byte[] head = i % 5 == 0 ? sample.bytes() : new byte[0];
            Path recording = folder.crashed("clip %03d".formatted(i), head);
            try (RandomAccessFile sparse = new RandomAccessFile(recording.toFile(), "rw")) {
                sparse.setLength(100L * 1024 * 1024);
            }
        }
        List<Integer> seen = new ArrayList<>();
        long start = System.nanoTime();

        RecoveryResult result =
                folder.recovery(decoder, step -> {})
                        .run(
                                new RecoveryListener() {
                                    @Override
                                    public void progress(int done, int total) {
                                        assertThat(total).isEqualTo(500);
                                        seen.add(done);
                                    }
                                });

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("500 files of 50 GB took " + took.toMillis() + " ms");
        assertThat(result.receipts()).hasSize(500);
        assertThat(result.receipts()).extracting(Receipt::state).containsOnly(State.KEPT);
        assertThat(seen).isEqualTo(IntStream.rangeClosed(0, 500).boxed().toList());
        assertThat(took).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void anInterruptEndsTheRunAndTheNextOneGoesOn() throws IOException {
        for (int i = 0; i < 5; i++) {
            folder.crashed("clip " + i, sample.first(sample.endOf(8) + 100));
        }
        Thread here = Thread.currentThread();

        RecoveryResult result =
                folder.recovery(decoder, step -> {})
                        .run(
                                new RecoveryListener() {
                                    @Override
                                    public void progress(int done, int total) {
                                        if (done == 2) {
                                            here.interrupt();
                                        }
                                    }
                                });

        assertThat(Thread.interrupted()).as("its status is set again").isTrue();
        assertThat(result.cancelled()).isTrue();
        assertThat(result.receipts()).hasSize(2);
        assertThat(folder.recover(decoder).receipts()).hasSize(3);
        assertThat(folder.notes()).isZero();
    }

    @Test
    void anInterruptWhileItIsDecodedLeavesTheRecordingAsItWas() throws IOException {
        Path recording = folder.crashed("clip", sample.bytes());
        Thread here = Thread.currentThread();
        StrictDecoder interrupting =
                (stream, limit) -> {
                    here.interrupt();
                    return FFMPEG.decode(stream, limit);
                };

        RecoveryResult result = folder.recover(interrupting);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.cancelled()).isTrue();
        assertThat(result.receipts()).isEmpty();
        assertThat(recording).hasBinaryContent(sample.bytes());
        assertThat(folder.recover(decoder).receipts()).hasSize(1);
    }

    @Test
    void aDecoderThatCannotBeTriedLeavesTheRecordingForTheNextRun() throws IOException {
        Path recording = folder.crashed("clip", sample.bytes());

        RecoveryResult result =
                folder.recover((stream, limit) -> {
                    stream.writeTo(OutputStream.nullOutputStream());
                    throw new IOException("there is no ffmpeg for this computer");
                });

        assertThat(result.receipts().getFirst().reason()).contains(Receipt.Reason.NOT_PROVABLE);
        assertThat(recording).hasBinaryContent(sample.bytes());
        assertThat(folder.notes()).isEqualTo(1);
    }

    @Test
    void twoRunsAtOnceRecoverEachRecordingOnce() throws Exception {
        for (int i = 0; i < 12; i++) {
            folder.crashed("clip " + i, sample.first(sample.endOf(8) + 100));
        }
        List<Receipt> receipts = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                RecoveryResult result =
                                        folder.recover(new RememberingDecoder(FFMPEG));
                                synchronized (receipts) {
                                    receipts.addAll(result.receipts());
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(receipts).hasSize(12);
        assertThat(receipts).extracting(Receipt::state).containsOnly(State.CUT);
        assertThat(folder.names()).hasSize(24).noneMatch(name -> name.contains("("));
        assertThat(folder.notes()).isZero();
    }
}
