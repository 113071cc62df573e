package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
final class RecordingFilesTest {

    @TempDir private Path folder;

    @Test
    void theNamesOfARecordingAreOfOneKind() throws Exception {
        try (RecordingFiles files = reserve("clip")) {
            assertThat(files.folder()).isEqualTo(folder);
            assertThat(files.recording()).isEqualTo(folder.resolve("clip.recording.ts"));
            assertThat(files.published()).isEqualTo(folder.resolve("clip.ts"));
            assertThat(files.events()).isEqualTo(folder.resolve("clip.events.jsonl"));
        }
    }

    @Test
    void whileReservedThereIsALockFileAndNothingElse() throws Exception {
        try (RecordingFiles files = reserve("clip")) {
            assertThat(files.recording()).doesNotExist();
            assertThat(names()).containsExactly(".clip.lock");
        }
    }

    @Test
    void theLockFileIsLockedByTheOperatingSystemAndGoneAfterwards() throws Exception {
        Path lockFile = folder.resolve(".clip.lock");
        RecordingFiles files = reserve("clip");
        try (FileChannel other = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
        }

        files.close();

        assertThat(lockFile).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clip.ts",
                "clip.recording.ts",
                "clip.events.jsonl",
                ".clip.lock",
                "clip.microphone.ts",
                "clip.microphone.cut",
                ".clip.microphone.lock"
            })
    void aNameOfWhichAnythingExistsIsTaken(String existing) throws Exception {
        Files.writeString(folder.resolve(existing), "somebody's");

        try (RecordingFiles files = reserve("clip")) {
            assertThat(files.published()).isEqualTo(folder.resolve("clip (2).ts"));
        }

        assertThat(folder.resolve(existing)).hasContent("somebody's");
        assertThat(names()).containsExactly(existing);
    }

    @Test
    void theFirstFreeNumberIsTaken() throws Exception {
        Files.createFile(folder.resolve("clip.ts"));
        Files.createFile(folder.resolve("clip (2).events.jsonl"));
        Files.createFile(folder.resolve("clip (4).ts"));

        try (RecordingFiles files = reserve("clip")) {
            assertThat(files.recording()).isEqualTo(folder.resolve("clip (3).recording.ts"));
        }
    }

    @Test
    void aLinkThatLeadsNowhereTakesItsNameToo() throws Exception {
        Files.createSymbolicLink(folder.resolve("clip.ts"), folder.resolve("gone"));

        try (RecordingFiles files = reserve("clip")) {
            assertThat(files.published()).isEqualTo(folder.resolve("clip (2).ts"));
        }
    }

    @Test
    void aSecondReservationOfTheSameNameGetsTheNext() throws Exception {
        try (RecordingFiles first = reserve("clip");
                RecordingFiles second = reserve("clip")) {
            assertThat(first.published()).isEqualTo(folder.resolve("clip.ts"));
            assertThat(second.published()).isEqualTo(folder.resolve("clip (2).ts"));
        }
        try (RecordingFiles again = reserve("clip")) {
            assertThat(again.published()).isEqualTo(folder.resolve("clip.ts"));
        }
    }

    @Test
    void manyReservationsAtOnceAllGetNamesOfTheirOwn() throws Exception {
        Set<Path> taken = ConcurrentHashMap.newKeySet();
        List<RecordingFiles> held = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < 12; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    go.await();
                                    RecordingFiles files = reserve("clip");
                                    taken.add(files.published());
                                    synchronized (held) {
                                        held.add(files);
                                    }
                                } catch (StorageException | InterruptedException broken) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasSize(12).contains(folder.resolve("clip.ts"));
        for (RecordingFiles files : held) {
            files.close();
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void anExactNameThatIsTakenIsRefused() throws Exception {
        Files.createFile(folder.resolve("clip.ts"));

        assertThatThrownBy(() -> RecordingFiles.reserve(folder, "clip", true))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.OUTPUT_EXISTS))
                .hasMessageContaining(folder.resolve("clip.ts").toString());
        assertThat(names()).containsExactly("clip.ts");
    }

    @Test
    void anExactNameThatIsBeingRecordedIsRefused() throws Exception {
        try (RecordingFiles first = RecordingFiles.reserve(folder, "clip", true)) {
            assertThatThrownBy(() -> RecordingFiles.reserve(folder, "clip", true))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            refused ->
                                    assertThat(refused.reason()).isEqualTo(Reason.OUTPUT_EXISTS));
            assertThat(first.published()).isEqualTo(folder.resolve("clip.ts"));
        }
    }

    @Test
    void aMissingFolderIsNamed() {
        Path missing = folder.resolve("not here");

        assertThatThrownBy(() -> RecordingFiles.reserve(missing, "clip", false))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.FOLDER_MISSING))
                .hasMessageContaining(missing.toString());
        assertThat(missing).doesNotExist();
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("Videos"), "a file");

        assertThatThrownBy(() -> RecordingFiles.reserve(file, "clip", false))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.FOLDER_MISSING));
        assertThat(file).hasContent("a file");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatTakesNoFileIsNamed() {
        // Even the administrator can create nothing here.
        assertThatThrownBy(() -> RecordingFiles.reserve(Path.of("/proc"), "clip", false))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.FOLDER_UNWRITABLE))
                .hasMessageContaining("/proc");
    }

    @Test
    void publishingGivesTheFileItsNameAndCloseTakesTheLockAway() throws Exception {
        RecordingFiles files = reserve("clip");
        Files.writeString(files.recording(), "video");
        Files.writeString(files.events(), "events");

        assertThat(files.publish()).isEqualTo(folder.resolve("clip.ts"));
        assertThat(names()).contains(".clip.lock");
        files.close();

        assertThat(names()).containsExactlyInAnyOrder("clip.ts", "clip.events.jsonl");
        assertThat(folder.resolve("clip.ts")).hasContent("video");
    }

    @Test
    void aFileThatAppearedMeanwhileSurvivesAndTheRecordingGetsTheNextName() throws Exception {
        try (RecordingFiles files = reserve("clip")) {
            Files.writeString(files.recording(), "video");
            Files.writeString(folder.resolve("clip.ts"), "somebody else's");
            Files.writeString(folder.resolve("clip (2).ts"), "somebody else's too");

            assertThat(files.publish()).isEqualTo(folder.resolve("clip (3).ts"));

            assertThat(files.recording()).doesNotExist();
        }
        assertThat(folder.resolve("clip.ts")).hasContent("somebody else's");
        assertThat(folder.resolve("clip (2).ts")).hasContent("somebody else's too");
        assertThat(folder.resolve("clip (3).ts")).hasContent("video");
    }

    @Test
    void aRecordingThatVanishedCannotBePublished() throws Exception {
        try (RecordingFiles files = reserve("clip")) {
            assertThatThrownBy(files::publish).isInstanceOf(StorageException.class);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void discardLeavesNoLitter() throws Exception {
        Path active = folder.resolve("state/active");
        RecordingFiles files = reserve("clip", active);
        files.createRecording().close();
        Files.writeString(files.recording(), "header");
        files.createEvents().close();

        files.discard();
        files.close();

        assertThat(names()).containsExactly("state");
        assertThat(active).isEmptyDirectory();
    }

    @Test
    void whatSomebodyElsePutInPlaceOfItsFilesIsNotDiscarded() throws Exception {
        RecordingFiles files = reserve("clip");
        try (FileChannel video = files.createRecording();
                FileChannel events = files.createEvents()) {
            assertThat(video.isOpen() && events.isOpen()).isTrue();
            Files.delete(files.recording());
            Files.delete(files.events());
            Files.writeString(files.recording(), "somebody else's");
            Files.writeString(files.events(), "somebody else's");

            files.discard();
        }
        files.close();

        assertThat(names()).containsExactlyInAnyOrder("clip.events.jsonl", "clip.recording.ts");
        assertThat(files.recording()).hasContent("somebody else's");
    }

    @Test
    void discardingWhatWasNeverCreatedIsFine() throws Exception {
        RecordingFiles files = reserve("clip");

        files.discard();
        files.close();
        files.close();

        assertThat(names()).isEmpty();
    }

    @Test
    void aRunningRecordingIsNotedWithItsWholePathUntilItIsClosed() throws Exception {
        Path active = folder.resolve("state/lastframe/active");
        try (RecordingFiles files = reserve("clip", active)) {
            assertThat(files.isNoted()).isTrue();

            assertThat(onlyFileIn(active))
                    .hasContent(folder.resolve("clip.recording.ts").toAbsolutePath().toString());
        }
        assertThat(active).isEmptyDirectory();
    }

    @Test
    void twoRunningRecordingsHaveANoteEach() throws Exception {
        Path active = folder.resolve("active");
        RecordingFiles first = reserve("clip", active);
        try (RecordingFiles second = reserve("clip", active)) {
            assertThat(active.toFile().list()).hasSize(2);

            first.close();

            assertThat(onlyFileIn(active)).hasContent(second.recording().toString());
        }
    }

    @Test
    void aStateFolderThatCannotBeUsedDoesNotStopTheRecording() throws Exception {
        Path file = Files.writeString(folder.resolve("active"), "a file");
        try (RecordingFiles files = reserve("clip", file)) {
            assertThat(files.isNoted()).isFalse();
            Files.writeString(files.recording(), "video");

            assertThat(files.publish()).hasContent("video");
        }
        assertThat(file).hasContent("a file");
    }

    @Test
    void aRecordingThatStaysUnderItsTemporaryNameKeepsLockFileAndNote() throws Exception {
        Path active = folder.resolve("active");
        RecordingFiles files = reserve("clip", active);
        Files.writeString(files.recording(), "video");

        files.closeKeepingTemporary();
        files.close();

        assertThat(names()).contains("clip.recording.ts", ".clip.lock");
        assertThat(onlyFileIn(active)).hasContent(files.recording().toString());
        try (FileChannel next =
                        FileChannel.open(folder.resolve(".clip.lock"), StandardOpenOption.WRITE);
                var lock = next.tryLock()) {
            assertThat(lock).as("nobody holds it any more").isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my clip  with   spaces",
                "🎬 Ärger 日本",
                "it's \"quoted\"",
                "-rf *",
                "a.b.c"
            })
    void anyNameIsKeptAsItIs(String name) throws Exception {
        RecordingFiles files = reserve(name);
        Files.writeString(files.recording(), "video");

        Path published = files.publish();
        files.close();

        assertThat(names()).containsExactly(name + ".ts");
        assertThat(published).hasContent("video");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void everythingIsReadableByItsOwnerOnly() throws Exception {
        Path active = folder.resolve("state/lastframe/active");
        try (RecordingFiles files = reserve("clip", active)) {
            assertThat(files.isNoted()).isTrue();
            assertThat(permissions(folder.resolve(".clip.lock"))).isEqualTo("rw-------");
            assertThat(permissions(onlyFileIn(active))).isEqualTo("rw-------");
            assertThat(permissions(active)).isEqualTo("rwx------");
            assertThat(permissions(active.getParent())).isEqualTo("rwx------");
        }
    }

    private RecordingFiles reserve(String name, Path active) throws StorageException {
        return RecordingFiles.reserve(folder, name, false, active);
    }

    private RecordingFiles reserve(String name) throws StorageException {
        return RecordingFiles.reserve(folder, name, false);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Path onlyFileIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
