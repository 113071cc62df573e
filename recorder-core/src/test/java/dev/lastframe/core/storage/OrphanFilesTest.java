package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class OrphanFilesTest {

    private static final String VIDEO = "whole whole whole torn";
    private static final int WHOLE = "whole whole whole ".length();

    @TempDir private Path folder;
    private Path recording;

    @BeforeEach
    void crash() throws IOException {
        recording = Files.writeString(folder.resolve("clip.recording.ts"), VIDEO);
    }

    @Test
    void theEndIsCutOffAndKept() throws Exception {
        try (OrphanFiles files = adopt(file -> new PlainChannel(OwnerOnly.createNew(file)))) {
            Path cut = files.cutTo(WHOLE);

            assertThat(cut).isEqualTo(folder.resolve("clip.cut")).hasContent("torn");
            assertThat(recording).hasContent("whole whole whole ");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsCutOffIsReadableByItsOwnerOnly() throws Exception {
        try (OrphanFiles files = adopt(file -> new PlainChannel(OwnerOnly.createNew(file)))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.cutTo(3))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFullDiskLeavesTheRecordingAsItWasAndNoHalfCopy() throws Exception {
        try (OrphanFiles files =
                adopt(file -> {
                    FailingDisk disk = new FailingDisk();
                    disk.roomFor(2, FailingDisk.FULL);
                    return copied(file, disk);
                })) {
            assertRefused(files, Reason.DISK_FULL);
        }
    }

    @Test
    void soDoesACopyThatCannotBeForced() throws Exception {
        try (OrphanFiles files =
                adopt(file -> {
                    FailingDisk disk = new FailingDisk();
                    disk.forceFails(true);
                    return copied(file, disk);
                })) {
            assertRefused(files, Reason.WRITE_FAILED);
        }
    }

    @Test
    void soDoesACopyThatCannotBeMade() throws Exception {
        try (OrphanFiles files =
                adopt(file -> {
                    throw new IOException("Read-only file system");
                })) {
            assertRefused(files, Reason.READ_ONLY);
        }
    }

    @Test
    void aRecordingWithBytesIsNotDiscarded() throws Exception {
        try (OrphanFiles files = adopt(file -> new PlainChannel(OwnerOnly.createNew(file)))) {
            assertThatThrownBy(files::discardEmpty).isInstanceOf(IOException.class);
            assertThat(recording).hasContent(VIDEO);
        }
    }

    @Test
    void whatSomebodyRecordsIsInUse() throws Exception {
        try (RecordingFiles live = RecordingFiles.reserve(folder, "live", true)) {
            Files.writeString(live.recording(), VIDEO);

            assertThat(OrphanFiles.adopt(live.recording(), step -> {}))
                    .isEqualTo(new Adoption.InUse());
        }
    }

    @Test
    void whatIsAdoptedCannotBeReservedOrAdoptedAgain() throws Exception {
        try (OrphanFiles files = adopt(file -> new PlainChannel(OwnerOnly.createNew(file)))) {
            assertThat(OrphanFiles.adopt(files.recording(), step -> {}))
                    .isEqualTo(new Adoption.InUse());
            try (RecordingFiles next = RecordingFiles.reserve(folder, "clip", false)) {
                assertThat(next.published()).isEqualTo(folder.resolve("clip (2).ts"));
            }
        }
    }

    private OrphanFiles adopt(TailCut.Creator creator) throws StorageException {
        Adoption adoption = OrphanFiles.adopt(recording, step -> {}, creator);
        assertThat(adoption).isInstanceOf(Adoption.Adopted.class);
        return ((Adoption.Adopted) adoption).files();
    }

    private void assertRefused(OrphanFiles files, Reason reason) throws IOException {
        assertThatThrownBy(() -> files.cutTo(WHOLE))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(recording).hasContent(VIDEO);
        try (var names = Files.list(folder)) {
            assertThat(names.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".clip.lock", "clip.recording.ts");
        }
    }

    /** A file on a real disk that fails as the other does. */
    private static RecordingChannel copied(Path file, FailingDisk disk) throws IOException {
        RecordingChannel real = new PlainChannel(OwnerOnly.createNew(file));
        return new RecordingChannel() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                ByteBuffer same = bytes.duplicate();
                int written = disk.write(bytes);
                real.write(same.limit(same.position() + written));
                return written;
            }

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                return real.read(target, position);
            }

            @Override
            public void truncate(long size) throws IOException {
                disk.truncate(size);
                real.truncate(size);
            }

            @Override
            public void force() throws IOException {
                disk.force();
                real.force();
            }

            @Override
            public void close() throws IOException {
                disk.close();
                real.close();
            }
        };
    }
}
