package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StorageExceptionTest {

    private static final Path FILE = Path.of("/home/anna/Videos/Lastframe/clip.recording.ts");

    @ParameterizedTest
    @CsvSource({
        "No space left on device, DISK_FULL",
        "There is not enough space: no space left on disk, DISK_FULL",
        "Disk quota exceeded, DISK_FULL",
        "Read-only file system, READ_ONLY",
        "Input/output error, WRITE_FAILED",
        "'', WRITE_FAILED"
    })
    void theReasonBehindAFailedWriteIsNamed(String message, Reason reason) {
        assertThat(StorageException.writing(FILE, new IOException(message)).reason())
                .isEqualTo(reason);
    }

    @Test
    void theFileSystemsOwnReasonCountsNotTheFilesName() {
        IOException failure =
                new FileSystemException("no space left here.ts", null, "Input/output error");

        assertThat(StorageException.writing(FILE, failure).reason()).isEqualTo(Reason.WRITE_FAILED);
        assertThat(
                        StorageException.writing(
                                        FILE,
                                        new FileSystemException(
                                                "clip.ts", null, "Read-only file system"))
                                .reason())
                .isEqualTo(Reason.READ_ONLY);
    }

    @Test
    void aFailureWithoutAMessageIsStillASentence() {
        StorageException named = StorageException.writing(FILE, new IOException());

        assertThat(named.reason()).isEqualTo(Reason.WRITE_FAILED);
        assertThat(named).hasMessageContaining(FILE.toString()).hasMessageEndingWith(".");
    }

    @Test
    void thePersonIsToldWhichFolderAndWhatToDo() {
        StorageException full =
                StorageException.writing(FILE, new IOException("No space left on device"));

        assertThat(full)
                .hasMessageContaining(FILE.getParent().toString())
                .hasMessageContaining("free some room");
        assertThat(full.getCause()).isInstanceOf(IOException.class);
    }

    @Test
    void anyOtherFailureKeepsItsOwnWords() {
        StorageException denied =
                StorageException.writing(FILE, new AccessDeniedException(FILE.toString()));

        assertThat(denied.reason()).isEqualTo(Reason.WRITE_FAILED);
        assertThat(denied).hasMessageContaining(FILE.toString());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceThatIsReallyFullIsRecognised() throws IOException {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            IOException failure =
                    catchThrowableOfType(
                            IOException.class, () -> full.write(ByteBuffer.allocate(188)));

            assertThat(StorageException.writing(FILE, failure).reason())
                    .isEqualTo(Reason.DISK_FULL);
        }
    }
}
