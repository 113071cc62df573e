package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StorageExceptionTest {

    private static final Path FILE = Path.of("/home/anna/Videos/Lastframe/clip.recording.ts");

    @ParameterizedTest
    @CsvSource({
        "No space left on device, DISK_FULL",
        "There is not enough space: no space left on disk, DISK_FULL",
        "Disk quota exceeded, QUOTA",
        "Read-only file system, READ_ONLY",
        "Input/output error, IO_ERROR",
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

        assertThat(StorageException.writing(FILE, failure).reason()).isEqualTo(Reason.IO_ERROR);
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

    @ParameterizedTest
    @CsvSource({
        "5, IO_ERROR",
        "6, IO_ERROR",
        "19, IO_ERROR",
        "28, DISK_FULL",
        "30, READ_ONLY",
        "116, FOLDER_GONE",
        "122, QUOTA"
    })
    @EnabledOnOs(OS.LINUX)
    void theSystemsOwnWordsForItsNumbersAreKnown(int number, Reason reason) {
        IOException failure = new IOException(SystemErrors.strerror(number));

        assertThat(StorageException.writing(FILE, failure).reason()).isEqualTo(reason);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theWordsMayBeInAnyLanguage() {
        SystemErrors german =
                new SystemErrors(number ->
                        switch (number) {
                            case 28 ->
                                    "Auf dem Ger\u00e4t ist kein Speicherplatz mehr verf\u00fcgbar";
                            case 122 -> "Der zugewiesene Plattenplatz ist \u00fcberschritten";
                            default -> "Fehler " + number;
                        });

        assertThat(
                        german.reason(
                                new IOException(
                                        "Auf dem Ger\u00e4t ist kein Speicherplatz mehr"
                                                + " verf\u00fcgbar")))
                .contains(Reason.DISK_FULL);
        assertThat(
                        german.reason(
                                new IOException(
                                        "Der zugewiesene Plattenplatz ist \u00fcberschritten")))
                .contains(Reason.QUOTA);
        assertThat(german.reason(new IOException("etwas anderes"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"DISK_FULL", "QUOTA", "READ_ONLY", "IO_ERROR", "FOLDER_GONE"})
    void eachReasonHasASentenceOfItsOwnThatSaysWhatToDo(Reason reason) {
        String words =
                switch (reason) {
                    case DISK_FULL -> "No space left on device";
                    case QUOTA -> "Disk quota exceeded";
                    case READ_ONLY -> "Read-only file system";
                    case IO_ERROR -> "Input/output error";
                    default -> "Stale file handle";
                };

        StorageException named = StorageException.writing(FILE, new IOException(words));

        assertThat(named.reason()).isEqualTo(reason);
        assertThat(named)
                .hasMessageMatching(".*(free some room|choose another folder).*\\.")
                .hasMessageContaining(FILE.getParent().toString());
    }

    @Test
    void aFileThatIsNotThereAnyMoreMeansThatItsFolderIsGone() {
        assertThat(
                        StorageException.writing(FILE, new NoSuchFileException(FILE.toString()))
                                .reason())
                .isEqualTo(Reason.FOLDER_GONE);
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
